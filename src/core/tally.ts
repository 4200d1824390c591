import type { Observation, Status } from '../types.ts'

/** Counts what was seen, for `status()`. */
export interface Tally {
  add: (observation: Observation) => void
  /** Counts a call that went by without a record. */
  passed: () => void
  seen: () => Status['seen']
}

export function tally(): Tally {
  const seen = { calls: 0, exchanges: 0, blocked: 0, redacted: 0, notEvaluated: 0 }
  return {
    add: ({ branch, decision, mode, request, response, evaluated }) => {
      seen.calls++
      if (branch !== 'passthrough') seen.exchanges++
      if (decision === 'block') seen.blocked++
      if (mode === 'enforce' && (request.verdict === 'redact' || response.verdict === 'redact')) seen.redacted++
      if (!evaluated) seen.notEvaluated++
    },
    passed: () => void seen.calls++,
    seen: () => ({ ...seen }),
  }
}
