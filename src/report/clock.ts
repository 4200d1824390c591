/** Time, as it is passed in where a test wants to own it. */
export interface Clock {
  /** Milliseconds that only go forward. */
  now: () => number
  /** Returns what `clearTimeout` takes; where it has an `unref`, the timer does not keep the process alive. */
  setTimeout: (run: () => void, ms: number) => unknown
  clearTimeout: (timer: unknown) => void
}

// Taken when the module loads: a program that fakes its timers in a test does not stop the reports.
const { setTimeout, clearTimeout } = globalThis
// Its getter only: Node makes the object when it is first asked for, which costs milliseconds at start.
const performance = Object.getOwnPropertyDescriptor(globalThis, 'performance')

/** The platform's own time. */
export const systemClock: Clock = {
  now: () => ((performance?.get?.call(globalThis) ?? performance?.value ?? globalThis.performance) as Performance).now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
}

/** Lets the process end although the timer runs, where the runtime knows such a thing. */
export function unref(timer: unknown): void {
  const { unref } = (timer ?? {}) as { unref?: () => void }
  unref?.call(timer)
}
