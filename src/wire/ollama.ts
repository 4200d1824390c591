import { has } from '../text/json-keys.ts'
import { asArray, asRecord, asString, isRecord } from '../text/json.ts'
import { mediaType } from '../text/media-type.ts'
import type { Delta, Reading, Refusal, StreamReader, ToolCall, WireFormat } from '../types.ts'
import { emptyReading, items, say, sayLeaves, usageOf, voices } from './collect.ts'
import { readMessage, readMessages } from './openai-messages.ts'
import { isPost } from './paths.ts'
import { json, line, violation } from './refusals.ts'
import { piece } from './text-pieces.ts'
import { readSchema, readTools } from './tools.ts'

/** Ollama's own interface: chat, generate and embed, streamed as lines of JSON. */
export const ollama: WireFormat = {
  name: 'ollama',
  matches: (call, top) =>
    isPost(call) && path.test(call.path) && (top === undefined || (has(top, 'model') && keys.some((key) => has(top, key)))),
  claims: (_call, top) => top !== undefined,
  request: readRequest,
  response: readAnswer,
  framing: (contentType) => (streamed.has(mediaType(contentType)) ? 'ndjson' : undefined),
  stream: ollamaStream,
  refuse: {
    error: (refusal) => json(403, errorBody(refusal)),
    answer: (refusal, call, { model, stream }) => {
      if (!said.test(call.path)) return json(403, errorBody(refusal))
      const whole = finished(call.path, model, refusal.message)
      return stream ? { status: 200, contentType: 'application/x-ndjson', body: line(whole) } : json(200, whole)
    },
    endStream: (refusal, how, { first, model }) => {
      if (how === 'error') return line(errorBody(refusal))
      return line(finished(isRecord(first) && 'response' in first ? '/api/generate' : '/api/chat', model, `\n\n${refusal.message}`))
    },
  },
}

const path = /\/api\/(?:chat|generate|embed|embeddings)\/?$/
const said = /\/api\/(?:chat|generate)\/?$/
const keys = ['messages', 'prompt', 'input']
const streamed = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl'])

function readRequest(body: unknown): Reading {
  const request = asRecord(body)
  const reading = emptyReading({ model: asString(request['model']), stream: request['stream'] !== false && request['input'] === undefined })
  say(reading, '/system', request['system'], voices.system)
  say(reading, '/template', request['template'], voices.developer)
  readMessages(reading, '/messages', request['messages'])
  for (const key of ['prompt', 'suffix']) say(reading, `/${key}`, request[key], voices.user)
  if (typeof asArray(request['input'])[0] !== 'number') sayLeaves(reading, '/input', request['input'], voices.user)
  readTools(reading, '/tools', request['tools'])
  readSchema(reading, '/format', request['format'])
  return reading
}

function readAnswer(body: unknown): Reading {
  const answer = asRecord(body)
  const reading = emptyReading({ model: asString(answer['model']), usage: usageOf(answer, 'prompt_eval_count', 'eval_count') })
  if (isRecord(answer['message'])) readMessage(reading, '/message', { role: 'assistant', ...answer['message'] })
  say(reading, '/thinking', answer['thinking'], voices.reasoning)
  say(reading, '/response', answer['response'], voices.model)
  return reading
}

function ollamaStream(): StreamReader {
  let calls = 0
  return ({ data }) => {
    const frame = asRecord(data)
    const message = asRecord(frame['message'])
    const deltas: Delta[] = []
    piece(deltas, 'thinking', '/message/thinking', message['thinking'], { kind: 'reasoning' })
    piece(deltas, 'content', '/message/content', message['content'])
    piece(deltas, 'thinking', '/thinking', frame['thinking'], { kind: 'reasoning' })
    piece(deltas, 'content', '/response', frame['response'])
    const toolCalls = readCalls(deltas, message, () => calls++)
    const over = frame['done'] === true || frame['error'] !== undefined
    return {
      deltas,
      toolCalls: toolCalls.length === 0 ? undefined : toolCalls,
      ...(over ? { ends: '*' as const, done: true } : {}),
      usage: usageOf(frame, 'prompt_eval_count', 'eval_count'),
      model: asString(frame['model']),
    }
  }
}

function readCalls(deltas: Delta[], message: Record<string, unknown>, next: () => number): ToolCall[] {
  const reading = emptyReading()
  for (const [at, call] of items('/message/tool_calls', message['tool_calls'])) {
    const inner = asRecord(asRecord(call)['function'])
    const name = asString(inner['name'])
    if (name === undefined) continue
    const from = reading.segments.length
    sayLeaves(reading, `${at}/function/arguments`, inner['arguments'], { ...voices.call, name })
    const channel = `call/${next()}`
    for (const segment of reading.segments.slice(from)) {
      piece(deltas, channel + segment.path, segment.path, segment.text, { mode: 'whole', kind: 'tool-call', name })
    }
    reading.toolCalls.push({
      name,
      arguments: inner['arguments'],
      path: `${at}/function/arguments`,
      callId: asString(asRecord(call)['id']),
    })
  }
  return reading.toolCalls
}

// The client prints the error as it is: it must be a string.
function errorBody({ message }: Refusal) {
  return { error: message, type: violation }
}

function finished(where: string, model: string | undefined, text: string) {
  const base = { model: model ?? 'unknown', created_at: new Date().toISOString() }
  const end = { done: true, done_reason: 'guardrail_intervened', total_duration: 0, prompt_eval_count: 0, eval_count: 0 }
  return /generate\/?$/.test(where)
    ? { ...base, response: text, ...end }
    : { ...base, message: { role: 'assistant', content: text }, ...end }
}
