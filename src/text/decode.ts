/** A text that was found encoded in another. */
export interface Decoded {
  text: string
  /** Where the encoded piece stands, in the outermost text. */
  start: number
  end: number
  encoding: 'base64' | 'hex' | 'url' | 'html' | 'escape' | 'rot13'
}

/**
 * What a text carries in base64, hex, URL escapes, HTML entities, backslash escapes and rot13, two levels deep. Pieces that do not decode to
 * readable text are left out, and no more is decoded than `budget` characters in all.
 */
export function decode(text: string, { levels = 2, budget = 65_536 } = {}): Decoded[] {
  const found: Decoded[] = []
  const rest = { budget, pieces: 1024 }
  const read = (source: string, level: number, place?: Decoded): void => {
    for (const { encoding, applies, expression, plain, candidates = everywhere } of ENCODINGS) {
      if (!applies(source)) continue
      for (const match of candidates(source, expression)) {
        if (rest.budget <= 0 || rest.pieces <= 0) return
        const piece = match[0].slice(0, rest.budget * 4)
        const decoded = plain(piece)
        if (decoded === undefined || decoded === piece || !isReadable(decoded)) continue
        rest.budget -= decoded.length
        rest.pieces--
        const start = place?.start ?? match.index
        const item = { text: decoded, start, end: place?.end ?? match.index + piece.length, encoding }
        found.push(item)
        if (level > 1) read(decoded, level - 1, item)
      }
    }
  }
  read(text, levels)
  return found
}

interface Encoding {
  encoding: Decoded['encoding']
  /** A cheap look that rules most texts out. */
  applies: (text: string) => boolean
  expression: RegExp
  plain: (piece: string) => string | undefined
  /** A quicker way to the matches than to try the expression everywhere. */
  candidates?: (text: string, expression: RegExp) => Iterable<RegExpExecArray>
}

const everywhere = (text: string, expression: RegExp): Iterable<RegExpExecArray> => text.matchAll(expression)

// Shorter runs say too little to be worth hiding.
const SHORTEST_RUN = 16

/**
 * Runs of base64 characters: each of at least `SHORTEST_RUN` holds one of the places that are looked at, so most characters are not.
 */
function* longRuns(text: string, sticky: RegExp): Generator<RegExpExecArray> {
  let done = 0
  for (let probe = SHORTEST_RUN - 1; probe < text.length; probe += SHORTEST_RUN) {
    if (probe < done || !isEncoding(text.charCodeAt(probe))) continue
    let start = probe
    while (start > done && isEncoding(text.charCodeAt(start - 1))) start--
    let end = probe + 1
    while (end < start + SHORTEST_RUN && isEncoding(text.charCodeAt(end))) end++
    done = end
    if (end - start < SHORTEST_RUN) continue
    sticky.lastIndex = start
    const match = sticky.exec(text)
    if (!match) continue
    done = sticky.lastIndex
    yield match
  }
}

const isEncoding = (code: number): boolean => code < 128 && ENCODING[code] === 1
const ENCODING = Uint8Array.from({ length: 128 }, (_, code) => (/[A-Za-z0-9+/_-]/.test(String.fromCharCode(code)) ? 1 : 0))

const ENCODINGS: readonly Encoding[] = [
  {
    encoding: 'base64',
    applies: (text) => text.length >= SHORTEST_RUN,
    candidates: longRuns,
    expression: /[A-Za-z0-9+/_-]{16,}(?:[\r\n]{1,2}[A-Za-z0-9+/_-]{16,})*={0,2}/y,
    plain: (piece) =>
      /^(?:[0-9a-fA-F]{2})+$/.test(piece)
        ? fromBytes(hexBytes(piece))
        : looksEncoded(piece)
          ? fromBytes(base64Bytes(piece.replace(/\s+/g, '')))
          : undefined,
  },
  {
    encoding: 'hex',
    applies: (text) => /(?:[0-9a-fA-F]{2}[ :,\\]){4}/.test(text),
    expression: /(?<![0-9A-Za-z])(?:0x)?[0-9a-fA-F]{2}(?:[ :,]{1,2}(?:0x)?[0-9a-fA-F]{2}){9,20000}(?![0-9A-Za-z])/g,
    plain: (piece) => fromBytes(hexBytes(piece.replace(/0x|[ :,]/g, ''))),
  },
  {
    encoding: 'url',
    applies: (text) => text.includes('%'),
    expression: /[^\s"'<>%]{0,200}(?:%[0-9A-Fa-f]{2}[^\s"'<>%]{0,60}){3,2000}/g,
    plain: (piece) => {
      try {
        return decodeURIComponent(piece.replaceAll('+', ' '))
      } catch {
        return undefined
      }
    },
  },
  {
    encoding: 'html',
    applies: (text) => text.includes('&#'),
    expression: /(?:&#x?[0-9A-Fa-f]{1,6};[^&<\n]{0,40}){3,5000}/g,
    plain: (piece) =>
      piece.replace(/&#(x?)([0-9A-Fa-f]{1,6});/gi, (_, x: string, digits: string) => toCharacter(Number.parseInt(digits, x ? 16 : 10))),
  },
  {
    encoding: 'escape',
    applies: (text) => text.includes('\\') && /\\[uxU]/.test(text),
    expression: /(?:\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|u\{[0-9A-Fa-f]{1,6}\}|U[0-9A-Fa-f]{8})[^\\\n]{0,40}){3,5000}/g,
    plain: (piece) =>
      piece.replace(/\\(?:u\{([0-9A-Fa-f]{1,6})\}|[uxU]([0-9A-Fa-f]{2,8}))/g, (_, braced?: string, digits?: string) =>
        toCharacter(Number.parseInt(braced ?? digits ?? '', 16)),
      ),
  },
  {
    encoding: 'rot13',
    // The words that a steering text can hardly do without, as rot13 writes them.
    applies: (text) => ROT13.test(text),
    expression:
      /(?:(?:^|(?<=[\n.!?]))[^\n.!?]{0,400}?)?\b(?:vtaber|qvfertneq|sbetrg|erirny|vafgehpgvbaf?|cebzcg|flfgrz|cnffjbeq|cerivbhf)\b[^\n.!?]{0,400}/gi,
    plain: (piece) => piece.replace(/[A-Za-z]/g, rotate),
  },
]

const ROT13 = /vtaber|qvfertneq|sbetrg|erirny|vafgehpgvba|cebzcg|flfgrz|cnffjbeq|cerivbhf/i

function rotate(letter: string): string {
  const code = letter.charCodeAt(0)
  const base = code < 97 ? 65 : 97
  return String.fromCharCode(((code - base + 13) % 26) + base)
}

const toCharacter = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '')

// Long identifiers, paths and words in plain letters are no base64: encoded text changes between cases, or holds digits among letters.
function looksEncoded(piece: string): boolean {
  const head = piece.slice(0, 400)
  if (/[A-Za-z]+[/_-][a-z]{3,}[/_-]/.test(head)) return false
  const changes = head.match(/[a-z][A-Z]|[A-Z]{2}[a-z]|[0-9][A-Za-z]|[A-Za-z][0-9]/g)?.length ?? 0
  return changes >= head.length / 8
}

const hexBytes = (digits: string): Uint8Array =>
  Uint8Array.from({ length: digits.length >> 1 }, (_, index) => Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16))

function base64Bytes(piece: string): Uint8Array | undefined {
  const standard = piece.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  try {
    const binary = atob(standard.length % 4 === 1 ? standard.slice(0, -1) : standard)
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

function fromBytes(bytes: Uint8Array | undefined): string | undefined {
  if (!bytes || bytes.length < 8) return undefined
  try {
    // A piece may have been cut inside a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return undefined
  }
}

// Almost all letters, digits, white space and common punctuation, and some of them letters in a row.
function isReadable(text: string): boolean {
  const head = text.slice(0, 2000)
  const odd = head.match(/[^\p{L}\p{M}\p{N}\p{P}\p{S}\s\u200B-\u200F\u{E0020}-\u{E007E}]/gu)?.length ?? 0
  return odd <= head.length / 50 && /\p{L}{2}/u.test(head)
}
