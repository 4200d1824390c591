import { Buffer } from 'node:buffer'
import type { BodySource, Call, Change, DispatcherInterceptor, EntryHost } from '../types.ts'
import { dispatcherMark } from './dispatcher-mark.ts'
import { forward } from './forward.ts'
import { replay } from './replay.ts'
import { exchange } from './undici-exchange.ts'
import { dialectOf } from './undici-handler.ts'

interface Options {
  origin?: string | URL
  path: string
  method: string
  headers?: unknown
  body?: unknown
  upgrade?: unknown
}
type DispatchOne = (options: Options, handler: object) => boolean

const limit = 32 * 1024 * 1024

/** An interceptor for `new Agent().compose(guard.interceptor())`, for undici of any version that composes. */
export function interceptor(host: EntryHost): DispatcherInterceptor {
  const mark = dispatcherMark()
  return (inner) => {
    const dispatch = inner as DispatchOne
    const guarded: DispatchOne = (options, handler) => {
      const url = addressOf(options)
      const { method, path, body } = options
      if (!url || options.upgrade || method === 'CONNECT' || mark.taken({ handler, body, method, path }) || host.skip()) {
        return dispatch(options, handler)
      }
      const lines = headerLines(options.headers)
      const header = (name: string) => lines.find(([key]) => key.toLowerCase() === name)?.[1]
      const bytes = bytesOf(body)
      if (host.wants?.(method, url.hostname, url.pathname, header('content-type'), bytes) === false) {
        const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
        host.passed?.({ via: 'undici', method, host: url.hostname, port, path: url.pathname })
        return mark.wrap({ dispatch }).dispatch(options, handler)
      }
      const dialect = dialectOf(handler)
      if (!dialect) return dispatch(options, handler)

      const stream = bytes === undefined && isIterable(body) ? replay(chunksOf(body), limit) : undefined
      const source: BodySource | undefined = bytes ?? stream?.whole
      const call: Call = { via: 'undici', method, url, header, body: source }
      const marked = mark.wrap({ dispatch })
      const events = exchange({
        handle: host.handle,
        call,
        gate: {
          release: (change) => void marked.dispatch(outgoing(change), dialect.handlerFor(events)),
          withhold: () => {},
          end: () => {},
        },
        receiver: dialect.receiver,
        forward,
      })
      events.start()
      return true

      function outgoing(change: Change | undefined): Options {
        const sent = stream?.started() ? { ...options, body: stream.chunks() } : options
        if (!change || (change.body === undefined && !change.headers)) return sent
        const replaced = new Set(Object.keys(change.headers ?? {}).map((name) => name.toLowerCase()))
        if (change.body !== undefined) replaced.add('content-length')
        const headers = lines.filter(([name]) => !replaced.has(name.toLowerCase()))
        for (const [name, value] of Object.entries(change.headers ?? {})) if (value !== undefined) headers.push([name, value])
        return { ...sent, headers: headers.flat(), ...(change.body === undefined ? {} : { body: Buffer.from(change.body as string) }) }
      }
    }
    return guarded as ReturnType<DispatcherInterceptor>
  }
}

function addressOf({ origin, path }: Options): URL | undefined {
  try {
    return new URL(path, origin)
  } catch {
    return undefined
  }
}

function headerLines(headers: unknown): [string, string][] {
  if (headers === null || typeof headers !== 'object') return []
  const lines: [string, string][] = []
  const add = (name: unknown, value: unknown) => {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) lines.push([String(name), String(one)])
  }
  if (Array.isArray(headers)) for (let index = 0; index + 1 < headers.length; index += 2) add(headers[index], headers[index + 1])
  else if (Symbol.iterator in headers) for (const [name, value] of headers as Iterable<[unknown, unknown]>) add(name, value)
  else for (const [name, value] of Object.entries(headers)) add(name, value)
  return lines
}

function bytesOf(body: unknown): Uint8Array | undefined {
  if (typeof body === 'string') return Buffer.from(body)
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  return body instanceof ArrayBuffer ? new Uint8Array(body) : undefined
}

function isIterable(body: unknown): body is AsyncIterable<Uint8Array | string> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
}

async function* chunksOf(body: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
}
