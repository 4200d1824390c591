import { afterString, afterValue, jsonScan, skipSpace, unquote, type Scan } from './json-scan.ts'
import { steps } from './pointer.ts'

/**
 * Where the value at a JSON Pointer stands in a JSON text, of whatever kind it is; `undefined` where there is none.
 * Where a key stands twice the last one counts, as for `JSON.parse`.
 */
export function locateValue(text: string, pointer: string): { start: number; end: number } | undefined {
  const scan = jsonScan(text)
  let start = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0)
  for (const step of steps(pointer)) {
    const next = childAt(scan, start, step)
    if (next === undefined) return undefined
    start = next
  }
  const end = afterValue(scan, start)
  return end < 0 ? undefined : { start, end }
}

function childAt(scan: Scan, start: number, step: string): number | undefined {
  const { text } = scan
  const opening = text.charCodeAt(start)
  if (opening !== 0x7b && opening !== 0x5b) return undefined
  let found: number | undefined
  let at = skipSpace(text, start + 1)
  for (let index = 0; at < text.length && text.charCodeAt(at) !== 0x7d && text.charCodeAt(at) !== 0x5d; index++) {
    let key: string | undefined = String(index)
    if (opening === 0x7b) {
      const afterKey = text.charCodeAt(at) === 0x22 ? afterString(text, at) : -1
      if (afterKey < 0) return undefined
      key = unquote(text, at, afterKey)
      at = skipSpace(text, skipSpace(text, afterKey) + 1)
    }
    if (key === step) found = at
    const end = afterValue(scan, at)
    if (end < 0) return undefined
    at = skipSpace(text, end)
    if (text.charCodeAt(at) === 0x2c) at = skipSpace(text, at + 1)
  }
  return found
}
