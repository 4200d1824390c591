import { copier, identical } from './copy.ts'
import type { Copy } from './copy.ts'

/**
 * A copy of a text in which what is written to be read over is plain: invisible and bidirectional characters gone, full-width and mathematical
 * letters and digits plain, URL and Unicode escapes of ASCII undone. Each character decides for itself, so that a text cut anywhere gives a cut copy.
 */
export function unveil(text: string): Copy {
  if (!isVeiled(text)) return identical(text)
  const copy = copier(text)
  // A callback is called at half the price of a match of `matchAll`, and hostile texts are full of veils.
  text.replace(veils, (written, index: number) => {
    copy.replace(index, index + written.length, plain(written))
    return ''
  })
  return copy.done()
}

/** Where a text is veiled, in order; of places closer together than `step` only the first. */
export function* veilsIn(text: string, step: number): Generator<number> {
  const search = new RegExp(veils)
  for (let match = search.exec(text); match; match = search.exec(text)) {
    yield match.index
    search.lastIndex = match.index + step
  }
}

/** True where a copy would differ. Cheap on plain text. */
export function isVeiled(text: string): boolean {
  return (
    ((beyondAscii.test(text) && veiledCharacter.test(text)) || text.includes('%') || text.includes('\\u00') || text.includes('\\/')) &&
    anyVeil.test(text)
  )
}

/** Where an escape begins that the end of the text cuts off; the text's length when none does. */
export function cutEscape(text: string): number {
  const cut = /(?:%[2-7]?|\\(?:u(?:0(?:0[2-7]?)?)?)?)$/.exec(text.slice(-5))
  return cut ? text.length - cut[0].length : text.length
}

const invisible = String.raw`\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E01EF}`
const stylised = String.raw`\u3000\uFF01-\uFF5E\u{1D400}-\u{1D7FF}`
const escapes = String.raw`%[2-7][\dA-Fa-f]|\\+u00[2-7][\dA-Fa-f]|\\+\/`
const beyondAscii = /[^\0-\x7F]/
const veiledCharacter = new RegExp(`[${invisible}${stylised}]`, 'u')
const anyVeil = new RegExp(`[${invisible}${stylised}]|${escapes}`, 'u')
const veils = new RegExp(anyVeil.source, 'gu')
const isInvisible = new RegExp(`^[${invisible}]$`, 'u')

function plain(written: string): string {
  const code = written.charCodeAt(0)
  if (code >= 0x200b && code <= 0x200f) return ''
  if (written.startsWith('%')) return String.fromCharCode(Number.parseInt(written.slice(1), 16))
  if (written.startsWith('\\')) return written.endsWith('/') ? '/' : String.fromCharCode(Number.parseInt(written.slice(-4), 16))
  return isInvisible.test(written) ? '' : written.normalize('NFKC')
}
