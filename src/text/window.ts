/** Text that comes in pieces: a bounded context that was judged, and the tail that was not. */
export interface TextWindow {
  /** Context and tail. */
  readonly text: string
  /** Where the tail begins in `text`. */
  readonly from: number
  /** The position of `text` in all that was appended. */
  readonly base: number
  append: (piece: string) => void
  /** Says that everything before `to`, an offset in `text`, has been judged. */
  clear: (to: number) => void
  /** Begins anew behind the tail and `count` characters that were judged elsewhere. */
  skip: (count: number) => void
}

const STEP = 128

/** A window over a text that grows; what was judged is forgotten but for `contextChars` characters, so that a long text costs no memory. */
export function textWindow(contextChars = 512): TextWindow {
  let text = ''
  let from = 0
  let base = 0
  return {
    get text() {
      return text
    },
    get from() {
      return from
    },
    get base() {
      return base
    },
    append: (piece) => {
      text += piece
    },
    clear: (to) => {
      from = to
      // In steps: cutting at every piece would copy the context each time.
      if (from <= contextChars + STEP) return
      let cut = from - contextChars
      if (isLowSurrogate(text.charCodeAt(cut))) cut--
      text = text.slice(cut)
      base += cut
      from -= cut
    },
    skip: (count) => {
      base += text.length + count
      text = ''
      from = 0
    },
  }
}

/** True for the first half of a character that takes two units. */
export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
