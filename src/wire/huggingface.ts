import { has } from '../text/json-keys.ts'
import { asArray, asRecord, asString, isRecord } from '../text/json.ts'
import { isMedia } from '../text/silent-keys.ts'
import type { Delta, Reading, Refusal, WireFormat } from '../types.ts'
import { emptyReading, items, say, sayLeaves, usageOf, voices } from './collect.ts'
import { isPost, sseOnly } from './paths.ts'
import { eventStream, json, sse, violation } from './refusals.ts'
import { piece } from './text-pieces.ts'

/** Hugging Face's `inputs`, and Text Generation Inference. */
export const huggingface: WireFormat = {
  name: 'huggingface',
  shape: 'input',
  matches: (call, top) => isPost(call) && (top === undefined ? path.test(call.path) : has(top, 'inputs', 'string', 'array', 'object')),
  claims: ({ path: where }, top) => {
    if (top === undefined) return false
    if (has(top, 'parameters', 'object')) return true
    return (
      path.test(where) &&
      has(top, 'inputs', 'string') &&
      [...top.keys.keys()].every((key) => ['inputs', 'options', 'stream', 'parameters'].includes(key))
    )
  },
  request: readRequest,
  response: readAnswer,
  framing: sseOnly,
  stream:
    () =>
    ({ data }) => {
      const frame = asRecord(data)
      const deltas: Delta[] = []
      const token = asRecord(frame['token'])
      if (token['special'] !== true) piece(deltas, 'text', '/token/text', token['text'])
      piece(deltas, 'text', '/generated_text', frame['generated_text'], { mode: 'whole' })
      const over = typeof frame['generated_text'] === 'string' || frame['error'] !== undefined
      return over ? { deltas, ends: '*', done: true, usage: usageOf(frame['details'], 'input_length', 'generated_tokens') } : { deltas }
    },
  refuse: {
    error: (refusal) => json(403, errorBody(refusal)),
    answer: (refusal, { path: where }, { stream }) => {
      if (stream || where.endsWith('/generate_stream')) return eventStream(sse(lastToken(refusal, refusal.message)))
      return json(200, where.endsWith('/generate') ? { generated_text: refusal.message } : [{ generated_text: refusal.message }])
    },
    endStream: (refusal, how) => sse(how === 'error' ? errorBody(refusal) : lastToken(refusal, `\n\n${refusal.message}`)),
  },
}

const path = /\/(?:generate|generate_stream|models\/.{1,200}|pipeline\/.{1,200}|hf-inference\/.{1,200})\/?$/

function readRequest(body: unknown, call: { path: string }): Reading {
  const request = asRecord(body)
  const model = asString(request['model']) ?? /\/models\/([^/]{1,100}\/[^/]{1,100})(?:\/|$)/.exec(call.path)?.[1]
  const reading = emptyReading({ model, stream: request['stream'] === true || call.path.endsWith('/generate_stream') })
  const inputs = request['inputs']
  if (typeof asArray(inputs)[0] === 'number') return reading
  sayInputs(reading, '/inputs', inputs)
  return reading
}

function sayInputs(reading: Reading, path: string, inputs: unknown): void {
  if (!isRecord(inputs)) return sayLeaves(reading, path, inputs, voices.user, isMedia)
  for (const [key, value] of Object.entries(inputs)) {
    sayLeaves(
      reading,
      `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      value,
      key === 'context' ? voices.document : voices.user,
      isMedia,
    )
  }
}

const texts = ['generated_text', 'summary_text', 'translation_text', 'answer', 'text']

function readAnswer(body: unknown): Reading {
  const reading = emptyReading()
  if (isRecord(body)) for (const key of texts) say(reading, `/${key}`, body[key], voices.model)
  for (const [at, item] of items('', body)) {
    for (const key of texts) say(reading, `${at}/${key}`, asRecord(item)[key], voices.model)
    for (const [inner, one] of items(at, item)) for (const key of texts) say(reading, `${inner}/${key}`, asRecord(one)[key], voices.model)
  }
  return reading
}

function errorBody({ message }: Refusal) {
  return { error: message, error_type: violation }
}

function lastToken({ message }: Refusal, text: string) {
  return {
    index: 0,
    token: { id: 0, text, logprob: 0, special: false },
    generated_text: message,
    details: { finish_reason: 'content_filter', generated_tokens: 0, input_length: 0 },
  }
}
