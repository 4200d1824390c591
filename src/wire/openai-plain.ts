import { has } from '../text/json-keys.ts'
import { asArray, asRecord, asString } from '../text/json.ts'
import type { BodyShape, Reading, WireFormat } from '../types.ts'
import { emptyReading, items, say, sayLeaves, usageOf, voices } from './collect.ts'
import { endChat } from './openai-chat-refusal.ts'
import { readContent } from './parts.ts'
import { isPost, sseOnly } from './paths.ts'
import { json, openaiError } from './refusals.ts'
import { piece } from './text-pieces.ts'

/** Embeddings, as OpenAI and many others take them. */
export const openaiEmbeddings = plainFormat('openai-embeddings', /\/embeddings\/?$/, 'input', ['input'])

/** Moderations. */
export const openaiModerations = plainFormat('openai-moderations', /\/moderations\/?$/, 'input', ['input'])

/** Prompts of images, video, speech and transcription. */
export const openaiMedia = plainFormat(
  'openai-media',
  /\/(?:images\/(?:generations|edits|variations)|audio\/(?:speech|transcriptions|translations)|videos(?:\/[^/]{1,100}\/remix)?)\/?$/,
  'prompt',
  ['prompt', 'input', 'instructions', 'negative_prompt'],
)

/** A format of OpenAI's kind whose requests hold texts under a few keys, and whose answers are mostly no text. */
function plainFormat(name: string, path: RegExp, shape: BodyShape, keys: readonly string[]): WireFormat {
  return {
    name,
    shape,
    matches: (call, top) =>
      isPost(call) && path.test(call.path) && (top === undefined || keys.some((key) => has(top, key)) || has(top, 'model')),
    claims: (_call, top) => top !== undefined && has(top, 'model', 'string') && keys.some((key) => has(top, key, 'string', 'array')),
    request: (body) => readPlain(body, keys),
    response: readPlainAnswer,
    framing: sseOnly,
    stream:
      () =>
      ({ data }) => {
        const frame = asRecord(data)
        const deltas: Parameters<typeof piece>[0] = []
        piece(deltas, 'text', '/delta', frame['delta'])
        piece(deltas, 'text', '/text', frame['text'], { mode: 'whole' })
        const over = data === undefined || /\.(?:done|completed)$/.test(asString(frame['type']) ?? '')
        return over ? { deltas, ends: '*', done: true } : { deltas }
      },
    refuse: {
      // There is no answer of these that could say it was withheld.
      error: (refusal) => json(403, openaiError(refusal)),
      answer: (refusal) => json(403, openaiError(refusal)),
      endStream: endChat,
    },
  }
}

/** Reads the texts under some keys: strings, lists of strings, parts. Tokens hold no text. */
export function readPlain(body: unknown, keys: readonly string[]): Reading {
  const request = asRecord(body)
  const reading = emptyReading({ model: asString(request['model']), stream: request['stream'] === true || request['stream'] === 'true' })
  for (const key of keys) if (typeof asArray(request[key])[0] !== 'number') readContent(reading, `/${key}`, request[key], voices.user)
  return reading
}

function readPlainAnswer(body: unknown): Reading {
  const answer = asRecord(body)
  const reading = emptyReading({
    model: asString(answer['model']),
    usage: usageOf(answer['usage'], 'prompt_tokens', 'completion_tokens') ?? usageOf(answer['usage'], 'input_tokens', 'output_tokens'),
  })
  say(reading, '/text', answer['text'], voices.model)
  for (const [at, segment] of items('/segments', answer['segments'])) say(reading, `${at}/text`, asRecord(segment)['text'], voices.model)
  for (const [at, image] of items('/data', answer['data']))
    sayLeaves(reading, `${at}/revised_prompt`, asRecord(image)['revised_prompt'], voices.model)
  return reading
}
