import { has } from '../text/json-keys.ts'
import { asRecord, asString } from '../text/json.ts'
import type { Delta, Refusal, WireFormat } from '../types.ts'
import { anthropicError, endMessages } from './anthropic-refusal.ts'
import { emptyReading, say, voices } from './collect.ts'
import { isPost, sseOnly } from './paths.ts'
import { eventStream, idFor, json, sse } from './refusals.ts'
import { piece } from './text-pieces.ts'

/** Anthropic's legacy text completions. */
export const anthropicComplete: WireFormat = {
  name: 'anthropic-complete',
  shape: 'prompt',
  matches: (call, top) => isPost(call) && /\/v1\/complete\/?$/.test(call.path) && (top === undefined || has(top, 'prompt', 'string')),
  claims: (_call, top) => has(top, 'max_tokens_to_sample') && has(top, 'prompt', 'string'),
  request: (body) => {
    const request = asRecord(body)
    const reading = emptyReading({ model: asString(request['model']), stream: request['stream'] === true })
    say(reading, '/prompt', request['prompt'], voices.user)
    return reading
  },
  response: (body) => {
    const answer = asRecord(body)
    const reading = emptyReading({ model: asString(answer['model']), conversation: asString(answer['id']) })
    say(reading, '/completion', answer['completion'], voices.model)
    return reading
  },
  framing: sseOnly,
  stream:
    () =>
    ({ data, event }) => {
      const frame = asRecord(data)
      const deltas: Delta[] = []
      piece(deltas, 'completion', '/completion', frame['completion'])
      const over = typeof frame['stop_reason'] === 'string' || event === 'error' || frame['type'] === 'error'
      return over ? { deltas, ends: '*', done: true } : { deltas, model: asString(frame['model']) }
    },
  refuse: {
    error: anthropicError,
    answer: (refusal, _call, { model, stream }) => {
      const withheld = completion(refusal, model, refusal.message)
      return stream ? eventStream(sse(withheld, 'completion')) : json(200, withheld)
    },
    endStream: (refusal, how, begun) =>
      how === 'error' ? endMessages(refusal, how, begun) : sse(completion(refusal, begun.model, `\n\n${refusal.message}`), 'completion'),
  },
}

function completion(refusal: Refusal, model: string | undefined, text: string) {
  return {
    type: 'completion',
    id: idFor('compl_', refusal),
    completion: text,
    stop_reason: 'refusal',
    stop: null,
    model: model ?? 'unknown',
    log_id: refusal.id,
  }
}
