/** True when the words around a match are about something: within 80 characters before it or 40 after. */
export function speaksOf(match: RegExpMatchArray, subject: RegExp): boolean {
  const text = match.input ?? ''
  const start = match.index ?? 0
  const end = start + match[0].length
  return subject.test(`${text.slice(Math.max(0, start - 80), start)} ${text.slice(end, end + 40)}`)
}
