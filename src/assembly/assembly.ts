import { judgeAnswer } from '../core/answer.ts'
import { conversations } from '../core/conversations.ts'
import { findingCache } from '../core/finding-cache.ts'
import type { Life } from '../core/handle.ts'
import { decideBy } from '../core/policy.ts'
import { recogniser, type RecogniseOptions } from '../core/recognise.ts'
import { refuseRequest } from '../core/refusal.ts'
import { judgeRequest, requestChange } from '../core/request.ts'
import type { Routing } from '../core/routing.ts'
import type { Rules } from '../core/rules.ts'
import { scanner } from '../core/scan.ts'
import { mint } from '../core/vault.ts'
import type { GuardOptions, Settings } from '../options.ts'
import type { Guardrail, Platform } from '../types.ts'
import { wires } from '../wire/index.ts'
import { knownProviders } from '../wire/known.ts'
import { checksFor } from './checks.ts'
import { guardrailsOf } from './guardrails.ts'

export interface AssemblyOptions {
  options: GuardOptions
  settings: Settings
  routes: Routing
  platform: Platform
  recordFor: RecogniseOptions['recordFor']
  note: (sentence: string) => void
  /** Runs guard's own traffic, which guard does not look at. */
  protect: <R>(fn: () => R) => R
}

/** Everything that the first model call needs. */
export interface Assembly extends ReturnType<typeof scanner> {
  life: Life
}

/** Puts together what a guard judges with: here the names of formats, detectors and guardrails meet. */
export async function assembly({ options, settings, routes, platform, recordFor, note, protect }: AssemblyOptions): Promise<Assembly> {
  const checksOf = await checksFor(platform, note)
  const known = new Map<Settings, Rules>()
  const rulesFor = (wanted: Settings): Rules => {
    let rules = known.get(wanted)
    if (rules === undefined) {
      const decide = decideBy(wanted.policy)
      rules = { settings: wanted, decide, checks: checksOf(wanted, decide), cache: findingCache(), guardrails: guardrailsOf(wanted).map((guardrail) => protectedBy(guardrail, protect)) }
      known.set(wanted, rules)
    }
    return rules
  }
  const classification = {
    wires: [...(options.wires ?? []), ...wires],
    known: knownProviders([{ name: 'allowed', domains: settings.destinations.allow }]),
  }
  const shared = { classification, mint: mint(settings.redaction.key) }
  return {
    life: {
      recognise: recogniser({ ...shared, routes, rulesFor, recordFor, conversations: conversations() }),
      judgeRequest,
      judgeAnswer,
      change: requestChange,
      refuse: refuseRequest,
    },
    ...scanner({ ...shared, rules: rulesFor(settings) }),
  }
}

/** A guardrail may call a model itself: that call is guard's own. */
function protectedBy(guardrail: Guardrail, protect: AssemblyOptions['protect']): Guardrail {
  return { ...guardrail, check: (input) => protect(() => guardrail.check(input)) }
}
