import { findingCache } from '../core/finding-cache.ts'
import { decideBy } from '../core/policy.ts'
import type { Rules } from '../core/rules.ts'
import type { Settings } from '../options.ts'
import type { Guardrail, Platform } from '../types.ts'
import { checksFor } from './checks.ts'
import { guardrailsOf } from './guardrails.ts'

export interface RulesOptions {
  platform: Platform
  note: (sentence: string) => void
  protect: <R>(fn: () => R) => R
}

/** The function that makes rules of settings: once for each set, the guard's own and those of routes. */
export async function rulesOf({ platform, note, protect }: RulesOptions): Promise<(settings: Settings) => Rules> {
  const checksOf = await checksFor(platform, note)
  const made = new Map<Settings, Rules>()
  return (settings) => {
    const existing = made.get(settings)
    if (existing !== undefined) return existing
    const decide = decideBy(settings.policy)
    const guardrails = guardrailsOf(settings).map((guardrail) => protectedBy(guardrail, protect))
    const rules = { settings, decide, checks: checksOf(settings, decide), cache: findingCache(), guardrails }
    made.set(settings, rules)
    return rules
  }
}

/** A guardrail may call a model itself: that call is guard's own. */
function protectedBy(guardrail: Guardrail, protect: RulesOptions['protect']): Guardrail {
  return { ...guardrail, check: (input) => protect(() => guardrail.check(input)) }
}
