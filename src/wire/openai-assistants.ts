import { has } from '../text/json-keys.ts'
import { asRecord, asString, isRecord } from '../text/json.ts'
import type { Delta, Reading, StreamReader, WireFormat } from '../types.ts'
import { emptyReading, items, say, sayCall, usageOf, voices } from './collect.ts'
import { readMessage, readMessages } from './openai-messages.ts'
import { readItems } from './openai-responses.ts'
import { isPost, sseOnly } from './paths.ts'
import { json, openaiError, sse } from './refusals.ts'
import { piece } from './text-pieces.ts'
import { readTools } from './tools.ts'

/** Assistants, threads, runs and stored conversations of OpenAI. */
export const openaiAssistants: WireFormat = {
  name: 'openai-assistants',
  shape: 'messages',
  matches: (call, top) => isPost(call) && path.test(call.path) && (top === undefined || keys.some((key) => has(top, key))),
  claims: (call, top) =>
    top !== undefined && (has(top, 'assistant_id', 'string') || call.header('openai-beta')?.startsWith('assistants') === true),
  request: readRequest,
  response: readAnswer,
  framing: sseOnly,
  stream: threadStream,
  refuse: {
    error: (refusal) => json(403, openaiError(refusal)),
    answer: (refusal) => json(403, openaiError(refusal)),
    endStream: (refusal) => sse(openaiError(refusal).error, 'error') + sse('[DONE]', 'done'),
  },
}

const path = /\/(?:assistants(?:\/[^/]{1,100})?|threads(?:\/.{0,200})?|conversations(?:\/[^/]{1,100}(?:\/items)?)?)\/?$/
const keys = [
  'messages',
  'content',
  'instructions',
  'additional_instructions',
  'additional_messages',
  'thread',
  'tool_outputs',
  'assistant_id',
  'tools',
  'items',
  'name',
]

function readRequest(body: unknown, { path: where }: { path: string }): Reading {
  const request = asRecord(body)
  const thread = /\/(?:threads|conversations)\/([^/]{1,100})/.exec(where)?.[1]
  const reading = emptyReading({
    model: asString(request['model']),
    stream: request['stream'] === true,
    conversation: thread === 'runs' ? undefined : thread,
  })
  for (const key of ['instructions', 'additional_instructions', 'description']) say(reading, `/${key}`, request[key], voices.developer)
  readMessages(reading, '/messages', request['messages'])
  readMessages(reading, '/additional_messages', request['additional_messages'])
  readMessages(reading, '/thread/messages', asRecord(request['thread'])['messages'])
  readItems(reading, '/items', request['items'])
  if (request['content'] !== undefined) readMessage(reading, '', request)
  for (const [at, output] of items('/tool_outputs', request['tool_outputs'])) {
    if (isRecord(output)) say(reading, `${at}/output`, output['output'], { ...voices.result, callId: asString(output['tool_call_id']) })
  }
  readTools(reading, '/tools', request['tools'])
  return reading
}

function readAnswer(body: unknown): Reading {
  const answer = asRecord(body)
  const usage = usageOf(answer['usage'], 'prompt_tokens', 'completion_tokens')
  const reading = emptyReading({ model: asString(answer['model']), usage, conversation: asString(answer['thread_id']) })
  if (answer['role'] === 'assistant') readMessage(reading, '', answer)
  readMessages(reading, '/data', answer['data'])
  const calls = asRecord(asRecord(answer['required_action'])['submit_tool_outputs'])['tool_calls']
  for (const [at, call] of items('/required_action/submit_tool_outputs/tool_calls', calls)) readCall(reading, at, call)
  return reading
}

function readCall(reading: Reading, at: string, call: unknown): void {
  const { name, arguments: args } = asRecord(asRecord(call)['function'])
  sayCall(reading, {
    path: `${at}/function/arguments`,
    name: { path: `${at}/function/name`, value: name },
    callId: asRecord(call)['id'],
    args,
  })
}

function threadStream(): StreamReader {
  const names = new Map<string, { channel: string; name: string; callId?: string | undefined }>()
  return ({ event = '', data }) => {
    if (data === undefined || event === 'error') return { deltas: [], ends: '*', done: true }
    const frame = asRecord(data)
    const deltas: Delta[] = []
    const delta = asRecord(frame['delta'])
    const id = asString(frame['id']) ?? ''
    for (const [at, part] of items('/delta/content', delta['content'])) {
      piece(deltas, `${id}/${String(asRecord(part)['index'] ?? 0)}`, `${at}/text/value`, asRecord(asRecord(part)['text'])['value'])
    }
    if (event === 'thread.message.completed') {
      for (const [at, part] of items('/content', frame['content'])) {
        piece(deltas, `${id}/${at.slice(at.lastIndexOf('/') + 1)}`, `${at}/text/value`, asRecord(asRecord(part)['text'])['value'], {
          mode: 'whole',
        })
      }
      return { deltas, ends: deltas.map(({ channel }) => channel) }
    }
    let tool: { channel: string; name: string; callId?: string | undefined } | undefined
    for (const [at, call] of items('/delta/step_details/tool_calls', asRecord(delta['step_details'])['tool_calls'])) {
      const inner = asRecord(asRecord(call)['function'])
      const channel = `${id}/tool/${String(asRecord(call)['index'] ?? 0)}`
      if (typeof inner['name'] === 'string')
        names.set(channel, (tool = { channel, name: inner['name'], callId: asString(asRecord(call)['id']) }))
      const known = names.get(channel)
      piece(deltas, channel, `${at}/function/arguments`, inner['arguments'], {
        kind: 'tool-call',
        encoding: 'json',
        name: known?.name,
        callId: known?.callId,
      })
    }
    const settled = /^thread\.run\.(?:requires_action|completed|failed|incomplete|cancelled|expired)$/.test(event)
    const ends = event === 'thread.run.step.completed' ? [...names.keys()].filter((channel) => channel.startsWith(`${id}/`)) : undefined
    return {
      deltas,
      tool,
      ends: settled ? '*' : ends,
      usage: usageOf(frame['usage'], 'prompt_tokens', 'completion_tokens'),
      conversation: asString(frame['thread_id']),
    }
  }
}
