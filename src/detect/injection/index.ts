import type { Match, TextContext } from '../../types.ts'
import { classifierMatches } from './classifier.ts'
import type { Model } from './model.ts'
import { ruleMatches } from './rules.ts'
import { severityOf } from './severity.ts'

export { injectionClassifier } from './classifier.ts'
export type { InjectionClassifier } from './classifier.ts'
export { loadModel } from './load.ts'
export type { Model } from './model.ts'
export { injectionRules, ruleMatches } from './rules.ts'

/** What rules and classifier together say of a text: one score, and the findings behind it. Without a model, the rules alone judge. */
export function scoreInjection(text: string, context?: TextContext, model?: Model): { score: number; matches: Match[] } {
  if (context?.origin === 'system' || context?.origin === 'developer') return { score: 0, matches: [] }
  const byRules = ruleMatches(text, context)
  const byClassifier = model ? classifierMatches(model, text, context) : []
  const score = Math.max(0, ...byRules.map(scoreOf), ...byClassifier.map(scoreOf))
  return { score, matches: [...byRules, ...byClassifier].map((match) => ({ severity: severityOf(scoreOf(match)), ...match })) }
}

const scoreOf = ({ score }: Match): number => score ?? 0
