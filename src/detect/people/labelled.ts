import type { Detector } from '../../types.ts'
import type { PatternOptions } from '../pattern.ts'
import { pattern } from '../pattern.ts'

export interface LabelledOptions extends Omit<PatternOptions, 'expression' | 'triggers' | 'anchored' | 'longest'> {
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
 * A detector for values that are known by the words before them, as prose, JSON, YAML, XML, tables and assignments write them.
 *
 * @example
 * labelled({ name: 'us-ssn', category: 'pii', severity: 'high', labels: 'ssn, social security', value: /\d{9}/, longestValue: 9 })
 */
export function labelled({ labels, value, longestValue, stop = String.raw`\d`, words = true, upperCase = false, validate, ...rest }: LabelledOptions): Detector {
  const names = labels.split(/,\s*/)
  const longestName = Math.max(...names.map((name) => name.length))
  names.sort((one, other) => other.length - one.length)
  const label = names.map((name) => (upperCase ? inAnyCase(name) : name).replaceAll('.', String.raw`\.`).replaceAll(' ', '[ _-]?')).join('|')
  const ending = upperCase ? inAnyCase(suffix) : suffix
  return pattern({
    ...rest,
    triggers: upperCase ? triggersOf(names).flatMap((word) => [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)]) : triggersOf(names),
    anchored: true,
    expression: new RegExp(
      `(?:${label})${ending}(?![${letters}])(?<between>[^${stop};]{0,${longestGap}}?)(?<![${letters}\\d_$])(?<value>${value.source})(?![\\w]|[.-]\\d)`,
      upperCase ? '' : 'i',
    ),
    longest: longestName + 9 + longestGap + longestValue,
    validate: (found, match) => startsWord(match) && isBetween(match.groups?.['between'] ?? '', words) && (validate?.(found, match) ?? true),
  })
}

const longestGap = 36
const letters = 'A-Za-z\\u00C0-\\u024F'
const suffix = '(?:[ _-]?(?:numbers?|nummer|num|nos?|nr|id|code|value))?s?'

/** An expression that ignores case by itself, so that the rest of a larger one need not. */
function inAnyCase(source: string): string {
  return source.replace(/[a-z\u00E0-\u00FE]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
}

/** First words of the labels, where one does not begin with another. */
function triggersOf(labels: readonly string[]): string[] {
  const first = [...new Set(labels.map((name) => name.split(' ')[0] ?? name))]
  return first.filter((word) => !first.some((other) => other !== word && word.startsWith(other)))
}

/** Labels begin a word: after no letter, or as the capital of `userPhone`. Scripts without spaces have no such boundary. */
function startsWord(match: RegExpMatchArray): boolean {
  const before = match.input?.[(match.index ?? 0) - 1] ?? ''
  const first = match[0][0] ?? ''
  if (!/[A-Za-z\u00C0-\u024F]/.test(before) || !/[A-Za-z\u00C0-\u024F]/.test(first)) return true
  return (/[a-z]/.test(before) && /[A-Z]/.test(first)) || /\\[nrt]$/.test((match.input ?? '').slice(Math.max(0, (match.index ?? 0) - 2), match.index))
}

// Words that show that the value belongs to something else than the label.
const others =
  /\b(?:order|invoice|ticket|version|port|line|page|build|issue|commit|step|error|status|max|min|length|size|limit|count|timeout|test|bytes|ms|seconds|minutes|hours|days|rows|columns|function|return|const|type|string)\b/i

// `phone_verified_at: 1718000000000`
const moments = /_at\b|timestamp|verified|created|updated|expire/i

/** What may stand between a label and its value: signs, a closed remark, and at most four words of one sentence or field. */
function isBetween(text: string, words: boolean): boolean {
  if (/[.!?]\s+\p{Lu}|\n\s*\n|\n.*\n|\bnot?\s*$/u.test(text.replace(/^\W*(?:no|nr|num)\./i, ''))) return false
  const plain = text.replace(/\([^()]{1,16}\)/, ' ')
  const found = plain.match(/[\p{L}'’]+/gu) ?? []
  if (others.test(plain) || moments.test(plain)) return false
  return found.length <= (words ? 4 : 0) || found.every((word) => connectors.test(word))
}

const connectors = /^(?:number|no|nr|num|nummer|numero|número|numéro|id|code|is|are|was|of|for|my|the|value)$/i
