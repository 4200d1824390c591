import { ClientRequest } from 'node:http'
import { patch } from '../entry/patch.ts'
import type { Entry, EntryHost } from '../types.ts'
import { takenFlow } from './taken-flow.ts'
import { holdRequest, type HeldRequest, type RequestMethods } from './http-request.ts'
import { isOwn } from './own-request.ts'

/**
 * Every request of node:http and node:https, whoever makes it: the methods of `ClientRequest` are replaced on its prototype, so also
 * for those who took `http.request` before. Sockets, agents, timeouts and aborts stay Node's.
 */
export function httpEntry(): Entry {
  return {
    layer: 'http',
    install(host) {
      let on = true
      const held = new WeakMap<ClientRequest, HeldRequest | 'passed'>()
      const prototype = ClientRequest.prototype
      const methods: RequestMethods = { write: prototype.write, end: prototype.end, flushHeaders: prototype.flushHeaders }

      const find = (request: ClientRequest, step: 'begins' | 'ends', whole?: unknown): HeldRequest | undefined => {
        const known = held.get(request)
        if (known !== undefined) return known === 'passed' ? undefined : known
        const found = on ? caught(request, host, methods, whole) : undefined
        // What passes in one piece is not asked for again, and not kept.
        if (found !== undefined || step === 'begins') held.set(request, found ?? 'passed')
        return found
      }
      const restores = [
        patch(prototype, 'write', (write) => {
          methods.write = write
          return function (this: ClientRequest, ...args: Parameters<typeof write>) {
            const hold = find(this, 'begins')
            return hold ? hold.write(args) : Reflect.apply(write, this, args)
          } as typeof write
        }),
        patch(prototype, 'end', (end) => {
          methods.end = end
          return function (this: ClientRequest, ...args: Parameters<typeof end>) {
            const hold = find(this, 'ends', args[0])
            return hold ? hold.end(args) : Reflect.apply(end, this, args)
          } as typeof end
        }),
        patch(prototype, 'flushHeaders', (flushHeaders) => {
          methods.flushHeaders = flushHeaders
          return function (this: ClientRequest) {
            const hold = find(this, 'begins')
            if (hold) hold.flushHeaders()
            else Reflect.apply(flushHeaders, this, [])
          }
        }),
      ]
      return {
        restore: () => {
          on = false
          for (const restore of restores.toReversed()) restore()
        },
        state: () => (on ? 'on' : 'off'),
      }
    },
  }
}

/** `whole` is the body where it comes in one piece. */
function caught(request: ClientRequest, host: EntryHost, methods: RequestMethods, whole: unknown): HeldRequest | undefined {
  if (request.method === 'CONNECT' || request.destroyed || request.writableEnded || isOwn(request) || takenFlow.get() || host.skip())
    return undefined
  const headers = headersOf(request)
  if (headers('upgrade') !== undefined) return undefined
  const target = targetOf(request, headers('host'))
  if (!target) return undefined
  const wanted = (body?: string | Uint8Array) =>
    host.wants?.(request.method, target.host, target.path, headers('content-type'), body) !== false
  const passed = () => host.passed?.({ via: 'http', method: request.method, host: target.host, port: target.port, path: target.path })
  if (!wanted(typeof whole === 'string' || whole instanceof Uint8Array ? whole : undefined)) {
    passed()
    return undefined
  }
  return holdRequest({ request, url: target.url, headers, methods, host, wanted, passed })
}

/** Reads a header, also from a head that is serialised already (headers given as an array). */
function headersOf(request: ClientRequest): (name: string) => string | undefined {
  return (name) => {
    const value = request.getHeader(name)
    if (value !== undefined) return Array.isArray(value) ? value.join(', ') : String(value)
    const head = (request as { _header?: string | null })._header
    if (typeof head !== 'string') return undefined
    for (const line of head.split('\r\n')) {
      if (line.length > name.length && line[name.length] === ':' && line.slice(0, name.length).toLowerCase() === name) {
        return line.slice(name.length + 1).trim()
      }
    }
    return undefined
  }
}

interface Target {
  url: () => URL
  host: string
  port: number
  path: string
}

const hostAndPort = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/

function targetOf(request: ClientRequest, hostHeader: string | undefined): Target | undefined {
  // Through a proxy the path is the whole address, and the host is the proxy's.
  if (/^https?:\/\//i.test(request.path)) {
    const url = parse(request.path)
    return url && { url: () => url, host: url.hostname, port: Number(url.port) || defaultPort(url.protocol), path: url.pathname }
  }
  const { protocol, path } = request
  const [, named = '', portText] = hostAndPort.exec(hostHeader ?? '') ?? []
  const host = (request.host || named || 'localhost').toLowerCase()
  const port = Number(portText) || defaultPort(protocol)
  const query = path.indexOf('?')
  const address = `${protocol}//${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}${path.startsWith('/') ? path : `/${path}`}`
  let url: URL | undefined
  return { url: () => (url ??= new URL(address)), host, port, path: query < 0 ? path : path.slice(0, query) }
}

const defaultPort = (protocol: string): number => (protocol === 'https:' ? 443 : 80)

function parse(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}
