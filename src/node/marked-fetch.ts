import { dispatcherMark } from './dispatcher-mark.ts'
import type { Platform } from '../types.ts'

const mark = dispatcherMark()
const platformFetch = isPlatformFetch(globalThis.fetch) ? globalThis.fetch : undefined

/**
 * Calls a fetch so that the undici entry knows that the call is taken. Node's own fetch is given a marking dispatcher; a wrapper of
 * somebody else may not pass it on, and a Request hides its own, so for those the undici entry recognises the call by its flow.
 */
export const marked: NonNullable<Platform['marked']> = (fetch, input, init) => {
  if (fetch !== platformFetch || isRequest(input) || !isPlain(init)) return mark.flowing(input, init, () => fetch(input, init))
  const own = (init as { dispatcher?: unknown } | undefined)?.dispatcher
  return fetch(input, { ...init, dispatcher: mark.wrap(own) } as RequestInit)
}

function isPlain(init: RequestInit | undefined): boolean {
  if (init === undefined) return true
  const prototype: unknown = Object.getPrototypeOf(init)
  return prototype === Object.prototype || prototype === null
}

function isRequest(input: RequestInfo | URL): input is Request {
  return typeof input === 'object' && 'headers' in input
}

// What stands in globalThis before anybody has replaced it says so in its text.
function isPlatformFetch(fetch: unknown): boolean {
  return (
    typeof fetch === 'function' &&
    /internal\/deps\/undici|lazyUndici|fetchImpl|\[native code\]/.test(Function.prototype.toString.call(fetch))
  )
}
