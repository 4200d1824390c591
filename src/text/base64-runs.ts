/** A stretch of base64 that decodes to readable text. */
export interface Base64Run {
  start: number
  end: number
  /** What it decodes to, a character for each byte. */
  decoded: string
}

const shortest = 20
const longest = 65_536
/** Characters that are decoded of one text, at most. */
const mostDecoded = 1_048_576

/** The readable stretches of base64 in a text. Looks at every twentieth character only, so that prose costs next to nothing. */
export function base64Runs(text: string): Base64Run[] {
  const runs: Base64Run[] = []
  let budget = mostDecoded
  let done = 0
  for (let at = shortest - 1; at < text.length; at += shortest) {
    if (!isBase64(text.charCodeAt(at))) continue
    let start = at
    while (start > done && isBase64(text.charCodeAt(start - 1))) start--
    let end = at + 1
    while (end < text.length && isBase64(text.charCodeAt(end))) end++
    done = end
    at = Math.max(at, end - 1)
    if (end - start < shortest || budget < end - start) continue
    const decoded = readable(text, start, Math.min(end, start + longest))
    if (decoded === undefined) continue
    budget -= end - start
    runs.push({ start, end, decoded })
  }
  return runs
}

/** The stretch that the text ends with, where it may become readable text; `undefined` when there is none. */
export function openBase64Run(text: string, most = 8192): Base64Run | undefined {
  let start = text.length
  while (start > 0 && text.length - start <= most && isBase64(text.charCodeAt(start - 1))) start--
  const length = text.length - start
  const decoded = length < 2 || length > most ? undefined : readable(text, start, text.length)
  return decoded === undefined ? undefined : { start, end: text.length, decoded }
}

/**
 * The characters of a run that stand for a stretch of what it decodes to. The first ones, which may also hold bits of what comes before, are left out:
 * so a stream need not hold what may yet begin in a byte that it has only a part of.
 */
export function encodedSpan(run: Base64Run, start: number, end: number): { start: number; end: number } {
  return { start: Math.min(run.end, encodedStart(run, start)), end: Math.min(run.end, run.start + Math.ceil((end * 8) / 6)) }
}

/** Where in a run a stretch begins that starts at an offset of what it decodes to. */
export function encodedStart(run: Base64Run, start: number): number {
  return run.start + Math.ceil((start * 8) / 6) + 1
}

function readable(text: string, start: number, end: number): string | undefined {
  const first = decode(text.slice(start, Math.min(end, start + 24)))
  if (!/^[\t\n\r\x20-\x7e]+$/.test(first)) return undefined
  return end - start <= 24 ? first : decode(text.slice(start, end))
}

function decode(text: string): string {
  const whole = text.length % 4 === 1 ? text.slice(0, -1) : text
  return atob(whole.replaceAll('-', '+').replaceAll('_', '/'))
}

function isBase64(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 47 && code <= 57) || code === 43 || code === 45 || code === 95
  )
}
