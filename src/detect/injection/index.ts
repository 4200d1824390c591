import type { Match, TextContext } from '../../types.ts'
import { classifierMatches, strongest } from './classifier.ts'
import type { Model } from './model.ts'
import { isScored, isUntrusted } from './origin.ts'
import { ruleMatches, ruleScore } from './rules.ts'

export { injectionClassifier } from './classifier.ts'
export type { InjectionClassifier } from './classifier.ts'
export { loadModel } from './load.ts'
export type { Model } from './model.ts'
export { injectionRules, ruleMatches } from './rules.ts'

/** What rules and classifier together say of a text: one score, and the findings behind it. Without a model, the rules alone judge. */
export function scoreInjection(text: string, context?: TextContext, model?: Model): { score: number; matches: Match[] } {
  if (context?.origin === 'system' || context?.origin === 'developer') return { score: 0, matches: [] }
  const matches = ruleMatches(text, context).concat(model ? classifierMatches(model, text, context) : [])
  return { score: matches.reduce((highest, { score = 0 }) => Math.max(highest, score), 0), matches }
}

/**
 * The confidence, 0 to 1, that a text tries to take over its model, also below the score at which anything is found. Rules and classifier are
 * two witnesses: what both suspect is surer than what one of them does.
 */
export function injectionScore(text: string, context: TextContext, model: Model): number {
  if (!isScored(context)) return 0
  const seen = strongest(model, text, isUntrusted(context))?.score ?? 0
  return Math.round((1 - (1 - ruleScore(text, context)) * (1 - seen)) * 1000) / 1000
}
