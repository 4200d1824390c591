import type { Detector } from '../../types.ts'
import type { PatternOptions } from '../pattern.ts'
import { pattern } from '../pattern.ts'
import { isBetween, isLabel } from './between.ts'

export interface LabelledOptions extends Omit<PatternOptions, 'expression' | 'triggers' | 'anchored' | 'longest' | 'reads'> {
  /** Words that name the value, in lower case, separated by commas. A space stands for a space, an underscore, a dash or nothing: `tax id` is also `taxId`. */
  labels: string
  /** The value, without a boundary after it. Case is ignored. */
  value: RegExp
  /** Longest value. */
  longestValue: number
  /** What may not stand between label and value, as the inside of a character class; default digits. */
  stop?: string
  /** Whether letters of the value are upper case only. Default false. */
  upperCase?: boolean
  /** Whether words may stand between: `the account number of my wife is …`. Default true. */
  words?: boolean
}

/**
 * Detectors for values that are known by the words before them, as prose, JSON, YAML, XML, tables and assignments write them.
 *
 * @example
 * labelled({ name: 'us-ssn', category: 'pii', severity: 'high', labels: 'ssn, social security', value: /\d{9}/, longestValue: 9 })
 */
export function labelled({
  labels,
  value,
  longestValue,
  stop = String.raw`\d`,
  words = true,
  upperCase = false,
  validate,
  ...rest
}: LabelledOptions): Detector[] {
  const names = labels.split(/,\s*/).sort((one, other) => other.length - one.length)
  // Words of scripts that do not begin with an ASCII letter would make every such letter of a text a candidate.
  const latin = names.filter((name) => /^[a-z]/.test(name))
  const other = names.filter((name) => !/^[a-z]/.test(name))
  const accept = (found: string, match: RegExpMatchArray): boolean =>
    isLabel(match) && isBetween(match.groups?.['between'] ?? '', words) && (validate?.(found, match) ?? true)
  const options = (some: readonly string[]): PatternOptions => ({
    ...rest,
    triggers: upperCase
      ? triggersOf(some).flatMap((word) => [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)])
      : triggersOf(some),
    anchored: true,
    expression: new RegExp(
      `(?:${some.map((name) => spelling(name, upperCase)).join('|')})(?<between>[^;${stop}]{0,${longestGap}}?)(?<![${letters}\\d_$])(?<value>${value.source})(?![\\w]|[.-]\\d)`,
      upperCase ? '' : 'i',
    ),
    longest: Math.max(...some.map((name) => name.length)) + longestGap + longestValue,
    validate: accept,
  })
  return [...(latin.length > 0 ? [pattern(options(latin))] : []), ...(other.length > 0 ? [searched(pattern(options(other)), other)] : [])]
}

const longestGap = 40
const letters = 'A-Za-z\\u00C0-\\u024F'

/** First words of the labels, where one does not begin with another. */
function triggersOf(names: readonly string[]): string[] {
  const first = [...new Set(names.map((name) => name.split(' ')[0] ?? name))]
  return first.filter((word) => !first.some((other) => other !== word && word.startsWith(other)))
}

function spelling(name: string, anyCase: boolean): string {
  const source = anyCase ? name.replace(/[a-z\u00E0-\u00FE]/g, (letter) => `[${letter}${letter.toUpperCase()}]`) : name
  return source.replaceAll('.', String.raw`\.`).replaceAll(' ', '[ _-]?')
}

/** The same detector, asked only where a text holds one of its words: looking for those costs next to nothing. */
function searched({ pattern: _compiled, ...detector }: Detector, names: readonly string[]): Detector {
  const held = (text: string): boolean => names.some((name) => text.includes(name))
  const longest = detector.longest ?? 0
  return {
    ...detector,
    find: (text, context) => (held(text) ? detector.find(text, context) : []),
    unfinished: (text, from) => {
      const start = Math.max(0, text.length - longest)
      const tail = text.slice(start)
      const ends = names.map((name) => (tail.includes(name) ? start + tail.lastIndexOf(name) + name.length : text.length))
      return Math.max(from, Math.min(...ends))
    },
  }
}
