import type { Clock } from '../../src/report/clock.ts'

/** Time that passes when the test says so. */
export function testClock(): Clock & { advance: (ms: number) => Promise<void> } {
  let time = 0
  const timers = new Set<{ at: number; run: () => void }>()
  const turn = () => new Promise((resolve) => setImmediate(resolve))

  return {
    now: () => time,
    setTimeout: (run, ms) => {
      const timer = { at: time + ms, run }
      timers.add(timer)
      return timer
    },
    clearTimeout: (timer) => void timers.delete(timer as { at: number; run: () => void }),
    advance: async (ms) => {
      const end = time + ms
      await turn()
      for (;;) {
        const next = [...timers].filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at)[0]
        if (!next) break
        timers.delete(next)
        time = Math.max(time, next.at)
        next.run()
        await turn()
      }
      time = end
    },
  }
}
