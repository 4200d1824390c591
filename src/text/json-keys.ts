import type { TopLevel, TopLevelValue } from '../types.ts'
import { afterString, afterValue, jsonScan, skipSpace, unquote, type Scan } from './json-scan.ts'

/**
 * The keys at the top of a JSON object, each with the kind of its value and where it stands, found by one scan of the text;
 * `undefined` where the text is no complete object. Where a key stands twice, the last one counts, as for `JSON.parse`.
 */
export function topLevelKeys(text: string): TopLevel | undefined {
  const found = objectKeys(jsonScan(text), skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0))
  return found && skipSpace(text, found.end) === text.length ? found.top : undefined
}

/** The keys of the object that begins an array, given where the array begins. */
export function elementKeys(text: string, array: number): TopLevel | undefined {
  return objectKeys(jsonScan(text), skipSpace(text, array + 1))?.top
}

/** True when a key stands at the top of a body with a value of one of the types. */
export function has(top: TopLevel | undefined, key: string, ...types: TopLevelValue['type'][]): boolean {
  const value = top?.keys.get(key)
  return value !== undefined && (types.length === 0 || types.includes(value.type))
}

function objectKeys(scan: Scan, start: number): { top: TopLevel; end: number } | undefined {
  const { text } = scan
  if (text.charCodeAt(start) !== 0x7b) return undefined
  const top: TopLevel = { keys: new Map(), duplicates: false }
  let at = skipSpace(text, start + 1)
  if (text.charCodeAt(at) === 0x7d) return { top, end: at + 1 }
  for (;;) {
    if (text.charCodeAt(at) !== 0x22) return undefined
    const afterKey = afterString(text, at)
    if (afterKey < 0) return undefined
    const key = unquote(text, at, afterKey)
    at = skipSpace(text, afterKey)
    if (key === undefined || text.charCodeAt(at) !== 0x3a) return undefined
    const from = skipSpace(text, at + 1)
    const type = typeAt(text.charCodeAt(from))
    const end = type === undefined ? -1 : afterValue(scan, from)
    if (type === undefined || end < 0) return undefined
    if (top.keys.has(key)) top.duplicates = true
    top.keys.set(key, { type, start: from, end })
    at = skipSpace(text, end)
    const next = text.charCodeAt(at)
    if (next === 0x7d) return { top, end: at + 1 }
    if (next !== 0x2c) return undefined
    at = skipSpace(text, at + 1)
  }
}

function typeAt(code: number): TopLevelValue['type'] | undefined {
  if (code === 0x22) return 'string'
  if (code === 0x7b) return 'object'
  if (code === 0x5b) return 'array'
  if (code === 0x74 || code === 0x66) return 'boolean'
  if (code === 0x6e) return 'null'
  if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return 'number'
  return undefined
}
