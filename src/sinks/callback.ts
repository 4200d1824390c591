import type { Observation, Sink } from '../types.ts'

/** Calls a function with each observation; `flush` waits for what it started. */
export function callback(fn: (observation: Observation) => void | Promise<void>): Sink {
  const running = new Set<Promise<void>>()
  let failure: { error: unknown } | undefined

  return {
    name: 'callback',
    observe: (observation) => {
      const result = fn(observation)
      if (!(result instanceof Promise)) return
      const settled = result
        .catch((error: unknown) => {
          failure = { error }
        })
        .finally(() => running.delete(settled))
      running.add(settled)
    },
    flush: async () => {
      await Promise.all(running)
      if (!failure) return
      const { error } = failure
      failure = undefined
      throw error
    },
  }
}
