import { has } from '../text/json-keys.ts'
import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import { isStructural } from '../text/silent-keys.ts'
import type { Reading, WireFormat } from '../types.ts'
import { emptyReading, items, say, sayCall, sayLeaves, usageOf, voiceOf, voices, type Voice } from './collect.ts'
import { isConversation } from './evidence.ts'
import { readMessage } from './openai-messages.ts'
import { answerResponses, endResponses } from './openai-responses-refusal.ts'
import { responsesStream } from './openai-responses-stream.ts'
import { nameOfCall, readContent, readOutcome } from './parts.ts'
import { isPost, sseOnly } from './paths.ts'
import { json, openaiError } from './refusals.ts'
import { readSchema, readTools } from './tools.ts'

/** The Responses API of OpenAI: items in, items out. */
export const openaiResponses: WireFormat = {
  name: 'openai-responses',
  shape: 'input',
  matches: (call, top) => isPost(call) && path.test(call.path) && (top === undefined || keys.some((key) => has(top, key))),
  claims: (_call, top, body) =>
    top !== undefined &&
    body !== undefined &&
    (has(top, 'model', 'string') || (has(top, 'input') && has(top, 'prompt', 'object')) || isConversation(top, body, 'input')) &&
    (has(top, 'input', 'string', 'array') || has(top, 'prompt', 'object') || has(top, 'previous_response_id', 'string')),
  request: readResponsesRequest,
  response: (body) => readResponsesAnswer(body),
  framing: sseOnly,
  stream: responsesStream,
  refuse: {
    error: (refusal) => json(403, openaiError(refusal)),
    answer: (refusal, _call, request) => answerResponses(refusal, request),
    endStream: endResponses,
  },
}

const path = /\/responses(?:\/(?:compact|input_tokens))?\/?$/
const keys = ['input', 'instructions', 'prompt', 'previous_response_id', 'conversation']

/** Reads a Responses request. */
export function readResponsesRequest(body: unknown): Reading {
  const request = asRecord(body)
  const reading = emptyReading({
    model: asString(request['model']),
    stream: request['stream'] === true,
    conversation:
      asString(request['previous_response_id']) ?? asString(request['conversation']) ?? asString(asRecord(request['conversation'])['id']),
  })
  readContent(reading, '/instructions', request['instructions'], voices.system)
  if (typeof request['input'] === 'string') say(reading, '/input', request['input'], voices.user)
  else readItems(reading, '/input', request['input'])
  if (isRecord(request['prompt'])) {
    for (const [name, value] of Object.entries(asRecord(request['prompt']['variables']))) {
      readContent(reading, `/prompt/variables/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, value, voices.user)
    }
  }
  readTools(reading, '/tools', request['tools'])
  const format = asRecord(asRecord(request['text'])['format'])
  say(reading, '/text/format/description', format['description'], voices.developer)
  readSchema(reading, '/text/format/schema', format['schema'])
  return reading
}

/** Reads a whole response object; `path` says where it stands. */
export function readResponsesAnswer(body: unknown, path = ''): Reading {
  const answer = asRecord(body)
  const reading = emptyReading({
    model: asString(answer['model']),
    usage: usageOf(answer['usage'], 'input_tokens', 'output_tokens'),
    conversation: asString(answer['id']),
  })
  readItems(reading, `${path}/output`, answer['output'])
  // What an SDK adds for convenience is read where a proxy sends it along.
  if (answer['output'] === undefined) say(reading, `${path}/output_text`, answer['output_text'], voices.model)
  return reading
}

/** Adds the items of a Responses request or answer. */
export function readItems(reading: Reading, path: string, list: unknown): void {
  for (const [at, item] of items(path, list)) {
    if (typeof item === 'string') say(reading, at, item, voices.user)
    else if (isRecord(item)) readItem(reading, at, item)
  }
}

/** Adds one item. */
export function readItem(reading: Reading, path: string, item: JsonRecord): void {
  const type = asString(item['type']) ?? 'message'
  if (type === 'message') return readMessage(reading, path, item)
  if (type === 'reasoning') {
    readContent(reading, `${path}/summary`, item['summary'], voices.reasoning)
    return readContent(reading, `${path}/content`, item['content'], voices.reasoning)
  }
  if (type.endsWith('_output')) return readOutput(reading, path, item)
  if (type in voicesOfParts) return readContent(reading, path, item, voiceOf(voicesOfParts[type]))
  if (type === 'input_file' || type === 'input_image' || type === 'input_audio') return readContent(reading, path, item, voices.user)
  if (type === 'mcp_list_tools') return readTools(reading, `${path}/tools`, item['tools'], voices.result)
  if (type.endsWith('_call') || type === 'mcp_approval_request') readItemCall(reading, path, item)
}

const voicesOfParts: Record<string, string> = { input_text: 'user', text: 'user', output_text: 'assistant', refusal: 'assistant' }

function readItemCall(reading: Reading, path: string, item: JsonRecord): void {
  const callId = item['call_id'] ?? item['id']
  const key = ['arguments', 'input', 'action', 'operation', 'code', 'queries'].find(
    (name) => item[name] !== undefined && item[name] !== null,
  )
  const name = asString(item['name']) ?? asString(item['type'])?.replace(/_call$/, '')
  if (key) {
    const from = reading.segments.length
    sayCall(reading, { path: `${path}/${key}`, name: { path: `${path}/name`, value: name }, callId, args: item[key] })
    if (item['name'] === undefined) reading.segments.splice(from, reading.segments[from]?.path === `${path}/name` ? 1 : 0)
  }
  // What the call gave back stands in the same item for tools that the provider runs.
  const voice: Voice = { ...voices.result, name, callId: asString(callId) }
  for (const outcome of ['output', 'outputs', 'results']) readOutcome(reading, `${path}/${outcome}`, item[outcome], voice)
}

function readOutput(reading: Reading, path: string, item: JsonRecord): void {
  const callId = asString(item['call_id'])
  const voice: Voice = { ...voices.result, callId, name: nameOfCall(reading, callId) }
  const output = item['output']
  if (isRecord(output) && output['type'] === undefined) sayLeaves(reading, `${path}/output`, output, voice, isStructural)
  else readOutcome(reading, `${path}/output`, output, voice)
}
