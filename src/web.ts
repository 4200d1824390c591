import { validate } from './schema.ts'
import type { Platform, Scope } from './types.ts'

// Taken before anybody patches it: guard's own traffic goes by it.
const nativeFetch = globalThis.fetch

/** The web's own platform: `fetch` and nothing below it. Bun, Deno, Workers and browsers without the Node layer. */
export const web: Platform = {
  post: async (url, { headers, body, timeoutMs }) => {
    const response = await nativeFetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    await response.body?.cancel()
    const retryAfter = Number(response.headers.get('retry-after'))
    return { status: response.status, ...(retryAfter > 0 ? { retryAfterMs: retryAfter * 1000 } : {}) }
  },
  entries: [],
  env: {},
  scope: synchronousScope,
  validate,
  notes: [
    'This runtime has no Node layer: only fetch is guarded, and guard.run() reaches calls that are made before its function returns or waits.',
  ],
}

/** Holds for the synchronous part of a function; there is nothing in the web platform that follows the asynchronous flow. */
function synchronousScope<T>(): Scope<T> {
  let current: T | undefined
  return {
    run: (value, fn) => {
      const before = current
      current = value
      try {
        return fn()
      } finally {
        current = before
      }
    },
    get: () => current,
  }
}
