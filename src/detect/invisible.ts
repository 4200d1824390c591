import type { Detector, Match } from '../types.ts'

const suspicious =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]|\ud82f[\udca0-\udca3]|\ud834[\udd73-\udd7a]|\udb40[\udc00-\udfff]/g
const hiddenUnit =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]/
const joining =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Tibetan}\p{Script=Myanmar}\p{Script=Thai}\p{Script=Lao}]/u
const pictographic = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/u
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const selectable =
  /\p{Extended_Pictographic}|[0-9#*©®™\u2000-\u2bff\u3000-\u33ff]|\p{Script=Han}|\p{Script=Mongolian}|\p{Math_Symbol}|\p{Script=Phags_Pa}|\p{Script=Myanmar}/u

/**
 * Characters that nobody sees and that carry text past a reader: zero-width characters, bidirectional controls, tag characters, stray
 * variation selectors. Joiners inside emoji and in scripts that need them, flags, marks in right-to-left text and a byte order mark are left alone.
 */
export const invisible: Detector = {
  name: 'invisible',
  category: 'invisible',
  severity: 'medium',
  longest: 64,
  find: findInvisible,
  unfinished,
}

/** What follows decides whether hidden characters belong where they stand: those at the end wait, and nothing else does. */
function unfinished(text: string, from: number): number {
  let start = text.length
  while (start > from && text.length - start < 64 && isHiddenUnit(text.charCodeAt(start - 1))) start--
  return start
}

function isHiddenUnit(code: number): boolean {
  if (code < 0xad) return false
  // The halves of tag characters and selectors beyond the first plane.
  return code === 0xdb40 || (code >= 0xdc00 && code <= 0xdfff)
    ? code === 0xdb40 || code <= 0xddef
    : hiddenUnit.test(String.fromCharCode(code))
}

function findInvisible(text: string): Match[] {
  const matches: Match[] = []
  let allowedTo = 0
  let bidirectional: boolean | undefined
  for (const match of text.matchAll(suspicious)) {
    const start = match.index
    if (start < allowedTo) continue
    const code = text.codePointAt(start) ?? 0
    const end = start + match[0].length
    if (code >= 0xe0020 && code <= 0xe007f) {
      const flag = /^(?:\udb40[\udc20-\udc7e]){1,16}\udb40\udc7f/.exec(text.slice(start, start + 40))
      if (flag && text.slice(Math.max(0, start - 2), start) === '\u{1f3f4}') {
        allowedTo = start + flag[0].length
        continue
      }
    } else if (isLegitimate(text, start, end, code)) continue
    if (
      (code === 0x200e || code === 0x200f || code === 0x61c || (code >= 0x2066 && code <= 0x2069)) &&
      (bidirectional ??= rightToLeft.test(text)) &&
      near(text, start, end)
    )
      continue
    const last = matches.at(-1)
    if (last?.end === start) {
      last.end = end
      if (severityOf(code) === 'high') last.severity = 'high'
    } else matches.push({ start, end, detector: detectorOf(code), severity: severityOf(code) })
  }
  return matches
}

function isLegitimate(text: string, start: number, end: number, code: number): boolean {
  if (code === 0xfeff) return start === 0
  if (code === 0xad) return /\p{L}/u.test(text[start - 1] ?? '') && /\p{L}/u.test(text[end] ?? '') // a hyphenation hint of the typesetter
  const before = previous(text, start)
  const after = String.fromCodePoint(text.codePointAt(end) ?? 32)
  if (code === 0x200c || code === 0x200d) {
    if (joining.test(before)) return code === 0x200c ? /[\p{L}\p{M}\s.,،؛؟!:]/u.test(after) : true
    if (code === 0x200d)
      return (
        pictographic.test(before === '\ufe0f' ? previous(text, start - 1) : before) &&
        (pictographic.test(after) || /[\u2190-\u2bff]/.test(after))
      )
    return false
  }
  if (code >= 0xfe00 && code <= 0xfe0f) return selectable.test(before)
  if (code >= 0xe0100 && code <= 0xe01ef) return /\p{Script=Han}/u.test(before)
  if (code >= 0x180b && code <= 0x180f) return /\p{Script=Mongolian}/u.test(before)
  if (code === 0x200b)
    return /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(
      before,
    )
  if (code === 0x115f || code === 0x1160 || code === 0x3164 || code === 0xffa0)
    return /\p{Script=Hangul}/u.test(before) || /\p{Script=Hangul}/u.test(after)
  if (code === 0x17b4 || code === 0x17b5) return /\p{Script=Khmer}/u.test(before)
  return false
}

/** Marks and isolates belong where right-to-left text is close by. */
function near(text: string, start: number, end: number): boolean {
  return rightToLeft.test(text.slice(Math.max(0, start - 48), start)) || rightToLeft.test(text.slice(end, end + 48))
}

function previous(text: string, index: number): string {
  const low = text.charCodeAt(index - 1)
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(index - 2, index) : (text[index - 1] ?? '')
}

function severityOf(code: number): 'high' | 'medium' {
  return code >= 0xe0000 || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ? 'high' : 'medium'
}

function detectorOf(code: number): string {
  if (code >= 0xe0000 && code <= 0xe007f) return 'invisible-tags'
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code === 0x200e || code === 0x200f || code === 0x61c)
    return 'invisible-bidi'
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)) return 'invisible-selectors'
  return 'invisible-zero-width'
}
