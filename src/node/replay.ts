import { Buffer } from 'node:buffer'

/** A body that can be read as a whole and still be sent in the very chunks it came in. */
export interface Replay {
  /** The whole body; `undefined` when it is longer than the limit. What was read is kept for `chunks`. */
  whole: () => Promise<Uint8Array | undefined>
  /** The chunks from the beginning, the rest as it comes. */
  chunks: () => AsyncGenerator<Uint8Array>
  /** True when reading has begun. */
  started: () => boolean
}

/** Lets two readers share one source: neither reads what the other has. */
export function replay(source: AsyncIterable<Uint8Array>, limit: number): Replay {
  const kept: Uint8Array[] = []
  let iterator: AsyncIterator<Uint8Array> | undefined
  let next: Promise<boolean> | undefined
  let size = 0
  let overLimit = false

  // Resolves to whether there is a chunk at `index`.
  async function has(index: number): Promise<boolean> {
    while (kept.length <= index) {
      next ??= read()
      const more = await next
      next = undefined
      if (!more) return false
    }
    return true
  }

  async function read(): Promise<boolean> {
    iterator ??= source[Symbol.asyncIterator]()
    const { done, value } = await iterator.next()
    if (done) return false
    size += value.byteLength
    kept.push(value)
    return true
  }

  return {
    async whole() {
      for (let index = 0; await has(index); index++) {
        if (size > limit) {
          overLimit = true
          return undefined
        }
      }
      return Buffer.concat(kept, size)
    },
    async *chunks() {
      for (let index = 0; ; index++) {
        if (!(await has(index))) return
        yield kept[index] as Uint8Array
        // Nobody reads it again.
        if (overLimit) kept[index] = empty
      }
    },
    started: () => iterator !== undefined,
  }
}

const empty = new Uint8Array(0)
