import type { Match } from '../types.ts'

interface Shingles {
  /** Hashes of every run of `width` words. */
  hashes: Set<number>
}

const width = 12
const fewestCharacters = 60
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
  let open: Match | undefined
  const read = (text: string): Match[] => {
    const found: Match[] = []
    for (const word of wordsOf(text)) {
      const run = step({ hash: word.hash, start: word.start + offset, end: word.end + offset })
      if (!run || !matches(run, shingles)) continue
      open = toMatch(run, open)
      if (found.at(-1)?.start === open.start) found.pop()
      found.push({ ...open })
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
  for (const text of texts) {
    const step = roll()
    for (const word of wordsOf(text)) {
      const run = step(word)
      if (run && run.end - run.start >= fewestCharacters) hashes.add(run.hash)
    }
  }
  return { hashes }
}

function overlaps(text: string, shingles: Shingles): Match[] {
  const found: Match[] = []
  const step = roll()
  for (const word of wordsOf(text)) {
    const run = step(word)
    if (!run || !matches(run, shingles)) continue
    const match = toMatch(run, found.at(-1))
    if (match.start === found.at(-1)?.start) found.pop()
    found.push(match)
  }
  return found
}

function matches({ hash, start, end }: Spelled, { hashes }: Shingles): boolean {
  return end - start >= fewestCharacters && hashes.has(hash)
}

function toMatch({ start, end }: Spelled, open: Match | undefined): Match {
  return { start: open && start <= open.end ? open.start : start, end, detector: 'system-prompt-leak', severity: 'high' }
}

interface Spelled {
  hash: number
  start: number
  end: number
}

/** Words, or single characters of scripts that are written without spaces. */
function* wordsOf(text: string): Generator<Spelled> {
  let count = 0
  for (const match of text.matchAll(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}_]+/gu)) {
    if (count++ >= mostWords) return
    let hash = 0x811c9dc5
    for (const char of match[0].toLowerCase()) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
    yield { hash: hash >>> 0, start: match.index, end: match.index + match[0].length }
  }
}

const modulus = 0x1fffff // 21 bits, so that products stay exact in a double
const base = 65_599 % modulus
const other = 48_271

/** Rolling hash over runs of `width` words: takes word after word, gives the run that each completes. Two moduli make one number of 42 bits. */
function roll(): (word: Spelled) => Spelled | undefined {
  const last: Spelled[] = []
  const topBase = power(base)
  const topOther = power(other)
  let count = 0
  let left = 0
  let right = 0
  return (word) => {
    const oldest = last[count % width]
    if (oldest) {
      left = (left - (((oldest.hash % modulus) * topBase) % modulus) + modulus) % modulus
      right = (right - (((oldest.hash >>> 7) % modulus) * topOther) % modulus + modulus) % modulus
    }
    last[count++ % width] = word
    left = (left * base + (word.hash % modulus)) % modulus
    right = (right * other + (word.hash >>> 7)) % modulus
    const first = last[count % width]
    return count >= width && first ? { hash: left * 0x200000 + right, start: first.start, end: word.end } : undefined
  }
}

function power(of: number): number {
  let value = 1
  for (let index = 1; index < width; index++) value = (value * of) % modulus
  return value
}
