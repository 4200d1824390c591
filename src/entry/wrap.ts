import type { EntryHost, Platform } from '../types.ts'
import { clients } from './clients.ts'
import { guardedFetch, type Fetch } from './fetch.ts'

const wrapped = new WeakSet<object>()

/** Guards one instance: a fetch function is answered by a guarded one, a client is guarded in place. Throws TypeError for anything else. */
export function wrap<T>(client: T, host: EntryHost, platform: Pick<Platform, 'marked' | 'wrapClient'>): T {
  if ((typeof client === 'object' && client !== null) || typeof client === 'function') {
    if (wrapped.has(client)) return client
    const guarded = wrapAny(client, host, platform)
    if (guarded !== undefined) {
      wrapped.add(guarded)
      return guarded as T
    }
  }
  throw new TypeError(
    'guard.wrap() takes a fetch function, a client of OpenAI, Anthropic, Google, Mistral, Groq, Ollama or Cohere, a LangChain model, ' +
      'an axios instance, an AWS SDK v3 client or an undici Dispatcher. For other clients pass guard.fetch as their fetch option.',
  )
}

function wrapAny(client: object, host: EntryHost, platform: Pick<Platform, 'marked' | 'wrapClient'>): object | undefined {
  const guard = (fetch: Fetch = (...args) => globalThis.fetch(...args)): Fetch => {
    if (wrapped.has(fetch)) return fetch
    const guarded = guardedFetch(fetch, host, { via: 'client', marked: platform.marked })
    wrapped.add(guarded)
    return guarded
  }
  const special = platform.wrapClient?.(client, host)
  if (special !== undefined) return special
  if (clients.some((guards) => guards(client, guard))) return client
  return isPlainFunction(client) ? guard(client as Fetch) : undefined
}

// A class is a function too, and what it makes would not be guarded.
function isPlainFunction(value: object): boolean {
  return typeof value === 'function' && !/^class\b/.test(Function.prototype.toString.call(value))
}
