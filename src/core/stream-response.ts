import { settle, type StreamOutcome } from '../stream/settle.ts'
import type { Finding, Refusal, StreamReading, WireFormat } from '../types.ts'
import { deriveResponse, type DerivedResponseOptions } from './derived-response.ts'
import { streamDecoders } from './stream-decode.ts'
import { enforcedBody } from './stream-enforced.ts'
import { keepAlive, type Clock } from './stream-keep-alive.ts'
import type { StreamFormat } from './stream-framing.ts'
import type { StreamJudge } from './stream-judge.ts'
import { streamLimits, type StreamLimits } from './stream-limits.ts'
import { observedBody, streamObserver } from './stream-observed.ts'
import { streamRewriter, type StreamRewriter } from './stream-rewriter.ts'
import { sniffedRewriter } from './stream-sniffed.ts'
import { streamSource, type StreamSource } from './stream-source.ts'

export interface GuardStreamOptions extends StreamFormat {
  response: Response
  wire: Pick<WireFormat, 'refuse'>
  judge: StreamJudge
  limits?: Partial<StreamLimits> | undefined
  /** The model that was asked, for the end of a stream of which nothing was delivered. */
  model?: string | undefined
  refusal: (finding: Finding) => Refusal
  /** The error for `onBlock: 'throw'`, and the reason with which the upstream is cancelled. */
  blockedError: (refusal: Refusal) => Error
  /** True when the body is encoded as `content-encoding` says: `fetch` decodes bodies and keeps the header. */
  encoded?: boolean | undefined
  onEvent?: ((reading: StreamReading) => void) | undefined
  /** Called once, however the stream ends; with the error or reason where there is one. */
  onSettled?: ((outcome: StreamOutcome, reason?: unknown) => void) | undefined
  clock?: Clock | undefined
}

/**
 * The same response with a body that is judged on its way: what no rule forbids leaves byte for byte and frame for frame,
 * of what one forbids no beginning leaves. In observe mode the body passes as it comes, and is judged beside.
 */
export function guardStream(options: GuardStreamOptions): Response {
  const { response, framing, framer, reader, forgets, sniff, judge, model, onEvent, clock, encoded = false, onBlock = 'error' } = options
  const settled = settle((outcome, reason) => options.onSettled?.(outcome, reason))
  if (response.body === null) {
    settled('completed')
    return response
  }
  const limits = { ...streamLimits, ...options.limits }
  const rewriterOf = (format: StreamFormat) => streamRewriter({ ...format, judge, limits, model, onEvent })
  const rewriter = sniff === undefined ? rewriterOf({ framing, framer, reader, forgets }) : sniffedRewriter(sniff, rewriterOf, judge)
  const decoders = encoded ? streamDecoders(response.headers.get('content-encoding')) : []

  if (decoders === undefined) {
    const answer = judge.unjudged('the content encoding of the stream is not known')
    if (answer === 'go-on' || !judge.enforce) return derived(observedBody(streamSource(response), undefined, settled))
    return enforced(streamSource(response), { ...rewriter, push: () => ({ blocked: answer }) }, true)
  }
  if (judge.enforce) return enforced(streamSource(response, decoders), rewriter, decoders.length > 0)
  return derived(observedBody(streamSource(response), streamObserver(rewriter, decoders), settled))

  function enforced(source: StreamSource, judging: StreamRewriter, decoded: boolean): Response {
    const alive = (send: () => void) => keepAlive(limits.keepAliveMs, () => judging.begun().framing === 'sse' && send(), clock)
    const keep = framing === 'sse' ? alive : undefined
    return derived(enforcedBody({ ...options, source, rewriter: judging, onBlock, keepAlive: keep, settled }), { changed: true, decoded })
  }

  function derived(body: ReadableStream<Uint8Array<ArrayBuffer>>, changes?: DerivedResponseOptions): Response {
    dropped?.register(body, settled)
    return deriveResponse(response, body, changes)
  }
}

/** A body that nobody reads and nobody cancels has no other end than that it is collected. */
const dropped =
  typeof FinalizationRegistry === 'undefined'
    ? undefined
    : new FinalizationRegistry<ReturnType<typeof settle>>((settled) => settled('cancelled'))
