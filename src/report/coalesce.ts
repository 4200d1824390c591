import type { Observation } from '../types.ts'

/**
 * Tells which observations are reported: every model call and every block, and of the calls that are no model traffic one per host, branch and
 * decision in each window.
 */
export function coalesce({
  windowMs,
  now,
  limit = 1_000,
}: {
  windowMs: number
  now: () => number
  limit?: number
}): (observation: Observation) => boolean {
  /** When each key was last reported; in order of reporting, so the oldest stands first. */
  const reported = new Map<string, number>()

  return ({ host, branch, decision }) => {
    if (branch !== 'passthrough' || decision === 'block') return true
    const time = now()
    const key = `${branch} ${decision} ${host}`
    const last = reported.get(key)
    if (last !== undefined && time - last < windowMs) return false
    reported.delete(key)
    reported.set(key, time)
    if (reported.size > limit) {
      for (const oldest of reported.keys()) {
        reported.delete(oldest)
        break
      }
    }
    return true
  }
}
