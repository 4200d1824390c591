import { has } from '../text/json-keys.ts'
import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import { mediaType } from '../text/media-type.ts'
import { isStructural } from '../text/silent-keys.ts'
import type { Reading, WireFormat } from '../types.ts'
import { cohereError, cohereWithheld, endCohere } from './cohere-refusal.ts'
import { cohereStream } from './cohere-stream.ts'
import { emptyReading, items, say, sayCall, sayLeaves, usageOf, voiceOf, voices } from './collect.ts'
import { isConversation } from './evidence.ts'
import { readMessage, readMessages, readSurroundings } from './openai-messages.ts'
import { readContent } from './parts.ts'
import { isPost } from './paths.ts'
import { readTools } from './tools.ts'

/** Cohere: chat of both versions, generate, embed, rerank. */
export const cohere: WireFormat = {
  name: 'cohere',
  shape: 'messages',
  matches: (call, top) => isPost(call) && path.test(call.path) && (top === undefined || keys.some((key) => has(top, key))),
  claims: (call, top, body) => {
    if (top === undefined || body === undefined) return false
    if (has(top, 'query', 'string') && has(top, 'documents', 'array')) return has(top, 'model', 'string') || /\/rerank\/?$/.test(call.path)
    if (has(top, 'message', 'string')) return ['model', 'chat_history', 'preamble', 'connectors'].some((key) => has(top, key))
    return has(top, 'model', 'string') && (isConversation(top, body) || has(top, 'texts', 'array'))
  },
  request: (body) => readRequest(asRecord(body)),
  response: (body) => readAnswer(asRecord(body)),
  framing: (contentType) => framings[mediaType(contentType)],
  stream: cohereStream,
  refuse: { error: cohereError, answer: cohereWithheld, endStream: endCohere },
}

const path = /\/(?:v1|v2)\/(?:chat|generate|embed|rerank|summarize|classify)\/?$|\/rerank\/?$/
const keys = ['message', 'messages', 'prompt', 'texts', 'inputs', 'query', 'text']
const framings: Record<string, 'sse' | 'ndjson' | undefined> = {
  'text/event-stream': 'sse',
  'application/stream+json': 'ndjson',
  'application/x-ndjson': 'ndjson',
}

/** Reads a request of either version, also where it travels inside another provider's call. */
export function readRequest(request: JsonRecord): Reading {
  const reading = emptyReading({
    model: asString(request['model']),
    stream: request['stream'] === true,
    conversation: asString(request['conversation_id']),
  })
  say(reading, '/preamble', request['preamble'], voices.system)
  for (const [at, turn] of items('/chat_history', request['chat_history'])) if (isRecord(turn)) readTurn(reading, at, turn)
  for (const key of ['message', 'prompt', 'text', 'query']) say(reading, `/${key}`, request[key], voices.user)
  readMessages(reading, '/messages', request['messages'])
  for (const [at, text] of items('/texts', request['texts'])) say(reading, at, text, voices.user)
  for (const [at, input] of items('/inputs', request['inputs'])) readContent(reading, at, input, voices.user)
  readTools(reading, '/tools', Array.isArray(request['messages']) ? undefined : request['tools'])
  readResults(reading, '/tool_results', request['tool_results'])
  if (Array.isArray(request['messages'])) readSurroundings(reading, { ...request, documents: undefined })
  for (const [at, document] of items('/documents', request['documents'])) sayLeaves(reading, at, document, voices.document, isStructural)
  return reading
}

function readTurn(reading: Reading, path: string, turn: JsonRecord): void {
  const voice = voiceOf(turn['role'] ?? turn['user_name'])
  say(reading, `${path}/message`, turn['message'], voice)
  if (turn['content'] !== undefined) readMessage(reading, path, turn)
  readCalls(reading, `${path}/tool_calls`, turn['tool_calls'])
  readResults(reading, `${path}/tool_results`, turn['tool_results'])
}

function readCalls(reading: Reading, path: string, calls: unknown): void {
  for (const [at, call] of items(path, calls)) {
    if (isRecord(call))
      sayCall(reading, { path: `${at}/parameters`, name: { path: `${at}/name`, value: call['name'] }, args: call['parameters'] })
  }
}

function readResults(reading: Reading, path: string, results: unknown): void {
  for (const [at, result] of items(path, results)) {
    const name = asString(asRecord(asRecord(result)['call'])['name'])
    sayLeaves(reading, `${at}/outputs`, asRecord(result)['outputs'], { ...voices.result, name })
  }
}

/** Reads an answer of either version. */
export function readAnswer(answer: JsonRecord): Reading {
  const usage = asRecord(answer['usage'] ?? answer['meta'])
  const reading = emptyReading({
    usage: usageOf(usage['tokens'], 'input_tokens', 'output_tokens') ?? usageOf(usage['billed_units'], 'input_tokens', 'output_tokens'),
    conversation: asString(answer['id'] ?? answer['generation_id']),
  })
  say(reading, '/text', answer['text'], voices.model)
  if (isRecord(answer['message'])) {
    say(reading, '/message/tool_plan', answer['message']['tool_plan'], voices.reasoning)
    readMessage(reading, '/message', { role: 'assistant', ...answer['message'] })
  }
  readCalls(reading, '/tool_calls', answer['tool_calls'])
  for (const [at, generation] of items('/generations', answer['generations']))
    say(reading, `${at}/text`, asRecord(generation)['text'], voices.model)
  say(reading, '/summary', answer['summary'], voices.model)
  for (const [at, result] of items('/results', answer['results'])) {
    sayLeaves(reading, `${at}/document`, asRecord(result)['document'], voices.document, isStructural)
  }
  return reading
}
