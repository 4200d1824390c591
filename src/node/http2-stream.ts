import { Buffer } from 'node:buffer'
import type { ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2'
import type { Call, Change, EntryHost } from '../types.ts'
import { forward } from './forward.ts'
import { linesOf, toResponse, type HeaderLine } from './raw-headers.ts'

export interface HoldStreamOptions {
  stream: ClientHttp2Stream
  call: Call
  hasBody: boolean
  host: EntryHost
  headerNames: readonly string[]
}

type Step = { kind: 'write' | 'end'; args: unknown[] }

const limit = 32 * 1024 * 1024
const highWater = 64 * 1024
const readable = /json|^$/i
/** NGHTTP2_CANCEL, without loading the module for it. */
const cancelled = 8
const held = new Set(['response', 'trailers', 'aborted', 'close', 'error', 'end'])

/** Holds the body of one client stream until its handle has decided, and its answer until it is known which one the program gets. */
export function holdStream({ stream, call, hasBody, host, headerNames }: HoldStreamOptions): void {
  const steps: Step[] = []
  const chunks: Uint8Array[] = []
  const buffered = readable.test(call.header('content-type') ?? '')
  const stopped = new AbortController()
  const original = {
    write: stream.write.bind(stream) as (...args: unknown[]) => boolean,
    end: stream.end.bind(stream) as (...args: unknown[]) => ClientHttp2Stream,
    emit: stream.emit.bind(stream) as (event: string, ...args: unknown[]) => boolean,
    push: stream.push.bind(stream),
    read: stream._read.bind(stream),
  }
  let state: 'holding' | 'judging' | 'released' | 'settled' = 'holding'
  let size = 0
  let sent: { resolve: (response: Response) => void; reject: (error: unknown) => void } | undefined
  let own: Response | undefined
  let lines: HeaderLine[] = []
  let answered: [headers: IncomingHttpHeaders, flags: unknown, raw: unknown] | undefined
  const events: [string, ...unknown[]][] = []
  const queue: Uint8Array[] = []
  let queued = 0
  let ended = false
  let broken: Error | undefined
  let dropped = false
  let reading: ReadableStreamDefaultController<Uint8Array> | undefined

  override('emit', onEmit)
  override('push', onPush)
  if (hasBody) {
    override('write', (...args: unknown[]) => {
      if (!isHolding() || !keep(args)) return original.write(...args)
      const callback = args.findLast((arg) => typeof arg === 'function') as (() => void) | undefined
      const early = callback !== undefined && buffered && size <= limit
      steps.push({ kind: 'write', args: early ? args.filter((arg) => arg !== callback) : args })
      if (early) process.nextTick(callback)
      if (state === 'holding' && (!buffered || size > limit)) judge(undefined)
      return buffered && size <= limit
    })
    override('end', (...args: unknown[]) => {
      if (!isHolding()) return original.end(...args)
      keep(args)
      steps.push({ kind: 'end', args })
      if (state === 'holding') judge(Buffer.concat(chunks, Math.min(size, limit)))
      return stream
    })
  } else {
    judge(undefined)
  }

  function isHolding(): boolean {
    return state === 'holding' || state === 'judging'
  }

  function keep([chunk, encoding]: unknown[]): boolean {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return false
    const bytes =
      typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8') : chunk
    size += bytes.byteLength
    if (buffered && size <= limit) chunks.push(bytes)
    return true
  }

  function judge(body: Uint8Array | undefined): void {
    state = 'judging'
    const limits = size > limit ? { noRewrite: `the body is longer than ${limit / 1024 / 1024} MB` } : call.limits
    const asked: Call & { headerNames: readonly string[] } = { ...call, headerNames, body, limits, signal: stopped.signal }
    host.handle(asked, (change) => send(asked, change)).then(answer, fail)
  }

  function send(asked: Call, change: Change | undefined): Promise<Response> {
    if (broken) return Promise.reject(broken)
    if (change?.url !== undefined) return forward(asked, change)
    const response = new Promise<Response>((resolve, reject) => (sent = { resolve, reject }))
    state = 'released'
    const body = change?.body
    if (body === undefined) for (const { kind, args } of steps) original[kind](...args)
    else original.end(Buffer.from(body as string), ...(steps.at(-1)?.args.filter((arg) => typeof arg === 'function') ?? []))
    steps.length = 0
    if (answered) toSend()
    return response
  }

  // ------------------------------------------------------------ what Node tells

  function onEmit(event: string, ...args: unknown[]): boolean {
    if (state === 'settled' || !held.has(event)) return original.emit(event, ...args)
    if (event === 'response') {
      answered = args as typeof answered
      lines = linesFrom(args[0] as IncomingHttpHeaders)
      // From here on Node counts the stream as read, and does not drain it for want of a reader.
      original.read(0)
      if (sent) toSend()
      return true
    }
    if (event === 'error' || event === 'aborted' || event === 'close') {
      if (!ended) broken ??= (args[0] instanceof Error ? args[0] : undefined) ?? streamError()
      stopped.abort(broken)
      if (!answered) {
        // Without an answer there is nothing to wait for but the error itself.
        if (!sent || event === 'aborted') return original.emit(event, ...args)
        events.push([event, ...args])
        if (broken) sent.reject(broken)
        return true
      }
      close()
    }
    events.push([event, ...args])
    return true
  }

  function onPush(chunk: Uint8Array | null): boolean {
    if (state === 'settled') return original.push(chunk)
    if (chunk === null) {
      // Node also ends what it destroys.
      if (stream.destroyed && stream.rstCode !== 0) broken ??= streamError()
      else ended = true
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
  }

  function toSend(): void {
    if (own) return
    const body = new ReadableStream<Uint8Array>({ pull, cancel: () => void (dropped = true) }, { highWaterMark: 0 })
    own = toResponse(Number(answered?.[0][':status'] ?? 200), '', lines, call.method === 'HEAD' ? null : body)
    sent?.resolve(own)
  }

  function pull(controller: ReadableStreamDefaultController<Uint8Array>): void {
    const chunk = queue.shift()
    if (chunk) {
      queued -= chunk.byteLength
      controller.enqueue(chunk)
    } else reading = controller
    close(controller)
    if (!ended && !broken && queued < highWater) original.read(0)
  }

  function close(controller = reading): void {
    if (!controller || queue.length > 0) return
    if (ended) controller.close()
    else if (broken) controller.error(broken)
    else return
    reading = undefined
  }

  // ------------------------------------------------------------ what the program gets

  function answer(response: Response): void {
    if (broken && !answered) return release()
    if (response === own && answered) {
      const told = answered
      release(() => {
        original.emit('response', ...told)
        for (const chunk of queue.splice(0)) stream.push(chunk)
        if (ended) stream.push(null)
      })
      return
    }
    const headers = headersOf(response, answered && lines)
    removeOverrides(['emit', 'write', 'end'])
    if (!sent) discard()
    state = 'settled'
    original.emit('response', headers, answered?.[1] ?? 0, Object.entries(headers).flat())
    void pump(response)
  }

  async function pump(response: Response): Promise<void> {
    const reader = response.body?.getReader()
    let wake: (() => void) | undefined
    override('_read', () => wake?.())
    override('push', onTail)
    stream.once('close', () => {
      wake?.()
      if (!stream.readableEnded) void reader?.cancel().catch(() => {})
    })
    try {
      for (;;) {
        const next = await reader?.read()
        if (stream.destroyed) return
        if (next === undefined || next.done) break
        const { buffer, byteOffset, byteLength } = next.value
        if (!original.push(Buffer.from(buffer, byteOffset, byteLength))) await new Promise<void>((resolve) => (wake = resolve))
      }
      original.push(null)
      if (!ended) stream.close()
      for (const event of events.splice(0)) original.emit(...event)
    } catch (error) {
      stream.destroy(error instanceof Error ? error : new Error(String(error)))
    }
  }

  /** What still comes from the wire while another answer is delivered. */
  function onTail(chunk: Uint8Array | null): boolean {
    state = 'released'
    const more = onPush(chunk)
    state = 'settled'
    return more
  }

  function fail(error: unknown): void {
    if (state === 'settled') return
    const told = events.some(([event]) => event === 'error')
    release()
    if (!told) stream.destroy(error instanceof Error ? error : new Error(String(error)))
  }

  function release(deliver?: () => void): void {
    state = 'settled'
    removeOverrides(['emit', 'push', 'write', 'end'])
    deliver?.()
    for (const event of events.splice(0)) original.emit(...event)
  }

  /** Nothing of the body has left: the stream is cancelled when its program has read the refusal, and how it ends is nobody's business. */
  function discard(): void {
    const taken = (args: unknown[]) => {
      const callback = args.findLast((arg) => typeof arg === 'function') as (() => void) | undefined
      if (callback) process.nextTick(callback)
    }
    const end = (...args: unknown[]) => (taken(args), stream)
    for (const { args } of steps.splice(0)) taken(args)
    override('write', (...args: unknown[]) => (taken(args), true))
    override('end', end)
    ended = true
    override('emit', (event: string, ...args: unknown[]) => event === 'error' || event === 'aborted' || original.emit(event, ...args))
    stream.once('end', () => {
      // Closing ends the stream by its own method.
      removeOverrides(['end'])
      stream.close(cancelled)
      override('end', end)
    })
  }

  function override(name: 'emit' | 'push' | 'write' | 'end' | '_read', value: unknown): void {
    Object.defineProperty(stream, name, { value, configurable: true, writable: true })
  }

  function removeOverrides(names: readonly ('emit' | 'push' | 'write' | 'end' | '_read')[]): void {
    for (const name of names) delete (stream as Partial<ClientHttp2Stream>)[name]
  }
}

const streamError = (): Error => Object.assign(new Error('The stream was closed before its end.'), { code: 'ERR_HTTP2_STREAM_ERROR' })

function linesFrom(headers: IncomingHttpHeaders): HeaderLine[] {
  const lines: HeaderLine[] = []
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(':') || value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) lines.push([name, one])
  }
  return lines
}

function headersOf(response: Response, original: readonly HeaderLine[] | undefined): Record<string, unknown> {
  const headers: Record<string, unknown> = Object.assign(Object.create(null) as object, { ':status': response.status })
  for (const [name, value] of linesOf(response, original)) {
    const key = name.toLowerCase()
    const before = headers[key]
    headers[key] =
      key === 'set-cookie'
        ? [...((before as string[] | undefined) ?? []), value]
        : before === undefined
          ? value
          : `${String(before)}, ${value}`
  }
  return headers
}
