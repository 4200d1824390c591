import type { Settings } from '../options.ts'
import type { Guardrail } from '../types.ts'
import type { Checks } from './checks.ts'
import type { FindingCache } from './finding-cache.ts'
import type { Decide } from './policy.ts'

/** Settings made ready to be applied: one set for the guard, one for each route. */
export interface Rules {
  settings: Settings
  decide: Decide
  checks: Checks
  cache: FindingCache
  guardrails: readonly Guardrail[]
}
