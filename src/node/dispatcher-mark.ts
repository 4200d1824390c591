import { AsyncLocalStorage } from 'node:async_hooks'

/** What undici calls a dispatcher, as far as the mark needs it. */
export interface Dispatcher {
  dispatch: (options: { body?: unknown }, handler: object) => boolean
}

/**
 * How the fetch entry tells the undici entry that a call was taken already. Asynchronous context alone does not do: requests that wait
 * in a pool are created in the context of another call. What does: a dispatcher of our own around the caller's, which marks the
 * request's body and handler, and the time in which it dispatches. One mark serves the whole process and all copies of guard in it.
 */
export interface DispatcherMark {
  /** A dispatcher to put into `init.dispatcher`; `own` is the caller's, where there is one. */
  wrap: (own?: unknown) => Dispatcher
  /** For fetches that cannot be given a dispatcher: the next request of this flow with the same method and path is the call's own. */
  flowing: <R>(input: RequestInfo | URL, init: RequestInit | undefined, fn: () => R) => R
  /** True while a taken call is being dispatched. */
  dispatching: () => boolean
  /** True for a request that belongs to a call that was taken. */
  taken: (request: { handler: object; body: unknown; method: string; path: string }) => boolean
}

interface Shared {
  depth: number
  seen: WeakSet<object>
  wrappers: WeakMap<object, Dispatcher>
  flow: AsyncLocalStorage<Awaited>
  plain?: Dispatcher
}

interface Awaited {
  method: string
  path: string
  used: boolean
}

/** The process-wide mark. */
export function dispatcherMark(): DispatcherMark {
  const key = Symbol.for('guard.dispatcher-mark')
  const holder = globalThis as { [key: symbol]: Shared | undefined }
  let shared = holder[key]
  if (!shared) {
    shared = { depth: 0, seen: new WeakSet(), wrappers: new WeakMap(), flow: new AsyncLocalStorage() }
    Object.defineProperty(globalThis, key, { value: shared, configurable: true })
  }
  const state = shared
  return {
    wrap: (own) => (isDispatcher(own) ? wrapOwn(state, own) : (state.plain ??= marking(state, globalDispatcher))),
    flowing: (input, init, fn) => state.flow.run(awaited(input, init), fn),
    dispatching: () => state.depth > 0,
    taken: ({ handler, body, method, path }) => {
      if (state.depth > 0 || state.seen.has(handler) || (isObject(body) && state.seen.has(body))) return true
      const awaited = state.flow.getStore()
      if (!awaited || awaited.used || awaited.method !== method || awaited.path !== path) return false
      return (awaited.used = true)
    },
  }
}

function awaited(input: RequestInfo | URL, init: RequestInit | undefined): Awaited {
  const request = typeof input === 'object' && 'method' in input ? input : undefined
  const { pathname, search } = new URL(request?.url ?? String(input))
  return { method: (init?.method ?? request?.method ?? 'GET').toUpperCase(), path: pathname + search, used: false }
}

function wrapOwn(state: Shared, own: Dispatcher): Dispatcher {
  let wrapped = state.wrappers.get(own)
  if (!wrapped) {
    wrapped = marking(state, () => own)
    state.wrappers.set(own, wrapped)
  }
  return wrapped
}

function marking(state: Shared, inner: () => Dispatcher): Dispatcher {
  return {
    dispatch(options, handler) {
      state.seen.add(handler)
      if (isObject(options.body)) state.seen.add(options.body)
      state.depth++
      try {
        return inner().dispatch(options, handler)
      } finally {
        state.depth--
      }
    },
  }
}

const slot = Symbol.for(
  Number.parseInt(process.versions['undici'] ?? '', 10) >= 8 ? 'undici.globalDispatcher.2' : 'undici.globalDispatcher.1',
)

/** What the built-in fetch would use: undici 8 has a slot of its own, for handlers of the new kind. */
function globalDispatcher(): Dispatcher {
  const found = (globalThis as unknown as Record<symbol, Dispatcher | undefined>)[slot]
  if (!found) throw new TypeError('fetch failed: the platform has no global dispatcher')
  return found
}

function isDispatcher(value: unknown): value is Dispatcher {
  return isObject(value) && typeof (value as { dispatch?: unknown }).dispatch === 'function'
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
