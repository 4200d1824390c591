import { has } from '../text/json-keys.ts'
import { asRecord, asString, isRecord } from '../text/json.ts'
import type { Reading, WireFormat } from '../types.ts'
import { emptyReading, items } from './collect.ts'
import { endChat } from './openai-chat-refusal.ts'
import { readChatRequest } from './openai-chat.ts'
import { readCompletionsRequest } from './openai-completions.ts'
import { readPlain } from './openai-plain.ts'
import { readResponsesRequest } from './openai-responses.ts'
import { isPost, sseOnly } from './paths.ts'
import { json, openaiError } from './refusals.ts'

/** Uploads of batches: a form whose file holds one request in each line. The body is the form as a JSON object. */
export const openaiBatch: WireFormat = {
  name: 'openai-batch',
  shape: 'messages',
  matches: (call, top) =>
    isPost(call) && /\/files\/?$/.test(call.path) && has(top, 'purpose', 'string') && has(top, 'file', 'array', 'object'),
  claims: (_call, top, body) => {
    const file = top?.keys.get('file')
    return file !== undefined && body !== undefined && body.slice(file.start, file.start + 2_000).includes('"custom_id"')
  },
  request: (body) => {
    const reading = emptyReading()
    const { file } = asRecord(body)
    if (Array.isArray(file)) for (const [at, entry] of items('/file', file)) readLine(reading, at, entry)
    else readLine(reading, '/file', file)
    return reading
  },
  response: () => emptyReading(),
  framing: sseOnly,
  stream: () => () => ({ deltas: [] }),
  refuse: {
    error: (refusal) => json(403, openaiError(refusal)),
    answer: (refusal) => json(403, openaiError(refusal)),
    endStream: endChat,
  },
}

function readLine(reading: Reading, path: string, entry: unknown): void {
  const { body, url } = asRecord(entry)
  if (!isRecord(body)) return
  const inner = readerFor(asString(url) ?? '', body)(body)
  for (const segment of inner.segments) reading.segments.push({ ...segment, path: `${path}/body${segment.path}` })
  reading.model ??= inner.model
  if (inner.tools) (reading.tools ??= []).push(...inner.tools)
  if (inner.truncated) reading.truncated = true
}

function readerFor(url: string, body: Record<string, unknown>): (body: unknown) => Reading {
  if (url.endsWith('/responses')) return readResponsesRequest
  if (Array.isArray(body['messages'])) return readChatRequest
  if (body['prompt'] !== undefined) return readCompletionsRequest
  return (inner) => readPlain(inner, ['input'])
}
