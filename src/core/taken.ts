/**
 * How a layer tells the layers beneath that a call is already looked at: true while the call is handed on, synchronously.
 * Copies of the package share it, so that two of them look at a call once.
 */
export interface Taken {
  now: () => boolean
  during: <R>(fn: () => R) => R
}

/** The one mark of the process. */
export function taken(): Taken {
  const key = Symbol.for('guard.taken')
  const holder = globalThis as { [key: symbol]: { depth: number } | undefined }
  if (holder[key] === undefined) Object.defineProperty(globalThis, key, { value: { depth: 0 }, configurable: true })
  const state = holder[key] as { depth: number }
  return {
    now: () => state.depth > 0,
    during: (fn) => {
      state.depth++
      try {
        return fn()
      } finally {
        state.depth--
      }
    },
  }
}
