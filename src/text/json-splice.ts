import type { SegmentEncoding } from '../types.ts'
import { decodeBase64, decodeDataUrl, encodeBase64, encodeDataUrl } from './data-url.ts'
import { locate } from './json-locate.ts'
import { afterString, afterValue, jsonScan, unquote } from './json-scan.ts'

/** A part of a text to be replaced. */
export interface StringEdit {
  /** UTF-16 units of the segment's text: of the string itself, or of what it holds where it is encoded. */
  start: number
  end: number
  /** Plain text; it is escaped as its place demands. */
  text: string
}

/** What changes in the string at one JSON Pointer. */
export interface StringEdits {
  edits: readonly StringEdit[]
  encoding?: SegmentEncoding | undefined
}

/**
 * Replaces parts of strings in a JSON text. Only the edited characters inside their literals change: every other byte stays,
 * escapes, numbers, white space and duplicate keys included. An edit never cuts an escape or a surrogate pair: it grows over it.
 * Throws `RangeError` where a pointer leads to no string.
 */
export function spliceStrings(text: string, edits: ReadonlyMap<string, StringEdits>): string {
  const places = locate(text, edits.keys())
  const changes: Change[] = []
  for (const [pointer, { edits: wanted, encoding }] of edits) {
    const place = places.get(pointer)
    if (!place) throw new RangeError(`There is no string at "${pointer}".`)
    literalChanges(changes, text, place, wanted, encoding)
    const same = unquote(text, place.start, place.end)
    for (const shadow of place.earlier ?? []) {
      if (unquote(text, shadow.start, shadow.end) === same) literalChanges(changes, text, shadow, wanted, encoding)
    }
  }
  return apply(text, changes)
}

/** Applies edits to a plain text. */
export function spliceText(text: string, edits: readonly StringEdit[]): string {
  return apply(text, edits)
}

interface Change {
  start: number
  end: number
  text: string
}

interface Span {
  start: number
  end: number
}

function literalChanges(
  changes: Change[],
  text: string,
  { start, end }: Span,
  edits: readonly StringEdit[],
  encoding: SegmentEncoding | undefined,
): void {
  if (edits.length === 0) return
  if (encoding === 'data-url' || encoding === 'base64') {
    const inner = recode(unquote(text, start, end) ?? '', edits, encoding)
    changes.push({ start: start + 1, end: end - 1, text: escapeJson(inner) })
    return
  }
  const value = unquote(text, start, end) ?? ''
  const whole = edits.map((edit) => wholeCharacters(value, edit)).sort(byStart)
  const plain = encoding === 'json' ? insideJson(value, whole) : whole
  const offset = offsets(text, start, end)
  for (const edit of plain) {
    const from = offset(edit.start)
    const to = edit.end <= edit.start ? from : offset(edit.end)
    changes.push({ start: from, end: to, text: escapeJson(edit.text) })
  }
}

/** A text as it stands inside a JSON string literal. */
function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function recode(value: string, edits: readonly StringEdit[], encoding: 'data-url' | 'base64'): string {
  if (encoding === 'base64') return encodeBase64(apply(decodeBase64(value) ?? '', edits))
  const url = decodeDataUrl(value)
  return url ? encodeDataUrl(url, apply(url.text, edits)) : value
}

/**
 * Makes the edits of a text that holds JSON into edits of that text itself: what is put into an inner string is escaped for it,
 * what replaces a number or a word becomes a string in its place.
 */
function insideJson(json: string, edits: readonly StringEdit[]): StringEdit[] {
  const tokens = tokensOf(json)
  let next = 0
  return edits.map((edit) => {
    while (next < tokens.length && tokens[next]!.end <= edit.start) next++
    const token = tokens[next]
    if (!token || edit.start < token.start) return { ...edit, text: escapeJson(edit.text) }
    if (json.charCodeAt(token.start) !== 0x22)
      return { start: token.start, end: Math.max(token.end, edit.end), text: JSON.stringify(edit.text) }
    const end = Math.min(edit.end, token.end - 1)
    const [from, to] = wholeEscapes(json, token, Math.max(edit.start, token.start + 1), Math.max(end, edit.start))
    return { start: from, end: to, text: escapeJson(edit.text) }
  })
}

function wholeCharacters(value: string, edit: StringEdit): StringEdit {
  const { start, end } = edit
  const from = cutsPair(value, start) ? start - 1 : start
  const to = cutsPair(value, end) ? end + 1 : end
  return from === start && to === end ? edit : { ...edit, start: from, end: to }
}

function cutsPair(value: string, at: number): boolean {
  return (value.charCodeAt(at) & 0xfc00) === 0xdc00 && (value.charCodeAt(at - 1) & 0xfc00) === 0xd800
}

/** The strings, numbers and words of a JSON text, as far as it is one. */
function tokensOf(json: string): Span[] {
  const tokens: Span[] = []
  const scan = jsonScan(json)
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code <= 0x20 || code === 0x2c || code === 0x3a || code === 0x7b || code === 0x7d || code === 0x5b || code === 0x5d) continue
    const end = code === 0x22 ? afterString(json, at) : afterValue(scan, at)
    if (end < 0) break
    tokens.push({ start: at, end })
    at = end - 1
  }
  return tokens
}

function wholeEscapes(json: string, token: Span, start: number, end: number): [number, number] {
  let from = start
  let to = end
  for (let at = token.start + 1; at < token.end - 1 && at < end;) {
    const length = escapeLength(json, at)
    if (at < start && at + length > start) from = at
    if (at < end && at + length > end) to = at + length
    at += length
  }
  return [from, to]
}

function escapeLength(text: string, at: number): number {
  if (text.charCodeAt(at) !== 0x5c) return 1
  return text.charCodeAt(at + 1) === 0x75 ? 6 : 2
}

/** Maps offsets in what a literal says to offsets in the text, escape by escape; fast where they are asked for in ascending order. */
function offsets(text: string, start: number, end: number): (offset: number) => number {
  const escape = text.indexOf('\\', start)
  if (escape < 0 || escape >= end) {
    return (offset) => Math.min(start + 1 + offset, end - 1)
  }
  let raw = start + 1
  let decoded = 0
  return (offset) => {
    if (offset < decoded) {
      raw = start + 1
      decoded = 0
    }
    while (decoded < offset && raw < end - 1) {
      raw += escapeLength(text, raw)
      decoded++
    }
    return raw
  }
}

function byStart(a: Span, b: Span): number {
  return a.start - b.start
}

function apply(text: string, changes: readonly Change[]): string {
  let out = ''
  let done = 0
  for (const { start, end, text: put } of [...changes].sort(byStart)) {
    // Where edits overlap, the first one stands for both.
    if (start < done) {
      if (end > done) done = end
      continue
    }
    out += text.slice(done, start) + put
    done = Math.max(end, start)
  }
  return out + text.slice(done)
}
