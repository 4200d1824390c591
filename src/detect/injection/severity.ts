import type { Severity } from '../../types.ts'

/** The score from which a text is worth a finding. */
export const FLAGGED = 0.5

/** How grave a finding of this confidence is. */
export const severityOf = (score: number): Severity =>
  score >= 0.95 ? 'critical' : score >= 0.8 ? 'high' : score >= FLAGGED ? 'medium' : 'low'
