import { has } from '../text/json-keys.ts'
import { asArray, asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import type { Reading, StreamReader, WireFormat } from '../types.ts'
import { shapeOf } from '../text/body-shape.ts'
import { mediaType } from '../text/media-type.ts'
import { isMedia } from '../text/silent-keys.ts'
import { messagesStream } from './anthropic-stream.ts'
import { emptyReading, items, say, sayLeaves, usageOf, voices } from './collect.ts'
import { firstHas, hasKnobs, isConversation, namesModel, objectHas } from './evidence.ts'
import { readGeminiAnswer } from './google-read.ts'
import { geminiStream } from './google-stream.ts'
import { answerChat, endChat } from './openai-chat-refusal.ts'
import { chatStream } from './openai-chat.ts'
import { readMessage, readMessages, readSurroundings } from './openai-messages.ts'
import { readItems, readResponsesAnswer } from './openai-responses.ts'
import { responsesStream } from './openai-responses-stream.ts'
import { readContent } from './parts.ts'
import { isPost } from './paths.ts'
import { json, openaiError } from './refusals.ts'
import { piece } from './text-pieces.ts'

/** Refusals as OpenAI writes them, for want of better knowledge. */
export const genericRefuse: WireFormat['refuse'] = {
  error: (refusal) => json(403, openaiError(refusal)),
  answer: (refusal, _call, request) => answerChat(refusal, request),
  endStream: endChat,
}

/** Whatever writes `messages`, `input`, `prompt` or `contents`: providers that nobody has told us about. */
export const generic: WireFormat = {
  name: 'generic',
  matches: (call, top) => isPost(call) && top !== undefined && shapeOf(top) !== 'none',
  claims: (call, top, body) => top !== undefined && body !== undefined && isModelBody(call.path, top, body),
  request: (body) => readGenericRequest(body),
  response: (body) => readGenericAnswer(body),
  framing: (contentType) => framings[mediaType(contentType)],
  stream: genericStream,
  refuse: genericRefuse,
}

const framings: Record<string, 'sse' | 'ndjson' | undefined> = {
  'text/event-stream': 'sse',
  'application/x-ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'application/x-jsonlines': 'ndjson',
}

const modelPath =
  /\/(?:chat|complete|completions?|generate|generate_stream|embeddings?|embed|responses|messages|predict|inference|infer|invocations|api\/chat|api\/generate)\/?$/

/** Strong evidence only: what mail, queue, search and form services also send is not enough. */
function isModelBody(path: string, top: Parameters<typeof namesModel>[0], body: string): boolean {
  if (isConversation(top, body)) return true
  const named = namesModel(top)
  if (has(top, 'messages', 'array')) {
    return (
      named &&
      (hasKnobs(top) ||
        has(top, 'stream', 'boolean') ||
        has(top, 'tools', 'array') ||
        (modelPath.test(path) && firstHas(top, body, 'messages', 'content', 'role')))
    )
  }
  if (has(top, 'contents')) return firstHas(top, body, 'contents', 'parts') || objectHas(top, body, 'contents', 'parts')
  if (isConversation(top, body, 'input')) return true
  if (has(top, 'input', 'string', 'array')) return named
  if (has(top, 'prompt', 'string', 'array')) return named || hasKnobs(top) || (modelPath.test(path) && has(top, 'stream', 'boolean'))
  if (has(top, 'inputs', 'string', 'array')) return modelPath.test(path) && has(top, 'parameters', 'object')
  return false
}

/** Reads every place in which an unknown provider's request may hold text. */
export function readGenericRequest(body: unknown): Reading {
  const request = asRecord(body)
  const reading = emptyReading({ model: asString(request['model']), stream: request['stream'] === true })
  for (const key of ['system', 'instructions', 'preamble', 'system_prompt', 'systemPrompt', 'system_instruction', 'systemInstruction']) {
    readContent(reading, `/${key}`, request[key], voices.system)
  }
  readMessages(reading, '/messages', request['messages'])
  readMessages(reading, '/contents', list(request['contents']))
  if (typeof request['contents'] === 'string') say(reading, '/contents', request['contents'], voices.user)
  else if (isRecord(request['contents'])) readMessage(reading, '/contents', request['contents'])
  readInput(reading, '/input', request['input'])
  readInput(reading, '/inputs', request['inputs'])
  for (const key of ['prompt', 'suffix', 'negative_prompt', 'message', 'query', 'question', 'text', 'texts', 'inputText'])
    readInput(reading, `/${key}`, request[key])
  readSurroundings(reading, request)
  return reading
}

function list(value: unknown): readonly unknown[] {
  return asArray(value)
}

function readInput(reading: Reading, path: string, value: unknown): void {
  if (typeof value === 'string') say(reading, path, value, voices.user)
  else if (Array.isArray(value)) {
    if (value.some((item) => isRecord(item) && ('role' in item || 'type' in item))) readItems(reading, path, value)
    else if (typeof value[0] !== 'number') sayLeaves(reading, path, value, voices.user, isMedia)
  } else if (isRecord(value)) readInputObject(reading, path, value)
}

function readInputObject(reading: Reading, path: string, value: JsonRecord): void {
  readMessages(reading, `${path}/messages`, value['messages'])
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'messages'))
  sayLeaves(reading, path, rest, voices.user, isMedia)
}

/** Reads an answer by what it holds: choices, output, content blocks, candidates, or the bare texts of smaller servers. */
export function readGenericAnswer(body: unknown): Reading {
  const answer = asRecord(body)
  if (Array.isArray(answer['candidates'])) return readGeminiAnswer(answer)
  if (Array.isArray(answer['output'])) return readResponsesAnswer(answer)
  const reading = emptyReading({
    model: asString(answer['model']),
    usage: usageOf(answer['usage'], 'prompt_tokens', 'completion_tokens') ?? usageOf(answer['usage'], 'input_tokens', 'output_tokens'),
    conversation: asString(answer['id']),
  })
  for (const [at, choice] of items('/choices', answer['choices'])) {
    if (!isRecord(choice)) continue
    say(reading, `${at}/text`, choice['text'], voices.model)
    if (isRecord(choice['message'])) readMessage(reading, `${at}/message`, { role: 'assistant', ...choice['message'] })
  }
  if (isRecord(answer['message'])) readMessage(reading, '/message', { role: 'assistant', ...answer['message'] })
  for (const key of texts) readContent(reading, `/${key}`, answer[key], voices.model)
  for (const [at, item] of items('', Array.isArray(body) ? body : undefined)) {
    if (isRecord(item)) for (const key of texts) readContent(reading, `${at}/${key}`, item[key], voices.model)
    else readContent(reading, at, item, voices.model)
  }
  return reading
}

const texts = [
  'content',
  'output',
  'response',
  'completion',
  'generated_text',
  'generation',
  'text',
  'answer',
  'result',
  'message',
  'outputText',
]

/** Reads the events of a stream by what the first telling one looks like. */
function genericStream(call: Parameters<WireFormat['stream']>[0]): StreamReader {
  let reader: StreamReader | undefined
  return (event) => {
    reader ??= readerFor(event.data, event.event)?.(call)
    return reader ? reader(event) : { deltas: [], ...(event.data === undefined ? { done: true, ends: '*' as const } : {}) }
  }
}

function readerFor(data: unknown, event: string | undefined): WireFormat['stream'] | undefined {
  const frame = asRecord(data)
  const type = asString(frame['type']) ?? event ?? ''
  if (type.startsWith('response.')) return responsesStream
  if (/^(?:message_|content_block_|ping)/.test(type)) return messagesStream
  if (Array.isArray(frame['choices'])) return chatStream
  if (Array.isArray(frame['candidates'])) return geminiStream
  return isRecord(data) || typeof data === 'string' ? plainStream : undefined
}

/** Reads streams whose events hold their text under one of the usual keys. */
export function plainStream(): StreamReader {
  return ({ data }) => {
    if (data === undefined) return { deltas: [], ends: '*', done: true }
    const deltas: Parameters<typeof piece>[0] = []
    if (typeof data === 'string') piece(deltas, 'text', '', data)
    const frame = asRecord(data)
    for (const key of [...texts, 'delta', 'token']) piece(deltas, 'text', `/${key}`, frame[key])
    for (const outer of ['message', 'delta', 'token', 'data']) {
      for (const key of ['content', 'text']) piece(deltas, 'text', `/${outer}/${key}`, asRecord(frame[outer])[key])
    }
    for (const [at, choice] of items('/choices', frame['choices']))
      if (isRecord(choice)) piece(deltas, 'text', `${at}/text`, choice['text'])
    return { deltas, ...(frame['done'] === true ? { done: true, ends: '*' as const } : {}) }
  }
}
