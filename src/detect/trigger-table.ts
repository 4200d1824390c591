import { otherSymbol } from '../text/expression.ts'
import { columns, edgeSymbol, isAfterEscape } from '../text/first-set.ts'
import type { Head } from '../text/first-set.ts'

/** Finds where heads stand in a text, all of them in one pass. */
export interface TriggerTable {
  /**
   * Calls `found` for each head that may stand at an index of `text` from `from` on, in order; stops when it returns true.
   * With `open`, what would come after the end of the text counts as fitting.
   */
  each: (text: string, from: number, open: boolean, found: Found) => void
}

type Found = (head: number, index: number) => boolean

/**
 * Three characters, folded to sixteen bits, and whether a letter or digit stands before them give the few heads that can begin so. The places before
 * and after then strike out heads, 32 at a time. Most characters cost one look into a table, most candidates a few steps, and the number of detectors
 * hardly matters.
 */
export function triggerTable(heads: readonly Head[]): TriggerTable {
  const places = heads[0]?.places.length ?? 0
  const order = sorted(heads)
  const { free, inside, kinds, firsts, buckets } = bucketsOf(order.map((index) => heads[index]!))
  const rows = rowsOf(order.map((index) => heads[index]!))
  const width = (places + 1) * columns
  return { each }

  function each(text: string, from: number, open: boolean, found: Found): void {
    const last = text.length - 2
    for (let start = from; start < last; start += stretch) if (sweep(text, start, Math.min(last, start + stretch), open, found)) return
    for (let index = Math.max(from, last); index < text.length; index++) {
      const bucket = firsts[symbolAt(text, index)]!
      if (bucket !== 0 && check(text, index, bucket, isInside(text, index), open, found)) return
    }
  }

  /** The hot loop, over short stretches: V8 leaves a loop that it entered half-way (OSR) at a price, a function that is called often it does not. */
  function sweep(text: string, from: number, to: number, open: boolean, found: Found): boolean {
    // Never out of bounds: V8 does not inline `charCodeAt` any more where it once was.
    const table = kinds
    let window = ((symbolAt(text, from) & 63) << 6) | (symbolAt(text, from + 1) & 63)
    for (let index = from; index < to; index++) {
      const code = text.charCodeAt(index + 2)
      window = ((window << 6) | (code < otherSymbol ? code & 63 : 63)) & 0x3ffff
      const cell = ((window >> 2) & 0xfc00) | ((window >> 1) & 0x3e0) | (window & 31)
      const kind = table[cell]!
      if (kind === nowhere) continue
      const within = isInside(text, index)
      if (within && kind === atBorders) continue
      if (check(text, index, within ? inside[cell]! : free[cell]!, within, open, found)) return true
    }
    return false
  }

  function check(text: string, index: number, bucket: number, within: boolean, open: boolean, found: Found): boolean {
    const previous = index === 0 ? edgeSymbol : symbolAt(text, index - 1)
    // A letter that is not within a word ends an escape.
    const before = !within && index > 0 && wordly[previous] === 1 ? edgeSymbol : previous
    const list = buckets[bucket]!
    for (let at = 0; at < list.length; at += 2) {
      const base = list[at]! * width
      let alive = list[at + 1]! & rows[base + before]!
      // The first three places are nearly known: what comes after them tells more.
      for (let count = 0; alive !== 0 && count < places; count++) {
        const place = count + 3 < places ? count + 3 : count + 3 - places
        const position = index + place
        if (position < text.length) alive &= rows[base + (place + 1) * columns + symbolAt(text, position)]!
        else if (!open) alive &= rows[base + (place + 1) * columns + edgeSymbol]!
      }
      while (alive !== 0) {
        const bit = alive & -alive
        alive ^= bit
        if (found(order[list[at]! * 32 + 31 - Math.clz32(bit)]!, index)) return true
      }
    }
    return false
  }
}

/** True after a letter or digit that is not the end of an escape. */
function isInside(text: string, index: number): boolean {
  return index > 0 && wordly[symbolAt(text, index - 1)] === 1 && !isAfterEscape(text, index)
}

const wordly = Uint8Array.from({ length: columns }, (_, symbol) =>
  symbol < otherSymbol && /[A-Za-z0-9]/.test(String.fromCharCode(symbol)) ? 1 : 0,
)
const stretch = 2048
/** What a cell says: no head begins so, some do where no word goes on, or some do anywhere. */
const nowhere = 0
const atBorders = 1
const anywhere = 2

function symbolAt(text: string, index: number): number {
  const code = text.charCodeAt(index)
  return code < otherSymbol ? code : otherSymbol
}

/** The order of heads in which those that begin alike share a word of 32 bits. */
function sorted(heads: readonly Head[]): number[] {
  const keys = heads.map(({ places }) => (places[0]?.indexOf(1) ?? 0) * 256 + (places[1]?.indexOf(1) ?? 0))
  return heads.map((_, index) => index).sort((one, other) => keys[one]! - keys[other]!)
}

/** A row for each word, place and symbol: bit n says that head n of the word allows the symbol there. The first row is for what stands before. */
function rowsOf(heads: readonly Head[]): Int32Array {
  const depth = (heads[0]?.places.length ?? 0) + 1
  const rows = new Int32Array(Math.max(1, Math.ceil(heads.length / 32)) * depth * columns)
  heads.forEach((head, index) => {
    const bit = 1 << (index & 31)
    for (let place = 0; place < depth; place++) {
      const symbols = place === 0 ? head.before : head.places[place - 1]!
      const row = ((index >> 5) * depth + place) * columns
      for (let symbol = 0; symbol < columns; symbol++) if (symbols[symbol]) rows[row + symbol]! |= bit
    }
  })
  return rows
}

interface Buckets {
  /** By folded beginning, the bucket of the heads that may stand where no word goes on, and of those that may stand within one. */
  free: Uint16Array
  inside: Uint16Array
  kinds: Uint8Array
  /** By single symbols, for the end of a text. */
  firsts: Uint16Array
  /** Pairs of a word of 32 bits and the bits of its heads. */
  buckets: number[][]
}

function bucketsOf(heads: readonly Head[]): Buckets {
  const free = new Uint16Array(1 << 16)
  const inside = new Uint16Array(1 << 16)
  const firsts = new Uint16Array(128)
  const buckets: number[][] = [[]]
  const steps = new Map<number, number>()
  heads.forEach((head, index) => {
    let [lastBucket, lastJoined] = [-1, -1]
    const joined = (bucket: number): number => {
      // Neighbouring cells hold the same heads more often than not.
      if (bucket !== lastBucket) [lastBucket, lastJoined] = [bucket, join(bucket)]
      return lastJoined
    }
    const join = (bucket: number): number => {
      const key = bucket * heads.length + index
      const known = steps.get(key)
      if (known !== undefined) return known
      const list = [...buckets[bucket]!]
      if (list.at(-2) === index >> 5) list[list.length - 1]! |= 1 << (index & 31)
      else list.push(index >> 5, 1 << (index & 31))
      steps.set(key, buckets.push(list) - 1)
      return buckets.length - 1
    }
    const [first, second, third] = [folded(head.places[0], 63), folded(head.places[1], 31), folded(head.places[2], 31)]
    for (const cells of [...(allows(head.before, false) ? [free] : []), ...(allows(head.before, true) ? [inside] : [])]) {
      for (const one of first)
        for (const two of second)
          for (const three of third) {
            const cell = (one << 10) | (two << 5) | three
            cells[cell] = joined(cells[cell]!)
          }
    }
    for (let symbol = 0; symbol < 128; symbol++) if (head.places[0]?.[symbol]) firsts[symbol] = joined(firsts[symbol]!)
  })
  const kinds = new Uint8Array(free.length)
  for (let cell = 0; cell < kinds.length; cell++) kinds[cell] = inside[cell] !== 0 ? anywhere : free[cell] !== 0 ? atBorders : nowhere
  return { free, inside, kinds, firsts, buckets }
}

/** True where a letter or digit (`inside`), or anything else, may stand before. */
function allows(before: Uint8Array, inside: boolean): boolean {
  return before.some((allowed, symbol) => allowed && (wordly[symbol] === 1) === inside)
}

function folded(symbols: Uint8Array | undefined, bits: number): number[] {
  const folds = new Set<number>()
  for (let symbol = 0; symbol <= otherSymbol; symbol++) if (symbols?.[symbol]) folds.add(symbol & bits)
  return [...folds]
}
