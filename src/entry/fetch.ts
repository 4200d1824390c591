import { hostName, toCallFacts } from '../core/observation.ts'
import { taken } from '../core/taken.ts'
import type { Call, Change, EntryHost, Via } from '../types.ts'
import { bodyOf } from './fetch-body.ts'

export type Fetch = typeof globalThis.fetch

export interface FetchOptions {
  via: Extract<Via, 'fetch' | 'client'>
  /** Sends through the real fetch in such a way that the layers below know that the call is taken. */
  marked?: ((fetch: Fetch, input: string | URL | Request, init: RequestInit | undefined) => Promise<Response>) | undefined
}

/** A fetch whose calls pass the handle of its host. What the platform would refuse is given to the platform, for its own error. */
export function guardedFetch(native: Fetch, host: EntryHost, { via, marked = plainly }: FetchOptions): Fetch {
  return function fetch(input, init) {
    if (host.skip()) return native(input, init)
    const caught = toCall(input, init, via)
    if (caught === undefined) return native(input, init)
    const { call } = caught
    if (
      host.wants?.(call.method, hostName(call.url), call.url.pathname, () => call.header('content-type'), plainBody(call.body)) === false
    ) {
      const sending = above.during(() => marked(native, input, init))
      host.passed?.(toCallFacts(call), sending)
      return sending
    }
    return host.handle(call, (change) => {
      const { input: sent, init: sentWith } = change === undefined ? caught.outgoing() : changed(caught.outgoing(), change)
      return above.during(() => marked(native, sent, sentWith))
    })
  }
}

interface Outgoing {
  input: RequestInfo | URL
  init: RequestInit | undefined
}

interface Caught {
  call: Call
  /** What is to be sent in place of the caller's arguments: the same, unless a body that can be read once was read. */
  outgoing: () => Outgoing
}

const above = taken()
const plainly: NonNullable<FetchOptions['marked']> = (fetch, input, init) => fetch(input, init)

function toCall(input: RequestInfo | URL, init: RequestInit | undefined, via: FetchOptions['via']): Caught | undefined {
  const request = isRequest(input) ? input : undefined
  const url = parse(request?.url ?? String(input))
  if (url === undefined) return undefined
  const header = headerOf(init?.headers ?? request?.headers)
  const { source, outgoing } = bodyOf({ input, init }, request, header)
  return {
    call: {
      via,
      method: (init?.method ?? request?.method ?? 'GET').toUpperCase(),
      url,
      header,
      body: source,
      signal: init?.signal ?? request?.signal,
    },
    outgoing,
  }
}

/** Looks headers up; a `Headers` is only made where the caller gave neither one nor a plain object. */
function headerOf(given: HeadersInit | undefined): Call['header'] {
  if (given === undefined) return () => undefined
  const prototype: unknown = Object.getPrototypeOf(given)
  if (prototype === Object.prototype || prototype === null) {
    const record = given as Record<string, string>
    return (name) => {
      for (const key of Object.keys(record)) if (key.length === name.length && key.toLowerCase() === name) return String(record[key]).trim()
      return undefined
    }
  }
  let headers: Headers | undefined
  return (name) => (headers ??= new Headers(given)).get(name) ?? undefined
}

function changed({ input, init }: Outgoing, { body, headers: changes = {}, url }: Change): Outgoing {
  const request = isRequest(input) ? input : undefined
  const headers = new Headers(init?.headers ?? request?.headers)
  if (body !== undefined) headers.delete('content-length')
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) headers.delete(name)
    else headers.set(name, value)
  }
  const replaced: RequestInit = {
    ...init,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Uint8Array.from(body) }),
  }
  if (request === undefined) return { input: url ?? input, init: replaced }
  // A body that was there and is replaced must not be asked for again: the request is only a bag of properties from here on.
  const { method, mode, credentials, cache, redirect, referrer, referrerPolicy, integrity, keepalive, signal } = request
  const kept: RequestInit = { method, credentials, cache, redirect, referrer, referrerPolicy, integrity, keepalive, signal }
  return { input: url ?? request.url, init: { ...kept, ...(mode === 'navigate' ? {} : { mode }), ...replaced } }
}

function plainBody(body: Call['body']): string | Uint8Array | undefined {
  return typeof body === 'function' ? undefined : body
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}

function isRequest(input: RequestInfo | URL): input is Request {
  return typeof input === 'object' && 'headers' in input && 'url' in input
}
