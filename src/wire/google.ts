import { has } from '../text/json-keys.ts'
import { asRecord, asString, isRecord } from '../text/json.ts'
import { mediaType } from '../text/media-type.ts'
import { isMedia } from '../text/silent-keys.ts'
import type { Reading, Refusal, WireAnswer, WireCall, WireFormat } from '../types.ts'
import { emptyReading, items, sayLeaves, voices } from './collect.ts'
import { readGeminiAnswer, readGeminiContent, readGeminiRequest } from './google-read.ts'
import { geminiStream } from './google-stream.ts'
import { isPost } from './paths.ts'
import { eventStream, json, sse, violation } from './refusals.ts'

/** Gemini and Vertex: the path says which method is called, and whether the answer is streamed. */
export const google: WireFormat = {
  name: 'google',
  shape: 'contents',
  matches: (call, top) => isPost(call) && method(call) !== undefined && (top === undefined || keys.some((key) => has(top, key))),
  claims: (call, top) =>
    top === undefined
      ? streams.test(method(call) ?? '') || method(call) === 'generateContent'
      : keys.some((key) => has(top, key, 'array', 'object', 'string')),
  request: readRequest,
  response: readAnswer,
  framing: (contentType, call) => {
    const type = mediaType(contentType)
    if (type === 'text/event-stream') return 'sse'
    return streams.test(method(call) ?? '') && (type === 'application/json' || type === '') ? 'json-array' : undefined
  },
  stream: geminiStream,
  refuse: {
    error: (refusal, call) => googleError(refusal, call),
    answer: (refusal, call, { model }) => {
      const withheld = answer(refusal, model ?? modelOf(call))
      if (!streams.test(method(call) ?? '')) return json(200, withheld)
      return isSse(call) ? eventStream(sse(withheld)) : json(200, [withheld])
    },
    endStream: (refusal, how, { framing, events, model }) => {
      const frame = how === 'error' ? errorBody(refusal) : answer(refusal, model)
      if (framing === 'sse') return sse(frame)
      return `${events === 0 ? '[' : ','}${JSON.stringify(frame)}]`
    },
  },
}

const path = /:([A-Za-z]{4,40})$/
const methods = new Set([
  'generateContent',
  'streamGenerateContent',
  'countTokens',
  'embedContent',
  'batchEmbedContents',
  'batchGenerateContent',
  'predict',
  'serverStreamingPredict',
  'predictLongRunning',
  'generateMessage',
  'generateText',
  'rawPredict',
  'generateAnswer',
])
const streams = /^(?:streamGenerateContent|serverStreamingPredict)$/
const keys = [
  'contents',
  'content',
  'instances',
  'requests',
  'generateContentRequest',
  'batch',
  'prompt',
  'systemInstruction',
  'system_instruction',
  'inputs',
]

function method({ path: where }: WireCall): string | undefined {
  const name = path.exec(where.replace(/%3A/i, ':'))?.[1]
  return name !== undefined && methods.has(name) ? name : undefined
}

function modelOf({ path: where }: WireCall): string | undefined {
  return /\/(?:models|tunedModels|endpoints)\/([^/:]{1,200})(?::|$)/.exec(where)?.[1]
}

function isSse({ query }: WireCall): boolean {
  return /(?:^|[?&])(?:alt|%24alt|\$alt)=sse(?:&|$)/.test(query)
}

function readRequest(body: unknown, call: WireCall): Reading {
  const request = asRecord(body)
  const reading = emptyReading({ model: modelOf(call), stream: streams.test(method(call) ?? '') })
  readGeminiRequest(request, '', reading)
  if (isRecord(request['generateContentRequest'])) readGeminiRequest(request['generateContentRequest'], '/generateContentRequest', reading)
  if (request['content'] !== undefined) readGeminiContent(reading, '/content', request['content'], voices.user)
  for (const [at, one] of items('/requests', request['requests'])) {
    if (!isRecord(one)) continue
    readGeminiRequest(asRecord(one['request'] ?? one), one['request'] === undefined ? at : `${at}/request`, reading)
    readGeminiContent(reading, `${at}/content`, one['content'], voices.user)
  }
  const batch = asRecord(asRecord(asRecord(request['batch'])['inputConfig'] ?? asRecord(request['batch'])['input_config'])['requests'])
  const outer = asRecord(request['batch'])['inputConfig'] === undefined ? 'input_config' : 'inputConfig'
  for (const [at, one] of items(`/batch/${outer}/requests/requests`, batch['requests']))
    readGeminiRequest(asRecord(asRecord(one)['request']), `${at}/request`, reading)
  for (const [at, one] of items('/instances', request['instances'])) sayLeaves(reading, at, one, voices.user, isInstanceMedia)
  for (const key of ['prompt', 'inputs']) sayLeaves(reading, `/${key}`, request[key], voices.user, isMedia)
  return reading
}

function isInstanceMedia(key: string): boolean {
  return isMedia(key) || /^(?:bytesBase64Encoded|gcsUri|mimeType|task_type|taskType|author)$/.test(key)
}

function readAnswer(body: unknown): Reading {
  if (Array.isArray(body)) {
    const reading = emptyReading()
    for (const [at, chunk] of items('', body)) readGeminiAnswer(asRecord(chunk), at, reading)
    return reading
  }
  const answer = asRecord(body)
  const reading = readGeminiAnswer(answer)
  for (const [at, prediction] of items('/predictions', answer['predictions']))
    sayLeaves(reading, at, prediction, voices.model, isInstanceMedia)
  return reading
}

function googleError(refusal: Refusal, call: WireCall): WireAnswer {
  const streamed = streams.test(method(call) ?? '') && !isSse(call)
  return json(403, streamed ? [errorBody(refusal)] : errorBody(refusal))
}

function errorBody({ message, category, detector, id }: Refusal) {
  const info = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: violation.toUpperCase(),
    domain: 'guard',
    metadata: { category, detector, observation_id: id },
  }
  return { error: { code: 403, message, status: 'PERMISSION_DENIED', type: violation, details: [info] } }
}

function answer({ message, id }: Refusal, model: string | undefined) {
  return {
    candidates: [{ index: 0, content: { role: 'model', parts: [{ text: message }] }, finishReason: 'SAFETY', safetyRatings: [] }],
    usageMetadata: { promptTokenCount: 0, candidatesTokenCount: 0, totalTokenCount: 0 },
    modelVersion: asString(model) ?? 'unknown',
    responseId: id,
  }
}
