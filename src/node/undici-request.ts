import { Buffer } from 'node:buffer'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import type { BodySource, Change } from '../types.ts'
import { replay, type Replay } from './replay.ts'
import { withheldError, type Gate } from './undici-exchange.ts'

/** Undici's internal request, as far as it is the same in all copies from 5 to 8. */
export interface UndiciRequest {
  origin: string | URL
  path: string
  method: string
  body: unknown
  contentLength: number | null
  contentType?: string | null
  host?: string | null
  headers: string | unknown[]
  upgrade?: unknown
  onBodySent?: (chunk: Uint8Array) => void
  onRequestSent?: () => void
  endHandler?: ((...args: unknown[]) => void) | null
  errorHandler?: ((...args: unknown[]) => void) | null
}

export interface RequestGate extends Gate {
  source: BodySource | undefined
  /** Undici has taken the head of the request as it was: from here on only the body's bytes can differ. */
  begin: () => void
}

/** Longest body that is read, in bytes. */
const limit = 32 * 1024 * 1024

/**
 * Holds a request back until its handle has decided. Undici may write it at any time, so its body is replaced by one that waits: the
 * head leaves with the first chunk. `undefined`: this kind of body cannot wait.
 */
export function gateRequest(request: UndiciRequest): RequestGate | undefined {
  const { body: original, contentLength: declared } = request
  if (original !== null && isForm(original)) return undefined
  const bytes = ArrayBuffer.isView(original) ? Buffer.from(original.buffer, original.byteOffset, original.byteLength) : undefined
  const stream = bytes === undefined && original !== null ? replay(chunksOf(original), limit) : undefined
  let begun = false
  let decide: (decision: (() => AsyncIterable<Uint8Array>) | Error) => void = () => {}
  const decided = new Promise<(() => AsyncIterable<Uint8Array>) | Error>((resolve) => (decide = resolve))
  const writing = watchHead(request)
  let finish: () => void = () => {}

  const waiting = {
    async *[Symbol.asyncIterator]() {
      const decision = await decided
      if (decision instanceof Error) throw decision
      yield* decision()
    },
  }
  // Undici takes its listeners off the body when the request is over, so it must not look for them on ours.
  const { errorHandler = null, endHandler = null } = request
  request.body = waiting
  if (errorHandler) request.errorHandler = null
  if (endHandler) request.endHandler = null
  if (bytes) request.contentLength = bytes.byteLength
  if (request.body !== waiting) throw new TypeError('the request is read-only')

  return {
    source: bytes ?? (stream && stream.whole),
    begin: () => {
      if (begun) return
      begun = true
      // HTTP/1 has read it by now. HTTP/2 has not: it can do without, and then a body of another length may follow.
      if (request.body === waiting) request.contentLength = null
    },
    end: () => {
      writing.stop()
      finish()
    },
    withhold: () => {
      destroy(original)
      decide(withheldError())
    },
    release(change) {
      const unread = stream === undefined || !stream.started()
      if (change === undefined || (change.body === undefined && change.headers === undefined)) {
        if (!begun && unread) {
          request.body = original
          request.contentLength = declared
          if (errorHandler) request.errorHandler = errorHandler
          if (endHandler) request.endHandler = endHandler
        }
        return decide(() => unchanged(bytes, stream))
      }
      const changed = change.body === undefined ? undefined : Buffer.from(change.body as string)
      if (!begun) {
        if (change.headers) changeHeaders(request, change.headers)
        if (changed) {
          request.body = changed
          request.contentLength = changed.byteLength
        }
        return decide(() => unchanged(changed ?? bytes, stream))
      }
      const head = writing.head()
      if (head?.http2 && changed && !change.headers) return decide(() => once(changed))
      if (!head || head.http2 || !changed) throw new Error('The request had begun to leave and cannot be changed any more.')
      finish = writeAnew(request, head, changed, change.headers, decide)
    },
  }
}

/** One header of an internal request, by its lower-case name. */
export function headerOf(request: UndiciRequest, name: string): string | undefined {
  if (name === 'host') return request.host ?? undefined
  for (const [key, value] of linesOf(request)) {
    if (key.length === name.length && key.toLowerCase() === name) return String(value)
  }
  return undefined
}

function linesOf({ headers }: UndiciRequest): [string, unknown][] {
  const lines: [string, unknown][] = []
  if (typeof headers === 'string') {
    for (const line of headers.split('\r\n')) {
      const colon = line.indexOf(':')
      if (colon > 0) lines.push([line.slice(0, colon), line.slice(colon + 1).trim()])
    }
    return lines
  }
  for (let index = 0; index + 1 < headers.length; index += 2) lines.push([String(headers[index]), headers[index + 1]])
  return lines
}

function changeHeaders(request: UndiciRequest, changes: NonNullable<Change['headers']>): void {
  const names = new Set(Object.keys(changes).map((name) => name.toLowerCase()))
  const lines = linesOf(request).filter(([name]) => !names.has(name.toLowerCase()))
  for (const [name, value] of Object.entries(changes)) if (value !== undefined) lines.push([name, value])
  request.headers =
    typeof request.headers === 'string' ? lines.map(([name, value]) => `${name}: ${String(value)}\r\n`).join('') : lines.flat()
}

interface Head {
  socket: Socket
  text: string
  http2: boolean
}

/** Learns the head that undici is about to write, and where. */
function watchHead(request: UndiciRequest): { head: () => Head | undefined; stop: () => void } {
  let head: Head | undefined
  const channel = 'undici:client:sendHeaders'
  const listener = (message: unknown) => {
    const told = message as { request: unknown; headers: string; socket: Socket & { alpnProtocol?: unknown } }
    if (told.request === request) head = { socket: told.socket, text: told.headers, http2: told.socket.alpnProtocol === 'h2' }
  }
  subscribe(channel, listener)
  return { head: () => head, stop: () => unsubscribe(channel, listener) }
}

/**
 * Writes head and body in undici's place, whose own head says another length. It waits for its body's first chunk and has written
 * nothing. Then its writer is made to end without a word; the result is called when the exchange is over.
 */
function writeAnew(
  request: UndiciRequest,
  { socket, text }: Head,
  body: Uint8Array,
  headers: Change['headers'],
  decide: (decision: Error) => void,
): () => void {
  socket.cork()
  socket.write(`${withHeaders(text, headers)}content-length: ${body.byteLength}\r\n\r\n`, 'latin1')
  socket.write(body)
  socket.uncork()
  request.onBodySent?.(body)
  request.onRequestSent?.()
  // Undici 5 closes the socket when a body fails, so its writer has to wait; that costs the connection when the answer has come.
  if (typeof request.headers === 'string') return () => decide(withheldError())
  // Later ones ask once whether the request is complete, and leave everything as it is then.
  Object.defineProperty(request, 'completed', {
    configurable: true,
    enumerable: true,
    get: () => {
      setCompleted(false)
      return true
    },
    set: setCompleted,
  })
  decide(withheldError())
  return () => {}

  function setCompleted(value: boolean): void {
    Object.defineProperty(request, 'completed', { configurable: true, enumerable: true, writable: true, value })
  }
}

function withHeaders(head: string, changes: Change['headers'] = {}): string {
  const names = new Set(Object.keys(changes).map((name) => name.toLowerCase()))
  const [first = '', ...lines] = head.split('\r\n').filter((line) => line !== '')
  const kept = lines.filter((line) => !names.has(line.slice(0, line.indexOf(':')).toLowerCase()))
  for (const [name, value] of Object.entries(changes)) if (value !== undefined) kept.push(`${name}: ${value}`)
  return [first, ...kept, ''].join('\r\n')
}

/** A body's chunks, as bytes. */
async function* chunksOf(body: unknown): AsyncGenerator<Uint8Array> {
  const blob = body as { stream?: () => AsyncIterable<Uint8Array> }
  const chunks = typeof blob.stream === 'function' ? blob.stream() : (body as AsyncIterable<Uint8Array | string>)
  for await (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
}

function unchanged(bytes: Uint8Array | undefined, stream: Replay | undefined): AsyncIterable<Uint8Array> {
  return stream ? stream.chunks() : once(bytes)
}

async function* once(bytes: Uint8Array | undefined): AsyncGenerator<Uint8Array> {
  if (bytes && bytes.byteLength > 0) yield bytes
}

/** A stream that nobody will read must not keep its producer waiting. */
function destroy(body: unknown): void {
  const stream = body as { destroy?: () => void; pipe?: unknown } | null
  if (typeof stream?.destroy === 'function' && typeof stream.pipe === 'function') stream.destroy()
}

const isForm = (body: unknown): boolean =>
  typeof (body as { getAll?: unknown }).getAll === 'function' && typeof (body as { append?: unknown }).append === 'function'
