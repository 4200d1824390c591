import type { Detector, Match, TextContext } from '../../types.ts'
import { concealment } from './concealment.ts'
import { conditional } from './conditional.ts'
import { credentials } from './credentials.ts'
import { extraction } from './extraction.ts'
import { finder } from './hits.ts'
import type { Hit } from './hits.ts'
import { languages } from './languages/index.ts'
import { override } from './override.ts'
import { isScored, isUntrusted } from './origin.ts'
import { role } from './role.ts'
import { toolResult } from './tool-result.ts'
import { FLAGGED, severityOf } from './severity.ts'
import { turns } from './turns.ts'
import { views } from './views.ts'

/** Phrases that steer a model, in families, read through disguise and encoding. A match's score joins all families found close together. */
export const injectionRules: Detector = {
  name: 'injection-rules',
  category: 'injection',
  severity: 'high',
  longest: 1024,
  reads: isScored,
  find: (text, context) => ruleMatches(text, context),
}

/** What the rules find in a text, strongest first where they overlap; nothing below the score at which a text is flagged. */
export function ruleMatches(text: string, context?: TextContext): Match[] {
  const untrusted = isUntrusted(context)
  const matches: Match[] = []
  for (const view of views(text)) {
    for (const cluster of clusters(findAll(view.text, untrusted))) {
      const score = together(cluster)
      if (score < FLAGGED) continue
      const strongest = cluster.reduce((best, hit) => (hit.score > best.score ? hit : best))
      for (const hit of cluster) {
        if (hit !== strongest && hit.score < FLAGGED) continue
        const own = hit === strongest ? score : hit.score
        matches.push({ ...view.locate(hit.start, hit.end), detector: hit.rule.id, severity: severityOf(own), score: own })
      }
    }
  }
  return distinct(matches)
}

/** How strongly the phrases of a text speak for an attack, 0 to 1, also where they are too weak for a finding. */
export function ruleScore(text: string, context?: TextContext): number {
  const untrusted = isUntrusted(context)
  let highest = 0
  for (const view of views(text)) {
    for (const cluster of clusters(findAll(view.text, untrusted))) highest = Math.max(highest, together(cluster))
  }
  return highest
}

// Phrases support one another when one thought can hold them.
const NEAR = 400
const SPAN = 1600

const findAll = finder([
  ...override,
  ...role,
  ...extraction,
  ...turns,
  ...toolResult,
  ...concealment,
  ...conditional,
  ...credentials,
  ...languages,
])

function clusters(hits: readonly Hit[]): Hit[][] {
  const groups: Hit[][] = []
  let last: Hit[] | undefined
  for (const hit of hits) {
    const first = last?.[0]
    const previous = last?.at(-1)
    if (last && first && previous && hit.start - previous.end <= NEAR && hit.start - first.start <= SPAN) last.push(hit)
    else groups.push((last = [hit]))
  }
  return groups
}

// Families are independent witnesses; within one, the strongest speaks.
function together(cluster: readonly Hit[]): number {
  const families = new Map<string, number>()
  for (const { rule, score } of cluster) families.set(rule.id, Math.max(families.get(rule.id) ?? 0, score))
  let doubt = 1
  for (const score of families.values()) doubt *= 1 - score
  return Math.round((1 - doubt) * 1000) / 1000
}

// Several readings of a text find the same phrase.
function distinct(matches: readonly Match[]): Match[] {
  const kept = new Map<string, Match>()
  for (const match of matches) {
    const key = `${match.detector}:${match.start}:${match.end}`
    const known = kept.get(key)
    if (!known || (known.score ?? 0) < (match.score ?? 0)) kept.set(key, match)
  }
  return [...kept.values()].sort((one, other) => one.start - other.start)
}
