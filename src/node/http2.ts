import type * as Http2 from 'node:http2'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { patch } from '../entry/patch.ts'
import type { Entry, EntryHost } from '../types.ts'
import { guardAwsClients } from './aws.ts'
import { holdStream } from './http2-stream.ts'
import { onLoad } from './on-load.ts'
import { toLines } from './raw-headers.ts'
import { takenFlow } from './taken-flow.ts'

/**
 * Every client stream of node:http2, and the clients of the AWS SDK v3 before they sign. The module is not loaded for it: the prototype
 * is patched when a program has loaded it, at the latest before its first session connects.
 */
export function http2Entry(): Entry {
  return {
    layer: 'http2',
    install(host) {
      let on = true
      let patched = false
      let unpatch: (() => void) | undefined
      const patchOnce = () => {
        if (!on || patched) return
        // Looking for the prototype loads and connects, which comes by here again.
        patched = true
        unpatch = guardSessions(host)
      }
      const restores = [
        guardAwsClients(host),
        onLoad(/^(?:node:)?http2$/, () => {
          patchOnce()
          return undefined
        }),
        // Asked for by name, because an import would make all that node:net has and makes late.
        patch(process.getBuiltinModule('node:net').Socket.prototype, 'connect', (connect) => {
          return function (this: Socket, ...args: Parameters<typeof connect>) {
            if (!patched && isLoaded()) patchOnce()
            return Reflect.apply(connect, this, args)
          } as typeof connect
        }),
      ]
      if (isLoaded()) patchOnce()
      return {
        restore: () => {
          on = false
          for (const restore of restores.toReversed()) restore()
          unpatch?.()
        },
        state: () => (on ? 'on' : 'off'),
      }
    },
  }
}

/** Bun and Deno do not say what they have loaded: there it counts as loaded. */
function isLoaded(): boolean {
  const { moduleLoadList = [] } = process as unknown as { moduleLoadList?: string[] }
  return moduleLoadList.length === 0 || moduleLoadList.includes('NativeModule internal/http2/core')
}

function guardSessions(host: EntryHost): () => void {
  return patch(sessionPrototype(), 'request', (request) => {
    return function (this: Http2.ClientHttp2Session, given, options) {
      const list = Array.isArray(given) ? (given as readonly string[]) : undefined
      const headers = list ? recordOf(list) : (given as Http2.OutgoingHttpHeaders | undefined)
      const target = targetOf(this, headers)
      if (!target || takenFlow.get() || host.skip() || isOfUndici(this)) return Reflect.apply(request, this, [given, options])
      const { method, url } = target
      const contentType = header(headers, 'content-type')
      if (host.wants?.(method, url.hostname, url.pathname, contentType) === false) {
        const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
        host.passed?.({ via: 'http2', method, host: url.hostname, port, path: url.pathname })
        return Reflect.apply(request, this, [given, options])
      }
      const signed = (header(headers, 'authorization') ?? '').startsWith('AWS4-')
      const hasBody = options?.endStream !== true && method !== 'GET' && method !== 'HEAD'
      // The length leaves before the body is judged; HTTP/2 can do without, a signature cannot.
      const sent = signed || !hasBody ? given : list ? listWithoutLength(list) : withoutLength(headers)
      const stream = Reflect.apply(request, this, [sent as Http2.OutgoingHttpHeaders, options])
      holdStream({
        stream,
        hasBody,
        host,
        call: {
          via: 'http2',
          method,
          url,
          header: (name) => header(headers, name),
          body: undefined,
          ...(signed ? { limits: { noRewrite: 'the request is signed (AWS SigV4)' } } : {}),
        },
        headerNames: Object.keys(headers ?? {}).filter((name) => !name.startsWith(':')),
      })
      return stream
    }
  })
}

/** The class is not exported: a session without a network shows it. */
function sessionPrototype(): Http2.ClientHttp2Session {
  const { connect } = process.getBuiltinModule('node:http2')
  const nowhere = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() })
  const session = connect('http://localhost', { createConnection: () => nowhere })
  session.on('error', () => {})
  const prototype = Object.getPrototypeOf(session) as Http2.ClientHttp2Session
  session.destroy()
  return prototype
}

/** What undici sends over HTTP/2 is seen where undici creates it. */
function isOfUndici(session: Http2.ClientHttp2Session): boolean {
  const slots = session as unknown as Record<symbol, { dispatch?: unknown } | undefined>
  return Object.getOwnPropertySymbols(session).some((slot) => slot.description === 'client' && typeof slots[slot]?.dispatch === 'function')
}

function targetOf(
  session: Http2.ClientHttp2Session,
  headers: Http2.OutgoingHttpHeaders | undefined,
): { method: string; url: URL } | undefined {
  const method = String(headers?.[':method'] ?? 'GET')
  if (method === 'CONNECT') return undefined
  const origin = (session as { originSet?: string[] }).originSet?.[0]
  const authority = headers?.[':authority'] ?? headers?.['host']
  const scheme = headers?.[':scheme'] ?? (session.encrypted ? 'https' : 'http')
  const base = authority === undefined ? authorityOf(session, origin, String(scheme)) : `${String(scheme)}://${String(authority)}`
  try {
    return { method, url: new URL(String(headers?.[':path'] ?? '/'), base) }
  } catch {
    return undefined
  }
}

function authorityOf(session: Http2.ClientHttp2Session, origin: string | undefined, scheme: string): string {
  if (origin !== undefined) return origin
  // What `http2.connect` was given, which Node keeps under a symbol.
  const slot = Object.getOwnPropertySymbols(session).find((symbol) => symbol.description === 'authority')
  const named: unknown = slot && (session as unknown as Record<symbol, unknown>)[slot]
  if (typeof named === 'string') return `${scheme}://${named}`
  const { servername, remoteAddress, remotePort } = session.socket as TLSSocket & { servername?: string }
  return `${scheme}://${servername ?? remoteAddress ?? 'localhost'}:${remotePort ?? 443}`
}

function header(headers: Http2.OutgoingHttpHeaders | undefined, name: string): string | undefined {
  for (const [key, value] of Object.entries(headers ?? {})) {
    if (key.toLowerCase() === name && value !== undefined) return Array.isArray(value) ? value.join(', ') : String(value)
  }
  return undefined
}

/** Headers given as a list of names and values, which Node takes from version 24 on. */
function recordOf(list: readonly string[]): Http2.OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of toLines(list)) {
    const before = headers[name.toLowerCase()]
    headers[name.toLowerCase()] = before === undefined ? value : [before, value].flat()
  }
  return headers
}

function listWithoutLength(list: readonly string[]): string[] {
  return toLines(list)
    .filter(([name]) => name.toLowerCase() !== 'content-length')
    .flat()
}

function withoutLength(headers: Http2.OutgoingHttpHeaders | undefined): Http2.OutgoingHttpHeaders {
  const kept: Http2.OutgoingHttpHeaders = { ...headers }
  for (const symbol of Object.getOwnPropertySymbols(headers ?? {}))
    Object.assign(kept, { [symbol]: (headers as Record<symbol, unknown>)[symbol] })
  for (const name of Object.keys(kept)) if (name.toLowerCase() === 'content-length') delete kept[name]
  return kept
}
