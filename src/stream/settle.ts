/** How a stream came to its end. */
export type StreamOutcome = 'completed' | 'cancelled' | 'failed' | 'blocked'

/** A callback that is called once, by whichever end comes first. */
export function settle(settled: (outcome: StreamOutcome, reason?: unknown) => void): (outcome: StreamOutcome, reason?: unknown) => void {
  let open = true
  return function settleOnce(outcome, reason) {
    if (!open) return
    open = false
    settled(outcome, reason)
  }
}
