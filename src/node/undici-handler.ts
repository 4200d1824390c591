import { toLines, type HeaderLine } from './raw-headers.ts'

/** What an answer brings, told in one way whatever undici copy tells it. */
export interface AnswerEvents {
  connect: (abort: (reason?: unknown) => void, context: unknown) => void
  /** `raw` is the copy's own form of the headers. Returns false to be paused. */
  head: (status: number, lines: () => HeaderLine[], statusText: string, resume: () => void, raw: unknown) => boolean
  data: (chunk: Uint8Array) => boolean
  end: (trailers: unknown) => void
  error: (error: unknown) => void
}

/** A caller's handler, written to in its own dialect. */
export interface Receiver {
  connect: (abort: (reason?: unknown) => void, context: unknown) => void
  head: (status: number, headers: { raw: unknown } | { lines: HeaderLine[] }, statusText: string, resume: () => void) => boolean
  data: (chunk: Uint8Array) => boolean
  end: (trailers?: unknown) => void
  error: (error: unknown) => void
}

/** Handlers up to undici 7. */
interface OldHandler {
  onConnect?: (abort: (reason?: unknown) => void, context: unknown) => void
  onHeaders: (status: number, headers: unknown, resume: () => void, statusText: string) => unknown
  onData?: (chunk: Uint8Array) => unknown
  onComplete?: (trailers: unknown) => void
  onError?: (error: unknown) => void
}

/** Handlers of undici 7's own code and of undici 8. */
interface NewHandler {
  onRequestStart?: (controller: Controller, context: unknown) => void
  onResponseStart?: (controller: Controller, status: number, headers: unknown, statusText: string) => void
  onResponseData?: (controller: Controller, chunk: Uint8Array) => void
  onResponseEnd?: (controller: Controller, trailers: unknown) => void
  onResponseError?: (controller: Controller, error: unknown) => void
}
interface Controller {
  abort: (reason?: unknown) => void
  pause: () => void
  resume: () => void
  readonly paused: boolean
  readonly aborted: boolean
  readonly reason: unknown
  rawHeaders?: unknown
  rawTrailers?: unknown
}

export interface Dialect {
  receiver: Receiver
  /** The handler to put in place of the caller's: everything that is not the answer goes on to the caller's. */
  handlerFor: (events: AnswerEvents) => object
}

/** Reads which dialect a handler speaks; `undefined` when it is neither. */
export function dialectOf(handler: object): Dialect | undefined {
  if (typeof (handler as Partial<OldHandler>).onHeaders === 'function') return oldDialect(handler as OldHandler)
  if (typeof (handler as NewHandler).onRequestStart === 'function') return newDialect(handler as NewHandler)
  return undefined
}

function oldDialect(handler: OldHandler): Dialect {
  return {
    receiver: {
      connect: (abort, context) => handler.onConnect?.(abort, context),
      head: (status, headers, statusText, resume) => {
        const raw =
          'raw' in headers
            ? headers.raw
            : headers.lines.flatMap(([name, value]) => [Buffer.from(name, 'latin1'), Buffer.from(value, 'latin1')])
        return handler.onHeaders(status, raw, resume, statusText) !== false
      },
      data: (chunk) => handler.onData?.(chunk) !== false,
      end: (trailers = []) => handler.onComplete?.(trailers),
      error: (error) => handler.onError?.(error),
    },
    handlerFor: (events) =>
      over(handler, {
        onConnect: events.connect,
        onHeaders: (status, raw, resume, statusText) =>
          events.head(status, () => toLines(Array.isArray(raw) ? raw : []), statusText ?? '', resume, raw),
        onData: events.data,
        onComplete: events.end,
        onError: events.error,
      } satisfies Required<OldHandler>),
  }
}

function newDialect(handler: NewHandler): Dialect {
  let abort: (reason?: unknown) => void = () => {}
  let resume = (): void => {}
  let paused = false
  let reason: unknown
  let aborted = false
  // The caller's own controller: what it pauses and resumes is our delivery, not the wire's.
  const controller: Controller = {
    abort: (given) => {
      if (aborted) return
      aborted = true
      reason = given
      abort(given)
    },
    pause: () => void (paused = true),
    resume: () => {
      if (!paused) return
      paused = false
      resume()
    },
    get paused() {
      return paused
    },
    get aborted() {
      return aborted
    },
    get reason() {
      return reason
    },
    rawHeaders: null,
    rawTrailers: null,
  }
  let source: Controller | undefined
  return {
    receiver: {
      connect: (given, context) => {
        abort = given
        handler.onRequestStart?.(controller, context)
      },
      head: (status, headers, statusText, resumeSource) => {
        resume = resumeSource
        if ('raw' in headers) controller.rawHeaders = source?.rawHeaders
        else controller.rawHeaders = headers.lines.flatMap(([name, value]) => [Buffer.from(name, 'latin1'), Buffer.from(value, 'latin1')])
        handler.onResponseStart?.(controller, status, 'raw' in headers ? headers.raw : parsed(headers.lines), statusText)
        return !paused
      },
      data: (chunk) => {
        handler.onResponseData?.(controller, chunk)
        return !paused
      },
      end: (trailers = {}) => {
        controller.rawTrailers = source?.rawTrailers
        handler.onResponseEnd?.(controller, trailers)
      },
      error: (error) => handler.onResponseError?.(controller, error),
    },
    handlerFor: (events) =>
      over(handler, {
        onRequestStart: (given, context) => {
          source = given
          events.connect((why) => given.abort(why), context)
        },
        onResponseStart: (given, status, headers, statusText) => {
          source = given
          const lines = () => (Array.isArray(given.rawHeaders) ? toLines(given.rawHeaders) : toLines(Object.entries(headers ?? {}).flat()))
          if (!events.head(status, lines, statusText ?? '', () => given.resume(), headers)) given.pause()
        },
        onResponseData: (given, chunk) => {
          if (!events.data(chunk)) given.pause()
        },
        onResponseEnd: (_given, trailers) => events.end(trailers),
        onResponseError: (_given, error) => events.error(error),
      } satisfies Required<NewHandler>),
  }
}

const answerMethods = new Set<string | symbol>([
  'onConnect',
  'onHeaders',
  'onData',
  'onComplete',
  'onError',
  'onRequestStart',
  'onResponseStart',
  'onResponseData',
  'onResponseEnd',
  'onResponseError',
])

/** The given methods in front of a handler. Its others are its own; but some speak both dialects, and one is enough. */
function over(handler: object, methods: object): object {
  return new Proxy(handler, {
    get(target, key) {
      if (answerMethods.has(key)) return Reflect.get(methods, key)
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  })
}

function parsed(lines: readonly HeaderLine[]): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of lines) {
    const key = name.toLowerCase()
    const before = headers[key]
    headers[key] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value]
  }
  return headers
}
