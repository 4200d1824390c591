import { Buffer } from 'node:buffer'
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Call, Change, EntryHost } from '../types.ts'
import { forward } from './forward.ts'
import { deliverAnswer, syntheticMessage, tapMessage, type TappedMessage } from './http-message.ts'

/** Node's own methods, as they were before this entry. */
export interface RequestMethods {
  write: ClientRequest['write']
  end: ClientRequest['end']
  flushHeaders: ClientRequest['flushHeaders']
}

/** A request whose body waits until its handle has decided. */
export interface HeldRequest {
  write: (args: unknown[]) => boolean
  end: (args: unknown[]) => ClientRequest
  flushHeaders: () => void
}

export interface HoldOptions {
  request: ClientRequest
  url: () => URL
  headers: (name: string) => string | undefined
  methods: RequestMethods
  host: EntryHost
  /** Asked once more when the body is there. */
  wanted: (body: Uint8Array) => boolean
  passed: () => void
}

type Action = { kind: 'write' | 'end' | 'flushHeaders'; args: unknown[] }
type Emit = (event: string, ...args: unknown[]) => boolean

const limit = 32 * 1024 * 1024
const readable = /json|multipart\/form-data|x-www-form-urlencoded|^$/i
/** What a program is told only after the answer that it belongs to. */
const afterwards = new Set(['error', 'close', 'response', 'upgrade'])

/** Holds a request: what the program does with it is kept, and done in the same steps when the handle lets it go. */
export function holdRequest({ request, url, headers, methods, host, wanted, passed }: HoldOptions): HeldRequest {
  const actions: Action[] = []
  const chunks: Uint8Array[] = []
  const buffered = readable.test(headers('content-type') ?? '')
  const emit: Emit = (...told) => Reflect.apply(prototypeEmit, request, told) as boolean
  const prototypeEmit = request.emit as (...told: unknown[]) => boolean
  let stopped: AbortController | undefined
  let size = 0
  let state: 'holding' | 'judging' | 'released' | 'refused' | 'settled' = 'holding'
  let destroyed: { error: Error | undefined } | undefined
  let sent: { resolve: (response: Response) => void; reject: (error: unknown) => void } | undefined
  let message: TappedMessage | undefined
  let own: Response | undefined
  const events: [string, ...unknown[]][] = []

  return {
    write(args) {
      const [chunk, encoding] = args
      if (!isHolding() || !isChunk(chunk)) return perform({ kind: 'write', args }) as boolean
      keep(chunk, encoding)
      const callback = args.findLast((arg) => typeof arg === 'function') as ((error?: Error | null) => void) | undefined
      // The producer goes on while its chunk waits, up to the limit.
      const early = callback !== undefined && size <= limit && buffered
      actions.push({ kind: 'write', args: early ? args.filter((arg) => arg !== callback) : args })
      if (early) process.nextTick(callback, null)
      if (state === 'holding' && (!buffered || size > limit)) judge(undefined)
      return buffered && size <= limit
    },
    end(args) {
      const [chunk, encoding] = args
      if (!isHolding() || (chunk !== undefined && chunk !== null && typeof chunk !== 'function' && !isChunk(chunk))) {
        return perform({ kind: 'end', args }) as ClientRequest
      }
      if (isChunk(chunk)) keep(chunk, encoding)
      actions.push({ kind: 'end', args })
      if (state === 'holding') judge(chunks.length === 0 ? undefined : chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size))
      return request
    },
    flushHeaders() {
      if (isHolding()) actions.push({ kind: 'flushHeaders', args: [] })
      else perform({ kind: 'flushHeaders', args: [] })
    },
  }

  function isHolding(): boolean {
    return state === 'holding' || state === 'judging'
  }

  function keep(chunk: string | Uint8Array, encoding: unknown): void {
    const bytes =
      typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8') : chunk
    size += bytes.byteLength
    if (buffered && size <= limit) chunks.push(bytes)
  }

  function perform({ kind, args }: Action): unknown {
    return Reflect.apply(methods[kind] as (...args: unknown[]) => unknown, request, args)
  }

  // ------------------------------------------------------------ the request

  function judge(body: Uint8Array | undefined): void {
    if (body !== undefined && !wanted(body)) {
      passed()
      state = 'settled'
      for (const action of actions) perform(action)
      return
    }
    state = 'judging'
    stopped = new AbortController()
    override('emit', onEmit)
    override('destroy', onDestroy)
    const call: Call & { headerNames: string[] } = {
      via: 'http',
      method: request.method,
      url: url(),
      header: headers,
      headerNames: request.getHeaderNames(),
      body,
      signal: stopped.signal,
      limits: limitsOf(body),
    }
    host.handle(call, (change) => send(call, change)).then(answer, fail)
  }

  function limitsOf(body: Uint8Array | undefined): Call['limits'] {
    if (size > limit) return { noRewrite: `the body is longer than ${limit / 1024 / 1024} MB` }
    // What the head says of the body cannot be changed any more; a chunked body may still be another.
    if (body !== undefined && /\r\ncontent-(?:length|encoding):/.test(serialised() ?? '')) {
      const sent = headers('expect') !== undefined
      return { noRewrite: sent ? 'the head was sent already (Expect)' : 'the headers were given as an array and are serialised already' }
    }
    return undefined
  }

  function serialised(): string | undefined {
    return (request as { _header?: string | null })._header?.toLowerCase()
  }

  function send(call: Call, change: Change | undefined): Promise<Response> {
    if (destroyed) return Promise.reject(destroyed.error ?? hangUp())
    if (change?.url !== undefined) {
      state = 'refused'
      return forward(call, change)
    }
    const response = new Promise<Response>((resolve, reject) => (sent = { resolve, reject }))
    try {
      release(change)
    } catch (error) {
      sent = undefined
      return Promise.reject(error)
    }
    return response
  }

  function release(change: Change | undefined): void {
    const changed = change?.body === undefined ? undefined : Buffer.from(change.body as string)
    if ((changed || change?.headers) && limitsOf(changed)) throw new TypeError('The request is serialised already and cannot be changed.')
    for (const [name, value] of Object.entries(change?.headers ?? {})) {
      if (value === undefined) request.removeHeader(name)
      else request.setHeader(name, value)
    }
    state = 'released'
    for (const action of changed ? withBody(changed) : actions) perform(action)
    actions.length = 0
  }

  /** The same steps with another body: chunked stays chunked, and one `end` stays one. */
  function withBody(body: Uint8Array): Action[] {
    if (request.getHeader('content-length') !== undefined) {
      const spelled = request.getRawHeaderNames().find((name) => name.toLowerCase() === 'content-length') ?? 'Content-Length'
      request.setHeader(spelled, body.byteLength)
    }
    const end = actions.find(({ kind }) => kind === 'end')
    const callback = end?.args.findLast((arg) => typeof arg === 'function')
    const rest = callback ? [callback] : []
    const flush = actions.filter(({ kind }) => kind === 'flushHeaders')
    if (!actions.some(({ kind }) => kind === 'write')) return [...flush, { kind: 'end', args: [body, ...rest] }]
    return [...flush, { kind: 'write', args: [body] }, { kind: 'end', args: rest }]
  }

  // ------------------------------------------------------------ what Node tells of it

  function onEmit(event: string, ...args: unknown[]): boolean {
    if (state === 'settled' || !afterwards.has(event)) return emit(event, ...args)
    if (state === 'refused') {
      // The connection that was not used goes its way unseen.
      if (destroyed) return emit(event, ...args)
      return true
    }
    if (state === 'holding' || state === 'judging') {
      if (event === 'error') stopped?.abort(args[0])
      return emit(event, ...args)
    }
    if (event === 'response' && !message) {
      message = tapMessage(args[0] as IncomingMessage, request.method)
      own = message.response
      sent?.resolve(own)
      return true
    }
    events.push([event, ...args])
    if (destroyed) tellDestroyed()
    else if (event === 'error' && !message) sent?.reject(args[0])
    else if (event === 'upgrade') settle()
    return true
  }

  function onDestroy(error?: Error): ClientRequest {
    if (state === 'settled') delete (request as Partial<ClientRequest>).destroy
    else {
      destroyed ??= { error }
      stopped?.abort(error ?? hangUp())
      delete (request as Partial<ClientRequest>).destroy
    }
    const result = request.destroy(error)
    // Node tells the error on the answer when there is one, and nobody has that yet.
    return result
  }

  function tellDestroyed(): void {
    const hadAnswer = message !== undefined
    const waiting = events.splice(0)
    state = 'settled'
    if (hadAnswer && !waiting.some(([event]) => event === 'error')) emit('error', destroyed?.error ?? hangUp())
    for (const event of waiting) emit(...event)
  }

  // ------------------------------------------------------------ the answer

  function answer(response: Response): void {
    if (destroyed || state === 'settled') return void response.body?.cancel().catch(() => {})
    if (message && response === own) {
      const { untap, original } = message
      settle(() => {
        untap()
        if (!emit('response', original)) dump(original)
      })
      return
    }
    if (!message) discard()
    const target = message?.original ?? syntheticMessage(request)
    const { start } = deliverAnswer(target, response, message)
    settle(() => {
      if (!emit('response', target)) dump(target)
      start()
    })
    if (!message) override('emit', (event: string, ...args: unknown[]) => event === 'error' || emit(event, ...args))
  }

  function fail(error: unknown): void {
    if (destroyed || state === 'settled') return
    const failure = events.find(([event]) => event === 'error')
    if (failure) return settle()
    if (message) message.untap()
    state = 'settled'
    events.length = 0
    removeOverrides()
    request.destroy(error instanceof Error ? error : new Error(String(error)))
  }

  function settle(deliver?: () => void): void {
    const waiting = events.splice(0)
    state = 'settled'
    removeOverrides()
    deliver?.()
    for (const event of waiting) emit(...event)
  }

  /** Lets go of a connection on which nothing was written; for the program the request is finished, and how the connection ends is nobody's business. */
  function discard(): void {
    for (const { args } of actions.splice(0)) {
      const callback = args.findLast((arg) => typeof arg === 'function') as (() => void) | undefined
      if (callback) request.once('finish', () => callback())
    }
    Object.assign(request, { finished: true })
    emit('finish')
    const socket = request.socket as typeof request.socket | null
    if (socket) setImmediate(() => socket.destroy())
    else request.once('socket', (late) => late.destroy())
  }

  function override(name: 'emit' | 'destroy', value: unknown): void {
    Object.defineProperty(request, name, { value, configurable: true, writable: true })
  }

  function removeOverrides(): void {
    delete (request as Partial<ClientRequest>).emit
    delete (request as Partial<ClientRequest>).destroy
  }
}

const isChunk = (chunk: unknown): chunk is string | Uint8Array => typeof chunk === 'string' || chunk instanceof Uint8Array

const dump = (message: IncomingMessage): void => (message as unknown as { _dump: () => void })._dump()

const hangUp = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
