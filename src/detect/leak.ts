import type { Match } from '../types.ts'

interface Shingles {
  /** Hashes of every run of `width` words. */
  hashes: Set<number>
  /** Hashes of the words themselves. */
  words: Set<number>
}

const width = 12
const fewestCharacters = 60
/** A character of a script without spaces says about as much as three letters. */
const ideograph = 3
const mostWords = 200_000

/** Watches answers for long verbatim pieces of the system's and developer's texts. */
export interface LeakWatch {
  /** Stretches of the text that repeat one of the watched texts for twelve words and sixty characters or more. */
  (text: string): Match[]
}

/**
 * Fingerprints texts that must not come back, and returns a function that finds long overlaps with them. Case, punctuation and white
 * space may differ. Only hashes are kept, so nothing of the texts themselves outlives the call; time is linear in either text.
 */
export function leakWatch(systemTexts: readonly string[]): LeakWatch {
  const shingles = fingerprint(systemTexts)
  if (shingles.hashes.size === 0) return () => []
  return (text) => overlaps(text, shingles)
}

/**
 * The same for text that comes in pieces: `feed` returns what the new words complete, offsets counted from the start of the text. A stretch
 * that goes on is returned again, longer. The last word waits until the next piece, or `end`, shows that it is whole.
 */
export function leakDetector(systemTexts: readonly string[]): { feed: (text: string) => Match[]; end: () => Match[] } {
  const shingles = fingerprint(systemTexts)
  const step = roll()
  let waiting = ''
  let offset = 0
  let open: Stretch | undefined
  const read = (text: string): Match[] => {
    const found: Match[] = []
    for (const word of wordsOf(text)) {
      const run = step({ ...word, start: word.start + offset, end: word.end + offset })
      if (!run || !shingles.hashes.has(run.hash)) continue
      open = joined(run, open)
      if (open.weight < fewestCharacters) continue
      if (found.at(-1)?.start === open.start) found.pop()
      found.push(toMatch(open))
    }
    offset += text.length
    return found
  }
  return {
    feed(text) {
      if (shingles.hashes.size === 0) return []
      waiting += text
      const whole = waiting.length - (/[\p{L}\p{N}_]{1,200}$/u.exec(waiting.slice(-200))?.[0].length ?? 0)
      const ready = waiting.slice(0, whole)
      waiting = waiting.slice(whole)
      return ready === '' ? [] : read(ready)
    },
    end() {
      const rest = waiting
      waiting = ''
      return rest === '' ? [] : read(rest)
    },
  }
}

function fingerprint(texts: readonly string[]): Shingles {
  const hashes = new Set<number>()
  const words = new Set<number>()
  for (const text of texts) {
    const step = roll()
    for (const word of wordsOf(text)) {
      words.add(word.hash)
      const run = step(word)
      if (run) hashes.add(run.hash)
    }
  }
  return { hashes, words }
}

/** Only where enough words in a row are words of the watched texts, the runs of them are compared. */
function overlaps(text: string, shingles: Shingles): Match[] {
  return familiar(text, shingles.words).flatMap(({ start, end }) => compare(text.slice(start, end), start, shingles))
}

function compare(text: string, offset: number, { hashes }: Shingles): Match[] {
  const stretches: Stretch[] = []
  const step = roll()
  for (const word of wordsOf(text)) {
    const run = step(word)
    if (!run || !hashes.has(run.hash)) continue
    const stretch = joined(run, stretches.at(-1))
    if (stretch.start === stretches.at(-1)?.start) stretches.pop()
    stretches.push(stretch)
  }
  return stretches
    .filter(({ weight }) => weight >= fewestCharacters)
    .map((stretch) => toMatch({ ...stretch, start: stretch.start + offset, end: stretch.end + offset }))
}

/** Stretches of at least `width` words that all stand in a set. */
function familiar(text: string, words: ReadonlySet<number>): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  let start = 0
  let count = 0
  let last = 0
  const close = () => {
    if (count >= width) found.push({ start, end: last })
    count = 0
  }
  eachWord(text, (hash, from, to) => {
    if (!words.has(hash)) return close()
    if (count++ === 0) start = from
    last = to
  })
  close()
  return found
}

/** Calls back for each word. Text of ASCII alone, the usual case, is read without an expression. */
function eachWord(text: string, found: (hash: number, start: number, end: number) => void): void {
  if (/[^\x00-\x7f]/.test(text)) {
    for (const { hash, start, end } of wordsOf(text)) found(hash, start, end)
    return
  }
  let hash = seed
  let start = -1
  for (let index = 0; index <= text.length; index++) {
    const code = index < text.length ? text.charCodeAt(index) : 0
    const lower = code >= 65 && code <= 90 ? code + 32 : code
    if ((lower >= 97 && lower <= 122) || (code >= 48 && code <= 57) || code === 95) {
      if (start < 0) start = index
      hash = Math.imul(hash ^ lower, prime)
    } else if (start >= 0) {
      found(hash >>> 0, start, index)
      start = -1
      hash = seed
    }
  }
}

// FNV-1a, 32 bits.
const seed = 0x811c9dc5
const prime = 0x01000193

/** A stretch that runs on into the next one is one stretch. */
function joined(run: Run, open: Stretch | undefined): Stretch {
  const from = open && run.start <= open.end ? open : run
  return { start: from.start, end: run.end, before: from.before, weight: run.after - from.before }
}

function toMatch({ start, end }: Stretch): Match {
  return { start, end, detector: 'system-prompt-leak', severity: 'high' }
}

interface Stretch {
  start: number
  end: number
  before: number
  weight: number
}

interface Run extends Stretch {
  hash: number
  after: number
}

interface Spelled {
  hash: number
  /** In letters, so that scripts compare. */
  weight: number
  start: number
  end: number
}

/** Words, or single characters of scripts that are written without spaces. */
function* wordsOf(text: string): Generator<Spelled> {
  let count = 0
  for (const match of text.matchAll(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}_]+/gu)) {
    if (count++ >= mostWords) return
    let hash = seed
    for (const char of match[0].toLowerCase()) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), prime)
    const single = match[0].length === 1 && match[0].charCodeAt(0) > 0x0e00
    yield { hash: hash >>> 0, weight: single ? ideograph : match[0].length + 1, start: match.index, end: match.index + match[0].length }
  }
}

const modulus = 0x1fffff // 21 bits, so that products stay exact in a double
const base = 65_599 % modulus
const other = 48_271

/** Rolling hash over runs of `width` words: takes word after word, gives the run that each completes. Two moduli make one number of 42 bits. */
function roll(): (word: Spelled) => Run | undefined {
  const last: (Spelled & { before: number })[] = []
  let total = 0
  const topBase = power(base)
  const topOther = power(other)
  let count = 0
  let left = 0
  let right = 0
  return (word) => {
    const oldest = last[count % width]
    if (oldest) {
      left = (left - (((oldest.hash % modulus) * topBase) % modulus) + modulus) % modulus
      right = (right - ((((oldest.hash >>> 7) % modulus) * topOther) % modulus) + modulus) % modulus
    }
    last[count++ % width] = { ...word, before: total }
    total += word.weight
    left = (left * base + (word.hash % modulus)) % modulus
    right = (right * other + (word.hash >>> 7)) % modulus
    const first = last[count % width]
    return count >= width && first
      ? {
          hash: left * 0x200000 + right,
          start: first.start,
          end: word.end,
          before: first.before,
          after: total,
          weight: total - first.before,
        }
      : undefined
  }
}

function power(of: number): number {
  let value = 1
  for (let index = 1; index < width; index++) value = (value * of) % modulus
  return value
}
