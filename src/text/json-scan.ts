/** A text that is scanned, with what was looked up ahead in it. */
export interface Scan {
  text: string
  /** The next quote, brace and brackets at or after a place, looked up once and kept until they are passed. */
  quote: number
  brace: number
  bracket: number
  close: number
}

/** Begins a scan of JSON text. */
export function jsonScan(text: string): Scan {
  return { text, quote: -1, brace: -1, bracket: -1, close: -1 }
}

/** The first place at or after `at` that is not white space. */
export function skipSpace(text: string, at: number): number {
  for (;;) {
    const code = text.charCodeAt(at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at
    at++
  }
}

/** The place after the string literal that begins at `at`, or -1 where it does not end. */
export function afterString(text: string, at: number): number {
  // Jumping from quote to quote beats walking the characters even for short strings: 0.4 of JSON.parse instead of 0.9 on chats.
  let from = at + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return -1
    if (text.charCodeAt(quote - 1) !== 0x5c) return quote + 1
    let slash = quote - 2
    while (slash >= from && text.charCodeAt(slash) === 0x5c) slash--
    if ((quote - slash) % 2 === 1) return quote + 1
    from = quote + 1
  }
}

/** The place after the value that begins at `at`, or -1 where it does not end. What stands inside is not checked. */
export function afterValue(scan: Scan, at: number): number {
  const { text } = scan
  const first = text.charCodeAt(at)
  if (first === 0x22) return afterString(text, at)
  if (first !== 0x7b && first !== 0x5b) return afterToken(text, at)
  let depth = 0
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x22) {
      i = afterString(text, i) - 1
      if (i < 0) return -1
    } else if (code === 0x5b) {
      depth++
      i = afterNumbers(scan, i)
    } else if (code === 0x7b) depth++
    else if (code === 0x7d || code === 0x5d) {
      if (--depth === 0) return i + 1
    }
  }
  return -1
}

function afterToken(text: string, at: number): number {
  let i = at
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x2c || code === 0x7d || code === 0x5d || code <= 0x20) break
  }
  return i === at ? -1 : i
}

/** In an array of numbers, the place before its end, found without looking at the numbers; else where the array begins. */
function afterNumbers(scan: Scan, bracket: number): number {
  const { text } = scan
  const first = text.charCodeAt(skipSpace(text, bracket + 1))
  if (first !== 0x2d && !(first >= 0x30 && first <= 0x39)) return bracket
  if (scan.close < bracket) scan.close = ahead(text, ']', bracket)
  const end = scan.close
  if (end === Infinity) return bracket
  if (scan.quote < bracket) scan.quote = ahead(text, '"', bracket)
  if (scan.quote < end) return bracket
  if (scan.brace < bracket) scan.brace = ahead(text, '{', bracket)
  if (scan.brace < end) return bracket
  if (scan.bracket <= bracket) scan.bracket = ahead(text, '[', bracket + 1)
  return scan.bracket < end ? bracket : end - 1
}

function ahead(text: string, character: string, from: number): number {
  const found = text.indexOf(character, from)
  return found < 0 ? Infinity : found
}

/** What a string literal says, or `undefined` where it is none. */
export function unquote(text: string, start: number, end: number): string | undefined {
  const raw = text.slice(start + 1, end - 1)
  if (!raw.includes('\\')) return raw
  try {
    return JSON.parse(`"${raw}"`) as string
  } catch {
    return undefined
  }
}
