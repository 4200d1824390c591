import { copy } from '../stream/frame.ts'
import type { StreamOutcome } from '../stream/settle.ts'
import type { StreamDecoder } from './stream-decode.ts'
import type { StreamRewriter } from './stream-rewriter.ts'
import type { StreamSource } from './stream-source.ts'

/** Looks at bytes that pass. */
export interface StreamObserver {
  push: (chunk: Uint8Array) => void
  /** All bytes have passed, or no more will; settles when they are judged. */
  end: () => Promise<unknown>
}

/** The body as it comes, chunk for chunk; each is looked at once its reader has it. */
export function observedBody(
  source: StreamSource,
  observer: StreamObserver | undefined,
  settled: (outcome: StreamOutcome, reason?: unknown) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  async function pull(controller: ReadableByteStreamController): Promise<void> {
    const { done, value } = await source.read().catch((error: unknown) => {
      void finish('failed', error)
      throw error
    })
    if (done) {
      controller.close()
      controller.byobRequest?.respond(0)
      return void finish('completed')
    }
    if (value.byteLength === 0) return pull(controller)
    controller.enqueue(copy(value, 0, value.byteLength))
    // Its reader goes first: the read that waited is answered before these lines go on.
    await undefined
    observer?.push(value)
  }

  async function finish(outcome: StreamOutcome, reason?: unknown): Promise<void> {
    await observer?.end().catch(() => {})
    settled(outcome, reason)
  }

  function cancel(reason: unknown): Promise<void> {
    void finish('cancelled', reason)
    return source.cancel(reason)
  }

  return new ReadableStream({ type: 'bytes', pull, cancel }, { highWaterMark: 0 }) as ReadableStream<Uint8Array<ArrayBuffer>>
}

/** Judges what passes with a rewriter whose bytes nobody needs; compressed bytes are decoded beside the stream. */
export function streamObserver(rewriter: StreamRewriter, decoders: readonly StreamDecoder[]): StreamObserver {
  async function finish(): Promise<unknown> {
    rewriter.flush()
    rewriter.review()
    return rewriter.settled()
  }

  function judge(chunk: Uint8Array): void {
    rewriter.push(chunk)
    rewriter.review()
  }

  if (decoders.length === 0) return { push: judge, end: finish }

  let input: ReadableStreamDefaultController<Uint8Array> | undefined
  const encoded = new ReadableStream<Uint8Array>({ start: (controller) => void (input = controller) })
  const decoded = decoders.reduce((stream, decoder) => stream.pipeThrough(decoder), encoded).getReader()
  const reading = (async () => {
    for (let part = await decoded.read(); !part.done; part = await decoded.read()) judge(part.value)
  })().catch(() => {})
  return {
    push: (chunk) => input?.enqueue(chunk),
    end: () => {
      input?.close()
      return reading.then(finish)
    },
  }
}
