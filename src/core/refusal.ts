import { blockedMessage, GuardBlockedError } from '../errors.ts'
import type { Exchange } from './exchange.ts'
import { unjudged, type Judgement } from './judge.ts'
import { markRefusal } from './refused.ts'
import type { Finding, Refusal, WireAnswer } from '../types.ts'

/** Puts a refusal into words: names and places only. */
export function toRefusal(finding: Finding, host: string, id: string): Refusal {
  const { direction, category, detector, path } = finding
  return { message: blockedMessage({ direction, category, detector, host }, path), direction, category, detector, id }
}

/** The error for `onBlock: 'throw'`. */
export function toBlockedError({ direction, category, detector, id }: Refusal, host: string): GuardBlockedError {
  return new GuardBlockedError({ direction, category, detector, observationId: id, host })
}

/** The answer to a call that is withheld. Throws GuardBlockedError when `onBlock` is `throw`. */
export function refuse({ wire, wireCall, reading, settings }: Exchange, refusal: Refusal, stream: boolean): Response {
  const { model, replyTo } = reading
  if (settings.onBlock === 'throw') throw toBlockedError(refusal, wireCall.host)
  const answer =
    settings.onBlock === 'answer'
      ? wire.refuse.answer(refusal, wireCall, { model, stream, replyTo })
      : wire.refuse.error(refusal, wireCall, { replyTo })
  return toResponse(answer, refusal)
}

/** Refuses a request that was judged, and ends its record. */
export function refuseRequest(exchange: Exchange, { decisive }: Judgement): Response {
  const { wireCall, record, reading } = exchange
  record.finish('blocked')
  return refuse(exchange, toRefusal(decisive ?? unjudged, wireCall.host, record.id), reading.stream ?? false)
}

function toResponse({ status, contentType, body }: WireAnswer, { id, category }: Refusal): Response {
  const answer = new Response(typeof body === 'string' ? body : Uint8Array.from(body), {
    status,
    headers: {
      'content-type': contentType,
      // Without it the SDKs of OpenAI and Anthropic try some statuses again.
      'x-should-retry': 'false',
      'x-guard-blocked': category,
      'x-guard-observation-id': id,
    },
  })
  return markRefusal(answer)
}
