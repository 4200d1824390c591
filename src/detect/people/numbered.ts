import type { Detector, Severity } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { labelled } from './labelled.ts'

export interface NumberedOptions {
  name: string
  label: string
  severity?: Severity
  /** How the number stands when nothing names it: with its separators, or with a structure of its own. */
  shape?: RegExp
  longest?: number
  /** Words that name it, and how it may then be written. */
  labels?: string
  bare?: RegExp
  longestBare?: number
  /** Decides about the compact number: upper case, without separators. */
  valid: (compact: string) => boolean
  /** A stricter check for numbers that nothing names. */
  alone?: (value: string, match: RegExpMatchArray) => boolean
}

/** The detectors of one kind of number: by its shape where that says enough, and by the words before it. They share one name. */
export function numbered({
  name,
  label,
  severity = 'high',
  shape,
  longest = 24,
  labels,
  bare,
  longestBare = longest,
  valid,
  alone,
}: NumberedOptions): Detector[] {
  const kind = { name, label, severity, category: 'pii' } as const
  const detectors: Detector[] = []
  if (shape)
    detectors.push(
      pattern({
        ...kind,
        triggers: [],
        anchored: true,
        expression: new RegExp(`(?<![\\w.+$-])(?:${shape.source})(?![\\w]|[.,-]\\d)`, shape.flags),
        longest,
        validate: (value, match) =>
          valid(compact(value)) && standsAlone(value, match) && (alone?.(value, match) ?? true) && !isOther(match),
      }),
    )
  if (labels && bare)
    detectors.push(...labelled({ ...kind, labels, value: bare, longestValue: longestBare, validate: (value) => valid(compact(value)) }))
  return detectors
}

/** Upper case without what groups characters. */
export function compact(value: string): string {
  return value.replace(/[\s\u00A0./\u2010-\u2013-]/g, '').toUpperCase()
}

/** Groups of digits set apart by spaces go on neither before nor after: else they are a row of numbers. */
function standsAlone(value: string, match: RegExpMatchArray): boolean {
  if (!/\d \d/.test(value)) return true
  const text = match.input ?? ''
  const start = match.index ?? 0
  const end = start + match[0].length
  return !/\d,? $/.test(text.slice(Math.max(0, start - 3), start)) && !/^,? \d/.test(text.slice(end, end + 3))
}

/** Numbers that the text itself calls something else. */
function isOther(match: RegExpMatchArray): boolean {
  const before = (match.input ?? '').slice(Math.max(0, (match.index ?? 0) - 32), match.index)
  return /\b(?:order|invoice|ticket|sku|part|tracking|serial|isbn|issn|model|build|version|commit|job|batch|item|product|bestellung|rechnung|pedido)[\s_.:#="'-]{0,4}(?:(?:number|num|no|nr|id|code)\.?)?[\s:#="']{0,4}$/i.test(
    before,
  )
}
