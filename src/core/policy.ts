import type { Action, Category, Direction, Origin, Severity } from '../types.ts'
import { blockRules, isDirected, type ActionRule, type Policy, type PolicyRule } from '../options.ts'

/** What a policy needs to know of a match to decide on it. */
export interface Judged {
  detector: string
  /** The detector that the rule or kind belongs to, where it is not the name itself. */
  family?: string | undefined
  category: Category
  severity: Severity
  score?: number | undefined
}

export interface Decide {
  /** The action for one match. */
  (judged: Judged, direction: Direction, origin: Origin): Action
  /** The strongest action that any match of this detector can get: what decides whether it runs at all, and whether streams wait for it. */
  strongest: (detector: string, category: Category, direction: Direction) => Action
  /** True when the policy names the detector itself. */
  names: (detector: string) => boolean
}

/** Turns a policy into a function from a match to an action. A detector's name overrides its family, which overrides its category. */
export function decideBy(policy: Policy): Decide {
  const decide: Decide = (judged, direction, origin) => {
    const { rule, byCategory } = find(policy, judged, direction)
    const full = byCategory && rule === 'block' ? (blockRules[judged.category] ?? rule) : rule
    return apply(full, judged, origin)
  }
  decide.strongest = (detector, category, direction) => {
    const { rule } = find(policy, { detector, category, severity: 'low' }, direction)
    return typeof rule === 'string' ? rule : strongest([rule, ...Object.values(rule.origins ?? {})])
  }
  decide.names = (detector) => Object.hasOwn(policy, detector)
  return decide
}

/** True when `a` outweighs `b`. */
export function outweighs(a: Action, b: Action): boolean {
  return weight[a] > weight[b]
}

const weight: Record<Action, number> = { allow: 0, flag: 1, redact: 2, block: 3 }
const rank: Record<Severity, number> = { low: 0, medium: 1, high: 2, critical: 3 }

function find(policy: Policy, { detector, family, category }: Judged, direction: Direction): { rule: PolicyRule; byCategory: boolean } {
  for (const name of [detector, family]) {
    const rule = name === undefined ? undefined : directed(policy[name], direction)
    if (rule !== undefined) return { rule, byCategory: false }
  }
  return { rule: directed(policy[category], direction) ?? 'allow', byCategory: true }
}

function directed(entry: Policy[string] | undefined, direction: Direction): PolicyRule | undefined {
  return isDirected(entry) ? entry[direction] : entry
}

function apply(rule: PolicyRule, judged: Judged, origin: Origin): Action {
  if (typeof rule === 'string') return rule
  const own = rule.origins?.[origin]
  if (own !== undefined) return apply(own, judged, origin)
  return reaches(rule.from, judged) ? rule.action : (rule.below ?? 'allow')
}

function reaches(from: ActionRule['from'], { severity, score = 1 }: Judged): boolean {
  if (from === undefined) return true
  return typeof from === 'number' ? score >= from : rank[severity] >= rank[from]
}

function strongest(rules: readonly (Action | ActionRule)[]): Action {
  return rules
    .flatMap((rule) => (typeof rule === 'string' ? [rule] : [rule.action, rule.below ?? 'allow']))
    .reduce<Action>((most, action) => (outweighs(action, most) ? action : most), 'allow')
}
