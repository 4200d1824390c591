import { concat, copy } from './frame.ts'

/** Joins stretches of bytes into one array that nobody else holds. */
export interface Joiner {
  add: (bytes: Uint8Array, start: number, end: number) => void
  /** All that was added, or `undefined`. `owned` is an array that may be given away as it is, when all of it was added. */
  take: (owned?: Uint8Array) => Uint8Array<ArrayBuffer> | undefined
}

interface Range {
  bytes: Uint8Array
  start: number
  end: number
}

/** A joiner with nothing in it. Neighbours in one array stay one stretch, so that untouched chunks are copied at once. */
export function joiner(): Joiner {
  let ranges: Range[] = []
  return {
    add: (bytes, start, end) => {
      if (start === end) return
      const last = ranges.at(-1)
      if (last !== undefined && last.bytes === bytes && last.end === start) last.end = end
      else ranges.push({ bytes, start, end })
    },
    take: (owned) => {
      const [only] = ranges
      if (only === undefined) return undefined
      const all = ranges
      ranges = []
      if (all.length > 1) return concat(all.map(({ bytes, start, end }) => bytes.subarray(start, end)))
      const { bytes, start, end } = only
      if (bytes === owned && start === 0 && end === bytes.byteLength) return bytes as Uint8Array<ArrayBuffer>
      return copy(bytes, start, end)
    },
  }
}
