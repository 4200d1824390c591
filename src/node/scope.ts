import { AsyncLocalStorage } from 'node:async_hooks'
import type { Scope } from '../types.ts'

/** A value that follows the asynchronous flow. */
export function scope<T>(): Scope<T> {
  const storage = new AsyncLocalStorage<T>()
  return { run: (value, fn) => storage.run(value, fn), get: () => storage.getStore() }
}
