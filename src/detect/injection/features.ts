import { conceptTable, SLOTS } from './concepts.ts'

/** How many numbers the weights of one head are: n-grams share them by their hash. */
export const BUCKETS = 1 << 18

/** The most features that a stretch of text of this length has. */
export const capacity = (length: number): number => length * 12 + 12

/**
 * Writes the hashed features of `text.slice(start, end)` to `out` and returns how many there are: characters by three, four and five; words
 * alone, by two, by three and by two with one between; and what words mean, alone and in the order in which meanings follow one another.
 * Characters of scripts without spaces count as words. Expects lower case.
 */
export function featurise(text: string, start: number, end: number, out: Uint32Array): number {
  const { keys, values } = (table ??= conceptTable(keyOf))
  let count = 0
  // The last five characters, and the hashes of the last two words.
  let a = 32
  let b = 32
  let c = 32
  let d = 32
  let first = 0
  let second = 0
  let word = 0
  let letters = 0
  let stem = 0
  let isIdeograph = false
  // The last two meanings, and how many words ago they were.
  let earlier = 0
  let latest = 0
  let words = 0
  let earlierAt = -FAR
  let latestAt = -FAR
  for (let position = start; position <= end; position++) {
    let code = position < end ? text.charCodeAt(position) : 32
    if (code < 128) code = FOLD[code] as number
    const isWide = code >= 0x3040 && code <= 0xd7af
    const isWord = isWide || isWordCode(code)
    if (word !== 0 && (isWide || !isWord)) {
      const single = Math.imul(word, 0x2545f491)
      const pair = single ^ Math.imul(second, 0x6c62272e)
      out[count++] = slot(single)
      out[count++] = slot(pair)
      out[count++] = slot(pair ^ Math.imul(first, 0x1b873593))
      out[count++] = slot(Math.imul(word, 0x4cf5ad43) ^ Math.imul(first, 0x27d4eb2f))
      words++
      let concept = 0
      let key = isIdeograph ? pairKey(second, word) : word
      let at = key & (SLOTS - 1)
      while (keys[at] !== 0 && keys[at] !== key) at = (at + 1) & (SLOTS - 1)
      concept = values[at] as number
      if (concept === 0 && letters >= STEM) {
        key = isIdeograph ? word : stemKey(stem)
        at = key & (SLOTS - 1)
        while (keys[at] !== 0 && keys[at] !== key) at = (at + 1) & (SLOTS - 1)
        concept = values[at] as number
      }
      if (concept !== 0) {
        if (words - latestAt > FAR) latest = 0
        if (words - earlierAt > FAR) earlier = 0
        const here = concept + 0x5bd1
        out[count++] = slot(Math.imul(here, 0x1f123bb5))
        if (latest !== 0) {
          const two = Math.imul(here, 0x2127599b) ^ Math.imul(latest, 0x68bc21eb)
          out[count++] = slot(two ^ (words - latestAt > NEAR ? 0x3c79ac49 : 0))
          if (earlier !== 0) {
            out[count++] = slot(Math.imul(here, 0x02e5be93) ^ Math.imul(earlier, 0x5f356495))
            out[count++] = slot(two ^ Math.imul(earlier, 0x7feb352d))
          }
        }
        earlier = latest
        earlierAt = latestAt
        latest = concept
        latestAt = words
      }
      first = second
      second = word
      word = 0
    }
    // Runs of one character say the same thing again and again.
    if (code === d && (code === 32 || code === c)) continue
    const triple = Math.imul(c, 0x01000193) ^ Math.imul(d, 0x0001f35b) ^ Math.imul(code, 0x3c6ef372)
    const quadruple = triple ^ Math.imul(b, 0x5851f42d)
    out[count++] = slot(triple)
    out[count++] = slot(quadruple + 0x3779)
    out[count++] = slot((quadruple ^ Math.imul(a, 0x14057b7e)) + 0x79b1)
    a = b
    b = c
    c = d
    d = code
    if (isWord) {
      if (word === 0) letters = 0
      isIdeograph = isWide
      letters = isWide ? STEM : letters + 1
      word = isWide ? Math.imul(code, 0x01000193) | 1 : Math.imul(word ^ code, 0x01000193) | 1
      if (letters === STEM) stem = word
    }
  }
  return count
}

let table: ReturnType<typeof conceptTable> | undefined

// Meanings further apart have nothing to do with one another; of the rest, it matters whether they are close.
const FAR = 12
const NEAR = 3

// Inflected words are listed by their beginning.
const STEM = 5
const stemKey = (hash: number): number => hash ^ 0x5bd1e995
const pairKey = (one: number, other: number): number => Math.imul(one, 0x6c62272e) ^ other

/** The key of a word of the lexicon, as `featurise` meets it. */
function keyOf(word: string): number {
  if (isWideCode(word.charCodeAt(0))) {
    const one = Math.imul(word.charCodeAt(0), 0x01000193) | 1
    return word.length === 1 ? one : pairKey(one, Math.imul(word.charCodeAt(1), 0x01000193) | 1)
  }
  const isStem = word.endsWith('*') && word.length > STEM
  const letters = isStem ? word.slice(0, STEM) : word.replace('*', '')
  let hash = 0
  for (let position = 0; position < letters.length; position++) hash = Math.imul(hash ^ letters.charCodeAt(position), 0x01000193) | 1
  return isStem ? stemKey(hash) : hash
}

const isWideCode = (code: number): boolean => code >= 0x3040 && code <= 0xd7af

// ASCII as features see it: white space is one, digits are one.
const FOLD = Uint8Array.from({ length: 128 }, (_, code) => (code <= 32 || code === 127 ? 32 : code >= 48 && code <= 57 ? 48 : code))

// Arabic and Devanagari have their own commas and full stops.
const isWordCode = (code: number): boolean =>
  code < 128
    ? WORD[code] === 1
    : code >= 0xc0 && (code < 0x2000 || code >= 0x3040) && code !== 0x60c && code !== 0x61b && code !== 0x61f && code !== 0x964
const WORD = Uint8Array.from({ length: 128 }, (_, code) => (/[a-z0'_]/.test(String.fromCharCode(code)) ? 1 : 0))

function slot(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (mixed ^ (mixed >>> 13)) & (BUCKETS - 1)
}
