import { has } from '../text/json-keys.ts'
import { asArray, asNumber, asRecord, asString, isRecord } from '../text/json.ts'
import type { Delta, Reading, Refusal, StreamBegun, StreamReader, WireAnswer, WireFormat } from '../types.ts'
import { emptyReading, items, say, sayLeaves, usageOf, voices } from './collect.ts'
import { hasKnobs } from './evidence.ts'
import { isPost, sseOnly } from './paths.ts'
import { eventStream, idFor, json, now, openaiError, sse } from './refusals.ts'
import { piece } from './text-pieces.ts'

/** Legacy completions of OpenAI and of the servers that kept them: a prompt in, a text out. */
export const openaiCompletions: WireFormat = {
  name: 'openai-completions',
  shape: 'prompt',
  matches: (call, top) => isPost(call) && path.test(call.path) && (top === undefined || has(top, 'prompt')),
  claims: (_call, top) => top !== undefined && has(top, 'prompt', 'string', 'array') && (has(top, 'model', 'string') || hasKnobs(top)),
  request: readCompletionsRequest,
  response: (body) => {
    const answer = asRecord(body)
    const usage = usageOf(answer['usage'], 'prompt_tokens', 'completion_tokens')
    const reading = emptyReading({ model: asString(answer['model']), usage, conversation: asString(answer['id']) })
    for (const [at, choice] of items('/choices', answer['choices'])) say(reading, `${at}/text`, asRecord(choice)['text'], voices.model)
    say(reading, '/content', answer['content'], voices.model)
    return reading
  },
  framing: sseOnly,
  stream: completionsStream,
  refuse: {
    error: (refusal) => json(403, openaiError(refusal)),
    answer: (refusal, _call, request) => answer(refusal, request),
    endStream: end,
  },
}

const path = /\/completions?\/?$/

/** Reads a completions request. */
export function readCompletionsRequest(body: unknown): Reading {
  const request = asRecord(body)
  const reading = emptyReading({ model: asString(request['model']), stream: request['stream'] === true })
  // A prompt may be given as tokens: numbers hold no text.
  if (typeof asArray(request['prompt'])[0] !== 'number') sayLeaves(reading, '/prompt', request['prompt'], voices.user)
  say(reading, '/suffix', request['suffix'], voices.user)
  for (const [at, extra] of items('/input_extra', request['input_extra']))
    say(reading, `${at}/text`, asRecord(extra)['text'], voices.document)
  return reading
}

function completionsStream(): StreamReader {
  return ({ data }) => {
    if (data === undefined) return { deltas: [], ends: '*', done: true }
    const chunk = asRecord(data)
    const deltas: Delta[] = []
    const ends: string[] = []
    for (const [at, choice] of items('/choices', chunk['choices'])) {
      if (!isRecord(choice)) continue
      const channel = `${asNumber(choice['index']) ?? 0}/text`
      piece(deltas, channel, `${at}/text`, choice['text'])
      if (typeof choice['finish_reason'] === 'string') ends.push(channel)
    }
    piece(deltas, '0/text', '/content', chunk['content'])
    const over = chunk['stop'] === true || isRecord(chunk['error'])
    return {
      deltas,
      ends: over ? '*' : ends.length === 0 ? undefined : ends,
      usage: usageOf(chunk['usage'], 'prompt_tokens', 'completion_tokens'),
      model: asString(chunk['model']),
      conversation: asString(chunk['id']),
    }
  }
}

function completion(base: object, text: string, finish: string | null) {
  return { ...base, object: 'text_completion', choices: [{ index: 0, text, logprobs: null, finish_reason: finish }] }
}

function answer(refusal: Refusal, { model, stream }: { model?: string | undefined; stream: boolean }): WireAnswer {
  const base = { id: idFor('cmpl-', refusal), created: now(), model: model ?? 'unknown' }
  const whole = completion(base, refusal.message, 'content_filter')
  if (!stream) return json(200, { ...whole, usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } })
  return eventStream(sse(whole) + sse('[DONE]'))
}

function end(refusal: Refusal, how: 'error' | 'answer', { first, model }: StreamBegun): string {
  if (how === 'error') return sse(openaiError(refusal))
  const begun = asRecord(first)
  const base = {
    id: begun['id'] ?? idFor('cmpl-', refusal),
    created: begun['created'] ?? now(),
    model: begun['model'] ?? model ?? 'unknown',
  }
  return sse(completion(base, `\n\n${refusal.message}`, 'content_filter')) + sse('[DONE]')
}
