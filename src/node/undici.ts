import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { dispatcherMark, type DispatcherMark } from './dispatcher-mark.ts'
import type { Call, Entry, EntryHost, LayerState } from '../types.ts'
import { forward } from './forward.ts'
import { exchange } from './undici-exchange.ts'
import { dialectOf } from './undici-handler.ts'
import { guardReadOnlyUndici } from './undici-read-only.ts'
import { gateRequest, headerOf, type UndiciRequest } from './undici-request.ts'

/**
 * Every request of every undici copy, the built-in one included, at the point where it is created: whatever dispatcher, pool or proxy it
 * goes through, and also when fetch was taken before guard was loaded.
 */
export function undiciEntry(): Entry {
  return {
    layer: 'undici',
    install(host) {
      const mark = dispatcherMark()
      let state: LayerState = 'on'
      const onCreate = (message: unknown): void => {
        // What a subscriber throws is an uncaught exception of the program.
        try {
          intercept((message as { request: UndiciRequest }).request, host, mark)
        } catch {
          state = 'degraded'
          host.note('A copy of undici does not let its requests be changed (6.11.0 in a bundle does not): what it sends is not judged.')
        }
      }
      subscribe('undici:request:create', onCreate)
      const restoreReadOnly = guardReadOnlyUndici(host)
      return {
        restore: () => {
          state = 'off'
          restoreReadOnly()
          unsubscribe('undici:request:create', onCreate)
        },
        state: () => state,
      }
    },
  }
}

function intercept(request: UndiciRequest, host: EntryHost, mark: DispatcherMark): void {
  if (request.method === 'CONNECT' || (request.upgrade !== null && request.upgrade !== undefined)) return
  const slot = handlerSlot(request)
  if (slot === undefined) {
    if (mark.dispatching()) return
    throw new TypeError('the request has no handler')
  }
  const slots = request as unknown as Record<symbol, object>
  const handler = slots[slot] as object
  if (mark.taken({ handler, body: request.body, method: request.method, path: request.path }) || host.skip()) return

  const address = addressOf(request.origin)
  if (!address) return
  const query = request.path.indexOf('?')
  const path = query < 0 ? request.path : request.path.slice(0, query)
  const contentType = request.contentType ?? headerOf(request, 'content-type')
  const bytes = ArrayBuffer.isView(request.body) ? (request.body as Uint8Array) : undefined
  if (host.wants?.(request.method, address.host, path, contentType, bytes) === false) {
    host.passed?.({ via: 'undici', method: request.method, host: address.host, port: address.port, path })
    return
  }
  if (headerOf(request, 'sec-fetch-mode') !== undefined) noteLate(host, headerOf(request, 'user-agent'))

  const declared = request.contentLength
  const dialect = dialectOf(handler)
  const url = parse(request.path, address.origin)
  if (!dialect || !url) throw new TypeError('the request has an unknown handler')
  const gate = gateRequest(request)
  const call: Call = {
    via: 'undici',
    method: request.method,
    url,
    header: (name) => (name === 'content-length' ? (declared ?? undefined)?.toString() : headerOf(request, name)),
    body: gate?.source,
    ...(gate ? {} : { limits: { noRewrite: 'form data of undici is written as it is', noRefusal: 'form data of undici leaves at once' } }),
  }
  const events = exchange({
    handle: host.handle,
    call,
    gate: gate ?? { release: () => {}, withhold: () => {}, end: () => {} },
    receiver: dialect.receiver,
    forward,
  })
  slots[slot] = dialect.handlerFor({
    ...events,
    connect: (abort, context) => {
      gate?.begin()
      events.connect(abort, context)
    },
  })
  if (slots[slot] === handler) throw new TypeError('the request is read-only')
  events.start()
}

// The slot's symbol is each copy's own; requests of one copy share a prototype.
const slotsByCopy = new WeakMap<object, symbol>()

function handlerSlot(request: UndiciRequest): symbol | undefined {
  const copy = Object.getPrototypeOf(request) as object
  let slot = slotsByCopy.get(copy)
  if (slot === undefined) {
    slot = Object.getOwnPropertySymbols(request).find((symbol) => symbol.description === 'handler')
    if (slot !== undefined) slotsByCopy.set(copy, slot)
  }
  return slot
}

interface Address {
  origin: string
  host: string
  port: number
}

const addresses = new Map<string, Address | undefined>()

function addressOf(origin: string | URL): Address | undefined {
  const key = String(origin)
  if (addresses.has(key)) return addresses.get(key)
  const url = parse(key)
  const address = url && { origin: url.origin, host: url.hostname, port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) }
  if (addresses.size >= 1000) addresses.clear()
  addresses.set(key, address)
  return address
}

function parse(url: string, base?: string): URL | undefined {
  try {
    return new URL(url, base)
  } catch {
    return undefined
  }
}

const noted = new WeakMap<EntryHost, Set<string>>()

function noteLate(host: EntryHost, agent: string | undefined): void {
  const name = (agent ?? 'unknown').replaceAll(/[^\w ./()-]/g, '').slice(0, 64)
  const seen = noted.get(host) ?? new Set()
  noted.set(host, seen)
  if (seen.has(name) || seen.size >= 20) return
  seen.add(name)
  host.note(`late_capture: a client that took fetch before guard was loaded is seen at the undici layer only (${name}).`)
}
