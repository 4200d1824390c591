import { confusables } from './confusables.ts'
import { copier, identical } from './copy.ts'
import type { Copy } from './copy.ts'

/**
 * A copy of a text for judging only: compatibility forms folded, invisible and bidirectional characters gone, text hidden in tag
 * characters or variation selectors made visible, and look-alike letters inside Latin words put back to Latin.
 */
export function normalise(text: string): Copy {
  if (!/[^\0-\x7F]/.test(text)) return identical(text)
  const folded = fold(text)
  const latin = latinise(folded.text)
  if (latin.text === folded.text) return folded
  return { text: latin.text, map: (offset) => folded.map(latin.map(offset)) }
}

// What folding may change: soft hyphen and Latin-1 compatibility signs, combining marks, invisible operators, bidi controls, general
// punctuation, letter-like and circled signs, compatibility forms, variation selectors, and the planes of mathematical letters and tags.
const SUSPECT =
  /[\u00A0\u00AA\u00AD\u00B2\u00B3\u00B9\u00BA\u02B0-\u036F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u1AB0-\u1AFF\u1D2C-\u1DFF\u2000-\u200F\u2010-\u2024\u2026-\u206F\u2070-\u209C\u20D0-\u20FF\u2100-\u214F\u2460-\u24FF\u2800\u3000\u3164\uFB00-\uFB06\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF\uFF01-\uFF9F\uFFA0\uFFF9-\uFFFB\u{1D400}-\u{1D7FF}\u{1F100}-\u{1F1FF}\u{E0000}-\u{E01EF}]/gu
const INVISIBLE =
  /^[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E01EF}]$/u
const MARK = /^[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]$/

function fold(text: string): Copy {
  const copy = copier(text)
  for (const match of text.matchAll(SUSPECT)) {
    const [character] = match
    const folded = foldOne(character, text, match.index)
    if (folded !== character) copy.replace(match.index, match.index + character.length, folded)
  }
  return copy.done()
}

function foldOne(character: string, text: string, index: number): string {
  const code = character.codePointAt(0) ?? 0
  // Tag characters mirror ASCII and are drawn by nobody: what they say is a text of its own.
  if (code >= 0xe0020 && code <= 0xe007e) return String.fromCharCode(code - 0xe0000)
  if (INVISIBLE.test(character)) return selectorByte(code, text, index)
  // A mark on a Latin letter is decoration here; on other scripts it may be the letter's own.
  if (MARK.test(character)) return index > 0 && text.charCodeAt(index - 1) < 0x370 ? '' : character
  if (code >= 0x1f130 && code <= 0x1f149) return String.fromCharCode(code - 0x1f130 + 65)
  if (code >= 0x1f150 && code <= 0x1f169) return String.fromCharCode(code - 0x1f150 + 65)
  if (code >= 0x1f170 && code <= 0x1f189) return String.fromCharCode(code - 0x1f170 + 65)
  if (code >= 0x1f1e6 && code <= 0x1f1ff) return String.fromCharCode(code - 0x1f1e6 + 65)
  if (code === 0x2018 || code === 0x2019) return "'"
  if (code === 0x201c || code === 0x201d) return '"'
  if (code >= 0x2010 && code <= 0x2015) return '-'
  return character.normalize('NFKC')
}

// Bytes can be smuggled in runs of variation selectors (VS1-16 are 0-15, VS17-256 are 16-255). One alone is an ordinary emoji style.
function selectorByte(code: number, text: string, index: number): string {
  const byte = toByte(code)
  if (byte === undefined || byte < 32 || byte > 126) return ''
  const isPart = toByte(text.codePointAt(index - 2) ?? 0) !== undefined || toByte(text.codePointAt(index + 2) ?? 0) !== undefined
  return isPart ? String.fromCharCode(byte) : ''
}

function toByte(code: number): number | undefined {
  if (code >= 0xfe00 && code <= 0xfe0f) return code - 0xfe00
  if (code >= 0xe0100 && code <= 0xe01ef) return code - 0xe0100 + 16
  return undefined
}

const MIXED = /[A-Za-zıƒɐ-ʯͰ-ԯ\u0531-\u0587Ꭰ-Ᏼᴀ-ᴥǃℓꜰꜱꞵ]+/g
const FOREIGN = /[ıƒɐ-ʯͰ-ԯ\u0531-\u0587Ꭰ-Ᏼᴀ-ᴥǃℓꜰꜱꞵ]/

function latinise(text: string): Copy {
  if (!FOREIGN.test(text)) return identical(text)
  const copy = copier(text)
  for (const match of text.matchAll(MIXED)) {
    const [word] = match
    if (FOREIGN.test(word) && (/[A-Za-z]/.test(word) || passesForLatin(word))) {
      copy.replace(match.index, match.index + word.length, Array.from(word, (letter) => confusables.get(letter) ?? letter).join(''))
    }
  }
  return copy.done()
}

// Small capitals and phonetic letters have no words of their own.
const passesForLatin = (word: string): boolean => /^[ıɐ-ʯᴀ-ᴥꜰꜱ]+$/.test(word)
