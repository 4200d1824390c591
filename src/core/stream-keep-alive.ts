/** Time, for whoever wants to stop it. */
export interface Clock {
  /** Milliseconds. */
  now: () => number
  /** Runs a task later, without keeping the process alive; returns what calls it off. */
  after: (milliseconds: number, task: () => void) => () => void
}

/** Sends a sign of life while something is held for long. */
export interface KeepAlive {
  /** Says, before every wait, whether something is held. */
  waits: (holds: boolean) => void
  /** Says that bytes were delivered. */
  delivered: () => void
  stop: () => void
}

/** Calls `send` whenever something has been held for `milliseconds` with nothing delivered, as long as somebody waits for it. */
export function keepAlive(milliseconds: number, send: () => void, clock: Clock = systemClock): KeepAlive {
  let since: number | undefined
  let callOff: (() => void) | undefined

  function check(): void {
    callOff = undefined
    // A stream that is no longer read is let go of.
    if (since === undefined) return
    const left = since + milliseconds - clock.now()
    if (left <= 0) {
      since = clock.now()
      send()
    }
    callOff = clock.after(left > 0 ? left : milliseconds, check)
  }

  return {
    waits: (holds) => {
      if (!holds) return void (since = undefined)
      since ??= clock.now()
      callOff ??= clock.after(milliseconds, check)
    },
    delivered: () => {
      since = undefined
    },
    stop: () => {
      since = undefined
      callOff?.()
    },
  }
}

const systemClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, task) => {
    const timer: unknown = setTimeout(task, milliseconds)
    ;(timer as { unref?: () => void }).unref?.()
    return () => clearTimeout(timer as ReturnType<typeof setTimeout>)
  },
}
