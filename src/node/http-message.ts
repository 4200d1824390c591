import { IncomingMessage, type ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import { linesOf, toLines, toResponse } from './raw-headers.ts'

/** An answer of node:http whose bytes are kept from its reader until it is known what the reader gets. */
export interface TappedMessage {
  original: IncomingMessage
  response: Response
  /** Gives the message back as it was, with all that came. */
  untap: () => void
  /** Puts a chunk into the message as if it came from the wire; false when the reader has enough. */
  push: (chunk: Uint8Array | null) => boolean
  complete: () => boolean
}

const highWater = 64 * 1024

/** Taps a message at the place where the parser puts its chunks, so that pausing and trailers stay Node's. */
export function tapMessage(original: IncomingMessage, method: string): TappedMessage {
  const queue: Uint8Array[] = []
  let queued = 0
  let ended = false
  let dropped = false
  let failure: Error | undefined
  let reading: ReadableStreamDefaultController<Uint8Array> | undefined
  const push = original.push.bind(original)
  const read = original._read.bind(original)

  override(original, 'push', (chunk: Uint8Array | null) => {
    if (chunk === null) {
      ended = true
      close()
      return false
    }
    if (dropped) return true
    if (reading) {
      const asked = reading
      reading = undefined
      asked.enqueue(chunk)
      return true
    }
    queue.push(chunk)
    queued += chunk.byteLength
    return queued < highWater
  })
  // Node destroys a message whose connection breaks; its reader is told when there is one.
  const onClose = () => {
    if (!ended) failure = original.errored ?? reset()
    close()
  }
  const onError = (error: Error) => void (failure ??= error)
  original.on('error', onError)
  original.on('close', onClose)

  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = queue.shift()
        if (chunk) {
          queued -= chunk.byteLength
          controller.enqueue(chunk)
        } else reading = controller
        close(controller)
        if (!ended && queued < highWater) read(0)
      },
      cancel() {
        dropped = true
        queue.length = 0
      },
    },
    { highWaterMark: 0 },
  )

  return {
    original,
    response: toResponse(
      original.statusCode ?? 200,
      original.statusMessage ?? '',
      toLines(original.rawHeaders),
      method === 'HEAD' ? null : body,
    ),
    push,
    complete: () => ended,
    untap() {
      remove(original, 'push')
      original.off('error', onError)
      original.off('close', onClose)
      for (const chunk of queue.splice(0)) original.push(chunk)
      if (ended) original.push(null)
      else if (failure) process.nextTick(tellBroken, original, failure)
    },
  }

  function close(controller = reading): void {
    if (!controller || queue.length > 0) return
    if (ended) controller.close()
    else if (failure) controller.error(failure)
    else return
    reading = undefined
  }
}

/** Makes a message deliver another answer: its head at once, its body when it is started and as its reader asks for it. */
export function deliverAnswer(message: IncomingMessage, response: Response, tapped: TappedMessage | undefined): { start: () => void } {
  const lines = linesOf(response, tapped && toLines(message.rawHeaders))
  const statusMessage = response.status === message.statusCode ? message.statusMessage : response.statusText
  setHeaders(message, lines.flat())
  message.statusCode = response.status
  message.statusMessage = statusMessage || (response.status === 403 ? 'Forbidden' : '')

  let wake: (() => void) | undefined
  override(message, '_read', () => wake?.())
  const push = tapped?.push ?? message.push.bind(message)
  return { start: () => void pump() }

  async function pump(): Promise<void> {
    const reader = response.body?.getReader()
    message.once('close', () => {
      wake?.()
      if (!message.readableEnded) void reader?.cancel(reset()).catch(() => {})
    })
    try {
      for (;;) {
        const next = await reader?.read()
        if (message.destroyed) return
        if (next === undefined || next.done) break
        const { buffer, byteOffset, byteLength } = next.value
        if (!push(Buffer.from(buffer, byteOffset, byteLength))) await new Promise<void>((resolve) => (wake = resolve))
      }
      // The rest of an answer that was cut short must not be taken for the next one on this connection.
      if (tapped && !tapped.complete()) {
        message.complete = true
        const { req } = message as IncomingMessage & { req?: { shouldKeepAlive?: boolean } }
        if (req) req.shouldKeepAlive = false
      }
      push(null)
    } catch (error) {
      message.destroy(error instanceof Error ? error : new Error(String(error)))
    }
  }
}

/** Node reads `headers` from the raw ones when they are first asked for, and keeps their number to itself. */
function setHeaders(message: IncomingMessage, raw: string[]): void {
  const { complete } = message
  const internals = message as unknown as {
    headers: unknown
    headersDistinct: unknown
    _addHeaderLines: (raw: string[], count: number) => void
  }
  internals.headers = raw.length === 0 ? {} : undefined
  internals.headersDistinct = raw.length === 0 ? {} : undefined
  message.rawHeaders = raw
  // Header lines of a complete message would be its trailers.
  message.complete = false
  internals._addHeaderLines(raw, raw.length)
  message.complete = complete
}

/** An answer that never was on the wire. */
export function syntheticMessage(request: ClientRequest): IncomingMessage {
  const message = new IncomingMessage(request.socket as Socket)
  message.httpVersion = '1.1'
  message.httpVersionMajor = 1
  message.httpVersionMinor = 1
  message.complete = true
  Object.assign(message, { req: request })
  Object.assign(request, { res: message })
  return message
}

function tellBroken(message: IncomingMessage, error: Error): void {
  message.emit('aborted')
  if (message.listenerCount('error') > 0) message.emit('error', error)
  message.emit('close')
}

function override(message: IncomingMessage, name: 'push' | '_read', value: unknown): void {
  Object.defineProperty(message, name, { value, configurable: true, writable: true })
}

function remove(message: IncomingMessage, name: 'push' | '_read'): void {
  delete (message as Partial<IncomingMessage>)[name]
}

const reset = (): Error => Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
