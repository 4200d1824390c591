/** True when the label of a match is a word of its own: `userPhone` and `phone_number` are, `telemetry` is not. */
export function isLabel(match: RegExpMatchArray): boolean {
  const start = match.index ?? 0
  const text = match.input ?? ''
  return beginsWord(text.slice(Math.max(0, start - 2), start), match[0].charAt(0)) && endsWord(match)
}

/** What may stand between a label and its value: signs, a closed remark, and at most four words of one sentence or field. */
export function isBetween(text: string, words: boolean): boolean {
  const plain = text.replace(/^(?:s|'s)?[ _-]?(?:numbers?|nummer|num|nos?|nr|id|code|value)\b\.?/i, '').replace(/\([^()]{1,16}\)/, ' ')
  if (/[.!?]\s+\p{Lu}|\n\s*\n|\n.*\n/u.test(plain) || others.test(plain) || moments.test(text)) return false
  const found = plain.match(/[\p{L}'’]+/gu) ?? []
  return found.length <= (words ? 4 : 0) || found.every((word) => connectors.test(word))
}

// Words that show that the value belongs to something else than the label.
const others =
  /\b(?:order|invoice|ticket|version|port|line|page|build|issue|commit|step|error|status|max|min|length|size|limit|count|timeout|test|bytes|ms|seconds|minutes|hours|days|rows|columns|function|return|const|type|string|not?|never)\b/i

// `phone_verified_at: 1718000000000`
const moments = /_at\b|timestamp|verified|created|updated|expire/i

const connectors = /^(?:number|no|nr|num|nummer|numero|número|numéro|id|code|is|are|was|of|for|my|the|value)$/i

/** Scripts without spaces have no such boundary. */
function beginsWord(before: string, first: string): boolean {
  const last = before.at(-1) ?? ''
  if (!/[A-Za-z\u00C0-\u024F]/.test(last) || !/[A-Za-z\u00C0-\u024F]/.test(first)) return true
  return (/[a-z]/.test(last) && /[A-Z]/.test(first)) || /\\[nrt]/.test(before)
}

/** After the label: no letter, a word in camel case, or what makes a label longer. */
function endsWord(match: RegExpMatchArray): boolean {
  const { between = '', value = '' } = match.groups ?? {}
  const last = match[0].charAt(match[0].length - value.length - between.length - 1)
  if (!/[A-Za-z\u00C0-\u024F]/.test(last) || !/^[A-Za-z\u00C0-\u024F]/.test(between)) return true
  return (
    (/[a-z]/.test(last) && /^[A-Z]/.test(between)) ||
    /^s?(?:numbers?|nummer|num|nos?|nr|ids?|code|value)?(?![A-Za-z\u00C0-\u024F])/i.test(between)
  )
}
