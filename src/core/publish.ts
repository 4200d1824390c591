import type { Observation, Sink } from '../types.ts'

/** Gives each observation to everybody who asked for it. */
export interface Publisher {
  emit: (observation: Observation) => void
  on: (listener: (observation: Observation) => void) => () => void
  /** True when somebody wants observations at all. */
  listens: () => boolean
  flush: () => Promise<void>
  close: () => Promise<void>
}

/** A publisher to sinks and listeners. What they throw becomes a note, never an exception of the call. */
export function publisher(sinks: readonly Sink[], note: (sentence: string) => void): Publisher {
  const listeners = new Set<(observation: Observation) => void>()
  const attempt = async (run: () => void | Promise<void> | undefined, sentence: string) => {
    try {
      await run()
    } catch {
      note(sentence)
    }
  }
  return {
    emit: (observation) => {
      for (const sink of sinks) void attempt(() => sink.observe(observation), `The sink ${sink.name} failed.`)
      for (const listener of listeners) void attempt(() => listener(observation), 'A listener for observations failed.')
    },
    on: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    listens: () => sinks.length > 0 || listeners.size > 0,
    flush: async () =>
      void (await Promise.all(sinks.map((sink) => attempt(() => sink.flush?.(), `The sink ${sink.name} failed to flush.`)))),
    close: async () =>
      void (await Promise.all(
        sinks.map((sink) => attempt(() => (sink.close ?? sink.flush)?.(), `The sink ${sink.name} failed to close.`)),
      )),
  }
}
