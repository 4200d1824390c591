import { catalogue } from '../detect/catalogue.ts'
import type { Category } from '../types.ts'

const categories: Record<Category, true> = {
  secret: true,
  pii: true,
  injection: true,
  command: true,
  exfiltration: true,
  invisible: true,
  leak: true,
  destination: true,
  custom: true,
}

/** Families whose rules have names of their own behind the family's. */
const families = /^(?:injection|command|exfiltration|destination|tool)-[a-z0-9-]+$/

/** Detectors that are made when a guard is: they stand in no list. */
const made = ['exact', 'system-prompt-leak', 'not-evaluated']

/** Says whether a policy may name this: a category, a detector, or a rule of a family. */
export function isPolicyName(name: string, own: Iterable<string>): boolean {
  return name in categories || families.test(name) || made.includes(name) || [...own].includes(name) || builtin().has(name)
}

let names: Set<string> | undefined
const builtin = () => (names ??= new Set(catalogue({ examples: true }).map((detector) => detector.name)))
