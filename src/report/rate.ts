/** Allows so many starts in any second: `wait` says how long to wait for the next, `take` counts one. */
export interface Rate {
  wait: () => number
  take: () => void
}

/** A sliding window over the last starts, so no second holds more than the limit, wherever it begins. */
export function rate({ perSecond, now }: { perSecond: number; now: () => number }): Rate {
  const starts: number[] = []
  let next = 0
  return {
    wait: () => {
      const oldest = starts[next]
      return oldest === undefined ? 0 : Math.max(0, oldest + 1_000 - now())
    },
    take: () => {
      starts[next] = now()
      next = (next + 1) % Math.max(1, Math.floor(perSecond))
    },
  }
}
