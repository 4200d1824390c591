import { otherSymbol } from '../text/expression.ts'
import { columns, edgeSymbol } from '../text/first-set.ts'
import type { Head } from '../text/first-set.ts'

/** Finds where heads stand in a text, all of them in one pass. */
export interface TriggerTable {
  /**
   * Calls `found` for each head that may stand at an index of `text.slice(from, to)`, in order; stops when it returns true.
   * With `open`, what would come after the end of the text counts as fitting.
   */
  each: (text: string, from: number, to: number, open: boolean, found: (head: number, index: number) => boolean | undefined) => void
}

/**
 * A table over pairs of characters gives the few heads that can begin with a pair; the places before and after the pair then strike out
 * heads, 32 at a time, so that most candidates cost a few steps and the number of detectors hardly matters.
 */
export function triggerTable(heads: readonly Head[]): TriggerTable {
  const places = heads[0]?.places.length ?? 2
  const words = Math.max(1, Math.ceil(heads.length / 32))
  // One row per word, place and symbol: bit n says that head n allows the symbol there. The row before the first place is for what stands before.
  const rows = new Int32Array(words * (places + 1) * columns)
  heads.forEach((head, index) => {
    const bit = 1 << (index & 31)
    ;[head.before, ...head.places].forEach((symbols, place) => {
      const row = ((index >> 5) * (places + 1) + place) * columns
      symbols.forEach((allowed, symbol) => {
        if (allowed) rows[row + symbol] = (rows[row + symbol] ?? 0) | bit
      })
    })
  })
  const { pairs, firsts, lists } = buckets(heads)
  return { each }

  function each(text: string, from: number, to: number, open: boolean, found: (head: number, index: number) => boolean | undefined): void {
    const last = text.length - 1
    const stop = Math.min(to, last)
    let code = from < text.length ? text.charCodeAt(from) : 0
    let symbol = code < otherSymbol ? code : otherSymbol
    for (let index = from; index < stop; index++) {
      code = text.charCodeAt(index + 1)
      const next = code < otherSymbol ? code : otherSymbol
      const bucket = pairs[(symbol << 7) | next]!
      if (bucket !== 0 && check(text, index, bucket, 2, open, found)) return
      symbol = next
    }
    if (last >= from && to > last && firsts[symbol]) check(text, last, firsts[symbol]!, 1, open, found)
  }

  function check(text: string, index: number, bucket: number, known: number, open: boolean, found: (head: number, index: number) => boolean | undefined): boolean {
    const before = index === 0 ? edgeSymbol : symbolAt(text, index - 1)
    let at = lists[bucket]!
    const end = lists[bucket + 1]!
    for (; at < end; at += 2) {
      const word = lists[at]!
      const base = word * (places + 1) * columns
      let alive = lists[at + 1]! & rows[base + before]!
      for (let place = known; alive !== 0 && place < places; place++) {
        const position = index + place
        if (position >= text.length) {
          if (open) break
          alive &= rows[base + (place + 1) * columns + edgeSymbol]!
        } else alive &= rows[base + (place + 1) * columns + symbolAt(text, position)]!
      }
      while (alive !== 0) {
        const bit = alive & -alive
        alive ^= bit
        if (found(word * 32 + 31 - Math.clz32(bit), index)) return true
      }
    }
    return false
  }
}

function symbolAt(text: string, index: number): number {
  const code = text.charCodeAt(index)
  return code < otherSymbol ? code : otherSymbol
}

/** For each pair and each single symbol a bucket; `lists[bucket]` to `lists[bucket + 1]` holds its words and the bits of its heads. */
function buckets(heads: readonly Head[]): { pairs: Uint16Array; firsts: Uint16Array; lists: Int32Array } {
  const pairs = new Uint16Array(128 * 128)
  const firsts = new Uint16Array(128)
  const members: number[][] = [[]]
  const numbers = new Map<string, number>()
  const bucketOf = (list: number[]): number => {
    if (list.length === 0) return 0
    const key = list.join()
    const number = numbers.get(key) ?? members.push(list) - 1
    numbers.set(key, number)
    return number
  }
  for (let first = 0; first < 128; first++) {
    const begin = heads.flatMap((head, index) => (head.places[0]?.[first] ? [index] : []))
    firsts[first] = bucketOf(begin)
    if (begin.length === 0) continue
    for (let second = 0; second < 128; second++) pairs[(first << 7) | second] = bucketOf(begin.filter((index) => heads[index]?.places[1]?.[second]))
  }
  // A bucket's end is the next one's start, so starts come first and the lists after them.
  const lists: number[] = []
  const starts = members.map((list) => {
    const start = lists.length
    const masks = new Map<number, number>()
    for (const index of list) masks.set(index >> 5, (masks.get(index >> 5) ?? 0) | (1 << (index & 31)))
    for (const [word, mask] of masks) lists.push(word, mask)
    return start
  })
  starts.push(lists.length)
  return { pairs, firsts, lists: Int32Array.from([...starts.map((start) => start + starts.length), ...lists]) }
}
