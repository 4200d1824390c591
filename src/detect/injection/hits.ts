import type { Rule } from './rule.ts'
import { temper } from './temper.ts'

/** A phrase found in a text. */
export interface Hit {
  rule: Rule
  start: number
  end: number
  score: number
}

/** Makes the function that finds all phrases of a set of rules in one pass over a text in lower case. */
export function finder(rules: readonly Rule[]): (text: string, isUntrusted: boolean) => Hit[] {
  const { heads, table } = index(rules)
  return (text, isUntrusted) => {
    const hits: Hit[] = []
    const attempt = (hash: number, start: number, reach: number): void => {
      for (const rule of table[heads[hash & MASK] ?? 0] ?? []) {
        const expression = rule.expression()
        expression.lastIndex = start
        // Texts repeat themselves: a rule is not tried again inside what it found, so that hits never outgrow the text.
        if (!expression.test(text)) continue
        const score = temper(rule, text, start, expression.lastIndex, isUntrusted)
        if (score > 0) hits.push({ rule, start, end: Math.max(expression.lastIndex, start + reach), score })
      }
    }
    eachStart(text, heads, attempt)
    return hits
  }
}

const BITS = 14
const MASK = (1 << BITS) - 1

/**
 * Walks the words of a text, and the pairs of characters where a script has no spaces, and calls `attempt` where `heads` knows the hash.
 * This loop runs over every character that guard judges, so it does nothing else.
 */
function eachStart(text: string, heads: Uint16Array, attempt: (hash: number, start: number, reach: number) => void): void {
  const length = text.length
  let position = 0
  while (position < length) {
    let code = text.charCodeAt(position)
    if (isWide(code)) {
      const hash = mix(mix(0, code), text.charCodeAt(position + 1))
      if (heads[hash & MASK]) attempt(hash, position, 2)
      position++
      continue
    }
    if (code < 128 ? WORD[code] === 0 || code === 39 : code < 0xc0 || isPunctuation(code)) {
      position++
      continue
    }
    const start = position
    let hash = 0
    do {
      hash = mix(hash, code)
      code = text.charCodeAt(++position)
    } while (
      code < 128
        ? WORD[code] === 1 && (code !== 39 || isLetter(text.charCodeAt(position + 1)))
        : code >= 0xc0 && !isPunctuation(code) && !isWide(code)
    )
    if (heads[hash & MASK]) attempt(hash, start, position - start)
  }
}

const WORD = Uint8Array.from({ length: 128 }, (_, code) => (/[a-z0-9_']/.test(String.fromCharCode(code)) ? 1 : 0))
const mix = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193) ^ (hash >>> 15)
const isLetter = (code: number): boolean => code >= 97 && code <= 122
// Chinese, Japanese and Korean: phrases begin anywhere.
const isWide = (code: number): boolean => code >= 0x3040 && code <= 0xd7af
const isPunctuation = (code: number): boolean => code >= 0x2000 && code < 0x3040

function index(rules: readonly Rule[]): { heads: Uint16Array; table: Rule[][] } {
  const heads = new Uint16Array(MASK + 1)
  const table: Rule[][] = [[]]
  for (const rule of rules) {
    for (const start of rule.starts) {
      const slot = hashOf(start) & MASK
      const head = heads[slot] || table.push([]) - 1
      heads[slot] = head
      if (!table[head]?.includes(rule)) table[head]?.push(rule)
    }
  }
  return { heads, table }
}

function hashOf(start: string): number {
  let hash = 0
  const length = isWide(start.charCodeAt(0)) ? 2 : start.length
  for (let position = 0; position < length; position++) hash = mix(hash, start.charCodeAt(position))
  return hash
}
