import type { Entry } from '../types.ts'
import { guardedFetch, type Fetch, type FetchOptions } from './fetch.ts'
import { patch } from './patch.ts'

/** Catches `globalThis.fetch`. */
export function fetchEntry(marked?: FetchOptions['marked']): Entry {
  return {
    layer: 'fetch',
    install: (host) => {
      if (typeof globalThis.fetch !== 'function') return { restore: () => {}, state: () => 'unavailable' }
      let on = true
      const undo = patch(globalThis, 'fetch', (native: Fetch) => guardedFetch(native, host, { via: 'fetch', marked }))
      return {
        restore: () => {
          on = false
          undo()
        },
        state: () => (on ? 'on' : 'off'),
      }
    },
  }
}
