import { isRefusal } from '../core/refused.ts'

/** Header lines as they came: name and value, in order, with their case. */
export type HeaderLine = readonly [name: string, value: string]

const withoutBody = new Set([101, 204, 205, 304])

/** A web Response for an answer that came by another way. */
export function toResponse(
  status: number,
  statusText: string,
  lines: readonly HeaderLine[],
  body: ReadableStream<Uint8Array> | null,
): Response {
  const headers = new Headers()
  for (const [name, value] of lines) {
    try {
      headers.append(name, value)
    } catch {
      // The platform's Headers are stricter than parsers are; the caller gets the line all the same.
    }
  }
  const ordinary = status >= 200 && status <= 599
  const init = { status: ordinary ? status : 200, headers, ...(isReason(statusText) ? { statusText } : {}) }
  const response = new Response(withoutBody.has(status) ? null : body, init)
  if (!ordinary) Object.defineProperty(response, 'status', { value: status })
  return response
}

/**
 * The header lines of an answer that stands in for another: those of the original as they came, without what the new one lacks and
 * with what it changed; a refusal has none of the original's.
 */
export function linesOf(response: Response, original: readonly HeaderLine[] | undefined): HeaderLine[] {
  if (original === undefined || isRefusal(response)) return [...response.headers]
  const left = new Map<string, string>()
  for (const name of response.headers.keys()) left.set(name, valueIn(response.headers, name))
  const before = new Headers()
  for (const [name, value] of original) appendTo(before, name, value)
  const lines: HeaderLine[] = []
  const replaced = new Set<string>()
  for (const [name, value] of original) {
    const key = name.toLowerCase()
    const now = left.get(key)
    if (now === undefined) continue
    if (now === valueIn(before, key)) lines.push([name, value])
    else if (!replaced.has(key)) for (const one of valuesIn(response.headers, key)) lines.push([name, one])
    replaced.add(key)
  }
  for (const name of left.keys()) {
    if (!replaced.has(name)) for (const value of valuesIn(response.headers, name)) lines.push([name, value])
  }
  return lines
}

/** Flat pairs, as `rawHeaders` has them, to lines. Values may be text, bytes, or lists of either. */
export function toLines(raw: readonly unknown[]): HeaderLine[] {
  const lines: HeaderLine[] = []
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = toText(raw[index])
    const value = raw[index + 1]
    if (Array.isArray(value)) for (const one of value) lines.push([name, toText(one)])
    else lines.push([name, toText(value)])
  }
  return lines
}

const toText = (value: unknown): string => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value))

function appendTo(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value)
  } catch {
    // As above.
  }
}

const valuesIn = (headers: Headers, name: string): string[] => (name === 'set-cookie' ? headers.getSetCookie() : [headers.get(name) ?? ''])

const valueIn = (headers: Headers, name: string): string => valuesIn(headers, name).join('\n')

const isReason = (text: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(text)
