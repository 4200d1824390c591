import { copy } from '../stream/frame.ts'
import type { StreamOutcome } from '../stream/settle.ts'
import type { Finding, OnBlock, Refusal, WireFormat } from '../types.ts'
import type { KeepAlive } from './stream-keep-alive.ts'
import type { StreamRewriter, StreamStep } from './stream-rewriter.ts'
import type { StreamSource } from './stream-source.ts'

export interface EnforcedBodyOptions {
  source: StreamSource
  rewriter: StreamRewriter
  wire: Pick<WireFormat, 'refuse'>
  onBlock: OnBlock
  refusal: (finding: Finding) => Refusal
  blockedError: (refusal: Refusal) => Error
  keepAlive?: ((send: () => void) => KeepAlive) | undefined
  settled: (outcome: StreamOutcome, reason?: unknown) => void
}

/** The body that delivers what the rewriter lets go, as fast as it is read and no faster. */
export function enforcedBody(options: EnforcedBodyOptions): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { source, rewriter, wire, onBlock, refusal, blockedError, settled } = options
  let alive: KeepAlive | undefined
  let waiting: Promise<StreamStep> | undefined
  let ended = false
  let failure: Error | undefined

  async function pull(controller: ReadableByteStreamController): Promise<void> {
    if (failure !== undefined) throw failure
    alive ??= options.keepAlive?.(() => controller.enqueue(encoder.encode(': guard\n\n')))
    try {
      for (;;) {
        alive?.waits(waiting !== undefined || rewriter.holds())
        const { bytes, more, blocked } = waiting === undefined ? toStep(await source.read()) : await waiting
        waiting = more
        if (bytes !== undefined) {
          alive?.delivered()
          controller.enqueue(bytes)
        }
        if (blocked !== undefined) return block(controller, blocked, bytes !== undefined)
        if (ended && waiting === undefined) return close(controller)
        if (bytes !== undefined) return rewriter.review()
      }
    } catch (error) {
      // What is held is dropped, and the reader gets the very error.
      finish('failed', error)
      throw error
    }
  }

  function toStep({ done, value }: ReadableStreamReadResult<Uint8Array>): StreamStep {
    if (!done) return rewriter.push(value, source.owned())
    ended = true
    return rewriter.flush()
  }

  function block(controller: ReadableByteStreamController, finding: Finding, delivered: boolean): void {
    const why = refusal(finding)
    const error = blockedError(why)
    source.cancel(error).catch(() => {})
    finish('blocked', error)
    const last = onBlock === 'throw' ? undefined : endOf(why, onBlock)
    if (last !== undefined) {
      if (last.byteLength > 0) controller.enqueue(last)
      return close(controller)
    }
    // An error overtakes what is still to be read, so it comes with the next read.
    if (!delivered) throw error
    failure = error
  }

  function endOf(why: Refusal, how: 'error' | 'answer'): Uint8Array<ArrayBuffer> | undefined {
    try {
      const end = wire.refuse.endStream(why, how, rewriter.begun())
      return typeof end === 'string' ? encoder.encode(end) : copy(end, 0, end.byteLength)
    } catch {
      return undefined
    }
  }

  function close(controller: ReadableByteStreamController): void {
    controller.close()
    // A BYOB read that waits is only answered by this.
    controller.byobRequest?.respond(0)
    rewriter.review()
    finish('completed')
  }

  function finish(outcome: StreamOutcome, reason?: unknown): void {
    alive?.stop()
    if (outcome !== 'completed') rewriter.abandon()
    settled(outcome, reason)
  }

  function cancel(reason: unknown): Promise<void> {
    finish('cancelled', reason)
    return source.cancel(reason)
  }

  return new ReadableStream({ type: 'bytes', pull, cancel }, { highWaterMark: 0 }) as ReadableStream<Uint8Array<ArrayBuffer>>
}

const encoder = new TextEncoder()
