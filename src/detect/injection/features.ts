/** How many numbers the weights of one head are: n-grams share them by their hash. */
export const BUCKETS = 1 << 18

/** The most features that a stretch of text of this length has. */
export const capacity = (length: number): number => length * 8 + 8

/**
 * Writes the hashed features of `text.slice(start, end)` to `out` and returns how many there are: characters by three, four and five, and
 * words alone, by two, by three and by two with one between. Characters of scripts without spaces count as words. Expects lower case.
 */
export function featurise(text: string, start: number, end: number, out: Uint32Array): number {
  let count = 0
  // The last five characters, and the hashes of the last two words.
  let a = 32
  let b = 32
  let c = 32
  let d = 32
  let first = 0
  let second = 0
  let word = 0
  for (let position = start; position <= end; position++) {
    let code = position < end ? text.charCodeAt(position) : 32
    if (code < 128) code = FOLD[code] ?? 32
    const isWide = code >= 0x3040 && code <= 0xd7af
    if (word !== 0 && (isWide || !isWordCode(code))) {
      out[count++] = slot(Math.imul(word, 0x2545f491))
      out[count++] = slot(Math.imul(word, 0x2545f491) ^ Math.imul(second, 0x6c62272e))
      out[count++] = slot(Math.imul(word, 0x2545f491) ^ Math.imul(second, 0x6c62272e) ^ Math.imul(first, 0x1b873593))
      out[count++] = slot(Math.imul(word, 0x4cf5ad43) ^ Math.imul(first, 0x27d4eb2f))
      first = second
      second = word
      word = 0
    }
    if (code === 32 && d === 32) continue
    const triple = Math.imul(c, 0x01000193) ^ Math.imul(d, 0x0001f35b) ^ Math.imul(code, 0x3c6ef372)
    const quadruple = triple ^ Math.imul(b, 0x5851f42d)
    out[count++] = slot(triple)
    out[count++] = slot(quadruple + 0x3779)
    out[count++] = slot((quadruple ^ Math.imul(a, 0x14057b7e)) + 0x79b1)
    a = b
    b = c
    c = d
    d = code
    if (isWide) word = Math.imul(code, 0x01000193) | 1
    else if (isWordCode(code)) word = Math.imul(word ^ code, 0x01000193) | 1
  }
  return count
}

// ASCII as features see it: white space is one, digits are one.
const FOLD = Uint8Array.from({ length: 128 }, (_, code) => (code <= 32 || code === 127 ? 32 : code >= 48 && code <= 57 ? 48 : code))

const isWordCode = (code: number): boolean =>
  code < 128 ? (code >= 97 && code <= 122) || code === 48 || code === 39 || code === 95 : code >= 0xc0 && (code < 0x2000 || code >= 0x3040)

function slot(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (mixed ^ (mixed >>> 13)) & (BUCKETS - 1)
}
