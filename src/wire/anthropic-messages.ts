import { has } from '../text/json-keys.ts'
import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import type { Reading, WireFormat } from '../types.ts'
import { endMessages, answerMessages, anthropicError } from './anthropic-refusal.ts'
import { messagesStream } from './anthropic-stream.ts'
import { emptyReading, items, say, usageOf, voices } from './collect.ts'
import { isConversation } from './evidence.ts'
import { readMessages } from './openai-messages.ts'
import { readContent } from './parts.ts'
import { isPost, sseOnly } from './paths.ts'
import { readTools } from './tools.ts'

/** Messages of Anthropic: system, messages with blocks, tools; counting tokens reads the same. */
export const anthropicMessages: WireFormat = {
  name: 'anthropic-messages',
  shape: 'messages',
  matches: (call, top) =>
    isPost(call) &&
    (path.test(call.path) || (call.header('anthropic-version') !== undefined && !batches.test(call.path) && !files.test(call.path))) &&
    (top === undefined || has(top, 'messages', 'array')),
  claims: (call, top, body) =>
    top === undefined || body === undefined
      ? call.header('anthropic-version') !== undefined
      : isConversation(top, body) || (has(top, 'model', 'string') && call.header('anthropic-version') !== undefined),
  request: (body) => readMessagesRequest(asRecord(body)),
  response: readMessagesAnswer,
  framing: sseOnly,
  stream: messagesStream,
  refuse: {
    error: anthropicError,
    answer: (refusal, _call, request) => answerMessages(refusal, request),
    endStream: endMessages,
  },
}

const path = /\/messages(?:\/count_tokens)?\/?$/
const batches = /\/batches(?:\/|$)/
const files = /\/(?:files|skills|complete)(?:\/|$)/

/** Reads a messages request; `path` says where it stands in the body. */
export function readMessagesRequest(request: JsonRecord, path = '', reading: Reading = emptyReading()): Reading {
  reading.model ??= asString(request['model'])
  reading.stream ??= request['stream'] === true
  readContent(reading, `${path}/system`, request['system'], voices.system)
  readMessages(reading, `${path}/messages`, request['messages'])
  readTools(reading, `${path}/tools`, request['tools'])
  for (const [at, server] of items(`${path}/mcp_servers`, request['mcp_servers'])) {
    if (isRecord(server)) say(reading, `${at}/name`, server['name'], voices.developer, { writable: false })
  }
  return reading
}

/** Reads a whole message. */
export function readMessagesAnswer(body: unknown): Reading {
  const answer = asRecord(body)
  const reading = emptyReading({
    model: asString(answer['model']),
    usage: usageOf(answer['usage'], 'input_tokens', 'output_tokens'),
    conversation: asString(answer['id']),
  })
  readContent(reading, '/content', answer['content'], voices.model)
  return reading
}
