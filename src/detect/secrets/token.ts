import type { Severity } from '../../types.ts'
import { escapes } from '../../text/first-set.ts'
import { pattern } from '../pattern.ts'
import { looksIssued } from './placeholder.ts'
import type { Detector } from '../../types.ts'

/** A token does not begin inside a word; an escape such as `\n` or `%3D` before it is no word. */
export const leftEdge = `(?<![A-Za-z0-9](?<!${escapes}))`

interface TokenOptions {
  name: string
  /** What a token begins with, or, where the expression says `(?=…)` nothing of it, what stands in its middle. */
  triggers: readonly string[]
  expression: RegExp
  longest: number
  /** What may not follow, as the inside of a class. */
  notBefore?: string
  anchored?: boolean
  severity?: Severity
  validate?: (value: string, match: RegExpMatchArray) => boolean
}

/** A secret that an issuer's prefix gives away. */
export function token({
  name,
  triggers,
  expression,
  longest,
  notBefore = 'A-Za-z0-9',
  anchored = true,
  severity = 'critical',
  validate = looksIssued,
}: TokenOptions): Detector {
  return pattern({
    name,
    category: 'secret',
    severity,
    triggers,
    anchored,
    expression: new RegExp(`${leftEdge}(?:${expression.source})(?![${notBefore}])`, expression.flags),
    longest: longest + 1,
    validate,
  })
}
