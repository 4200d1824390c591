import { Buffer } from 'node:buffer'
import type { Call, Change, Handle } from '../types.ts'
import { linesOf, toResponse, type HeaderLine } from './raw-headers.ts'
import type { AnswerEvents, Receiver } from './undici-handler.ts'

/** What stops a request from being written; never told to a caller. */
export function withheldError(): Error {
  const error = new Error('The request was withheld.')
  withheldErrors.add(error)
  return error
}

const withheldErrors = new WeakSet<object>()
const isWithheld = (error: unknown): boolean => error instanceof Error && withheldErrors.has(error)

/** The request side of a call that is being judged. */
export interface Gate {
  /** Lets the request go, as it is or changed. Throws when it cannot be changed that way any more. */
  release: (change: Change | undefined) => void
  /** Makes sure that nothing is sent. */
  withhold: () => void
  /** Undici is done with the request. */
  end: () => void
}

export interface ExchangeOptions {
  handle: Handle
  call: Call
  gate: Gate
  receiver: Receiver
  /** Sends to another address than the caller's; the answer comes back as a Response. */
  forward: (call: Call, change: Change) => Promise<Response>
}

const highWater = 64 * 1024

/**
 * One call through its handle: what undici tells about the answer becomes a Response, and the Response that the handle gives back is
 * told to the caller's handler. When it is the same one, what undici tells goes on as it came.
 */
export function exchange({ handle, call, gate, receiver, forward }: ExchangeOptions): AnswerEvents & { start: () => void } {
  let phase: 'judging' | 'same' | 'other' | 'over' = 'judging'
  let realAbort: ((reason?: unknown) => void) | undefined
  let connected = false
  let withheld = false
  let abortedByCaller: { reason: unknown } | undefined
  let head: { status: number; lines: HeaderLine[]; statusText: string; resume: () => void; raw: unknown } | undefined
  let own: Response | undefined
  let ended: { trailers: unknown } | undefined
  let failed: { error: unknown } | undefined
  let sent: { resolve: (response: Response) => void; reject: (error: unknown) => void } | undefined
  const stopped = new AbortController()

  // What has come and was not handed on: to the stream while somebody else reads, to the caller when the answer is the same.
  const queue: Uint8Array[] = []
  let queued = 0
  let sourcePaused = false
  let receiverPaused = false
  let reading: ReadableStreamDefaultController<Uint8Array> | undefined
  let dropped = false
  let onResume: (() => void) | undefined
  let cancelPump: ((reason: unknown) => void) | undefined

  return { start, connect, head: onHead, data, end, error }

  function start(): void {
    handle({ ...call, signal: stopped.signal }, send).then(answer, refuseWith)
  }

  function send(change?: Change): Promise<Response> {
    if (failed) return Promise.reject(failed.error)
    if (change?.url !== undefined) {
      withheld = true
      gate.withhold()
      return forward({ ...call, signal: stopped.signal }, change)
    }
    const response = new Promise<Response>((resolve, reject) => (sent = { resolve, reject }))
    try {
      gate.release(change)
    } catch (error) {
      gate.withhold()
      return Promise.reject(error)
    }
    if (head) toSend()
    return response
  }

  // ------------------------------------------------------------ what undici tells

  function connect(abort: (reason?: unknown) => void, context: unknown): void {
    realAbort = abort
    if (abortedByCaller) return abort(abortedByCaller.reason)
    // A request that starts anew connects once more; its caller has been told.
    if (connected) return
    connected = true
    receiver.connect(abortIt, context)
  }

  function abortIt(reason?: unknown): void {
    if (phase === 'over') return
    abortedByCaller ??= { reason }
    stopped.abort(reason)
    if (realAbort && !ended && !failed && !withheld) realAbort(reason)
    // Undici no longer cares for a request that is complete, but the caller's handler is still being told.
    if (!isOver()) giveUp(reason ?? new DOMException('This operation was aborted', 'AbortError'))
    cancelPump?.(reason)
  }

  function onHead(status: number, lines: () => HeaderLine[], statusText: string, resume: () => void, raw: unknown): boolean {
    if (withheld) return true
    if (status < 200) return receiver.head(status, { raw }, statusText, resume)
    head = { status, lines: lines(), statusText, resume, raw }
    sourcePaused = true
    if (sent) toSend()
    return false
  }

  function data(chunk: Uint8Array): boolean {
    if (withheld || dropped) return true
    if (phase === 'same' && queue.length === 0 && !receiverPaused) {
      receiverPaused = !receiver.data(chunk)
      return (sourcePaused = receiverPaused) === false
    }
    if (reading) {
      const asked = reading
      reading = undefined
      asked.enqueue(chunk)
      return true
    }
    queue.push(chunk)
    queued += chunk.byteLength
    sourcePaused = queued >= highWater
    return !sourcePaused
  }

  function end(trailers: unknown): void {
    ended = { trailers }
    gate.end()
    if (withheld) return
    if (phase === 'same') flush()
    else closeStream()
  }

  function error(reason: unknown): void {
    gate.end()
    if (isWithheld(reason)) return
    failed ??= { error: reason }
    if (withheld || dropped || phase === 'over') return
    if (abortedByCaller || (!sent && phase === 'judging')) return giveUp(reason)
    if (phase === 'same') return flush()
    if (!head) return sent?.reject(reason)
    closeStream()
  }

  // ------------------------------------------------------------ the answer as a Response

  function toSend(): void {
    if (!head || !sent || own) return
    const body = new ReadableStream<Uint8Array>({ pull, cancel }, { highWaterMark: 0 })
    own = toResponse(head.status, head.statusText, head.lines, call.method === 'HEAD' ? null : body)
    sent.resolve(own)
  }

  function pull(controller: ReadableStreamDefaultController<Uint8Array>): void | Promise<void> {
    const chunk = take()
    if (chunk) controller.enqueue(chunk)
    else reading = controller
    closeStream(controller)
    if (!ended && !failed && queued < highWater) resumeSource()
    // A pull that returns without a chunk is not repeated until there is one, so there is nothing to wait for.
  }

  function closeStream(controller = reading): void {
    if (!controller || queue.length > 0) return
    if (failed) controller.error(failed.error)
    else if (ended) controller.close()
    else return
    reading = undefined
  }

  function cancel(reason: unknown): void {
    dropped = true
    queue.length = 0
    if (!ended && !failed) realAbort?.(reason)
  }

  function take(): Uint8Array | undefined {
    const chunk = queue.shift()
    if (chunk) queued -= chunk.byteLength
    return chunk
  }

  function resumeSource(): void {
    if (!sourcePaused || !head) return
    sourcePaused = false
    head.resume()
  }

  // ------------------------------------------------------------ what the caller is told

  function answer(response: Response): void {
    if (phase !== 'judging') return void response.body?.cancel().catch(() => {})
    if (response === own && head) {
      phase = 'same'
      receiverPaused = !receiver.head(head.status, { raw: head.raw }, head.statusText, resumed)
      return flush()
    }
    phase = 'other'
    if (!sent) stop()
    void pump(response)
  }

  function refuseWith(reason: unknown): void {
    if (phase !== 'judging') return
    if (!sent || (!failed && !ended)) stop()
    giveUp(failed ? failed.error : reason)
  }

  /** Nothing more is wanted from the wire. */
  function stop(): void {
    const begun = sent !== undefined
    withheld = true
    if (begun) realAbort?.(new DOMException('This operation was aborted', 'AbortError'))
    else gate.withhold()
    if (!connected) {
      connected = true
      receiver.connect(abortIt, null)
    }
  }

  function giveUp(reason: unknown): void {
    phase = 'over'
    queue.length = 0
    failed ??= { error: reason }
    if (!own) sent?.reject(reason)
    else closeStream()
    stopped.abort(reason)
    receiver.error(reason)
  }

  function resumed(): void {
    receiverPaused = false
    if (onResume) onResume()
    else flush()
  }

  function flush(): void {
    while (!receiverPaused) {
      const chunk = take()
      if (!chunk) break
      receiverPaused = !receiver.data(chunk)
    }
    if (queue.length > 0 || receiverPaused) return
    if (phase !== 'same') return
    if (failed) {
      phase = 'over'
      receiver.error(failed.error)
    } else if (ended) {
      phase = 'over'
      receiver.end(ended.trailers)
    } else {
      resumeSource()
    }
  }

  async function pump(response: Response): Promise<void> {
    const reader = response.body?.getReader()
    cancelPump = (reason) => void reader?.cancel(reason).catch(() => {})
    try {
      const lines = linesOf(response, head?.lines)
      receiverPaused = !receiver.head(response.status, { lines }, response.statusText || statusTextOf(head, response), resumed)
      for (;;) {
        if (receiverPaused) await new Promise<void>((resolve) => (onResume = resolve))
        onResume = undefined
        const next = await reader?.read()
        if (isOver()) return
        if (next === undefined || next.done) break
        const { buffer, byteOffset, byteLength } = next.value
        receiverPaused = !receiver.data(Buffer.from(buffer, byteOffset, byteLength))
      }
      phase = 'over'
      receiver.end(ended?.trailers)
    } catch (reason) {
      if (isOver()) return
      if (!ended && !failed && !withheld) cancel(reason)
      giveUp(reason)
    }
  }

  function isOver(): boolean {
    return phase === 'over'
  }
}

function statusTextOf(head: { status: number; statusText: string } | undefined, response: Response): string {
  if (head?.status === response.status) return head.statusText
  return response.status === 403 ? 'Forbidden' : ''
}
