import type { Category, Detector, Match, Pattern, Severity, TextContext } from '../types.ts'

export interface PatternOptions extends Pattern {
  name: string
  category: Category
  severity: Severity
  longest: number
  label?: string
  optional?: boolean
  reads?: (context: TextContext) => boolean
}

/**
 * A detector that is an expression, the literals that make it cheap to look for, and a check of what it found.
 *
 * @example
 * export const npmToken = pattern({
 *   name: 'npm-token', category: 'secret', severity: 'critical',
 *   triggers: ['npm_'], anchored: true, expression: /npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/, longest: 40,
 * })
 */
export function pattern({ name, category, severity, longest, label, optional, reads, ...rest }: PatternOptions): Detector {
  const everywhere = new RegExp(rest.expression.source, `${rest.expression.flags.replace(/[gyd]/g, '')}gd`)
  return {
    name,
    category,
    severity,
    longest,
    label: label ?? name.toUpperCase().replaceAll('-', '_'),
    optional,
    reads,
    pattern: rest,
    find: (text) => {
      const matches: Match[] = []
      for (const match of text.matchAll(everywhere)) {
        const [start, end] = match.indices?.groups?.['value'] ?? match.indices?.[0] ?? [0, 0]
        if (rest.validate?.(text.slice(start, end), match) ?? true)
          matches.push(rest.score === undefined ? { start, end } : { start, end, score: rest.score })
      }
      return matches
    },
  }
}
