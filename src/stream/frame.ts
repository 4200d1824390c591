/** One frame of a stream. Its bytes are kept exactly as they came, so that a frame that nobody changes leaves as it was. */
export interface Frame {
  /** The frame is `bytes.subarray(start, end)`, separators included. The array may hold its neighbours too. */
  bytes: Uint8Array
  start: number
  end: number
  /** SSE `event:`, or the AWS `:event-type` header. */
  event: string | undefined
  /** The text that the frame carries, which is JSON as a rule; `undefined` for comments, blank lines and separators. */
  data: string | undefined
}

/** Cuts bytes into frames, however they arrive. */
export interface Framer {
  /** Takes the next bytes; returns the frames that are complete with them. */
  push: (chunk: Uint8Array) => Frame[]
  /** What is left when the stream ends, as one frame: a stream may end without its last separator. */
  flush: () => Frame | undefined
  /** The bytes of a frame with other data in it; everything else in the frame stays. */
  withData: (frame: Frame, data: string) => Uint8Array<ArrayBuffer>
  /** Bytes of the frame that is not complete yet. */
  pending: () => number
  /** True when the bytes are not what the framing promises. What follows can no longer be told apart. */
  broken: () => boolean
}

/** The beginning of a frame whose end has not come yet, in the pieces that it came in. */
export interface Carry {
  size: () => number
  /** Keeps the rest of a chunk. */
  keep: (chunk: Uint8Array, start: number) => void
  /** The frame that ends at `end` of the chunk, joined with what was kept. */
  cut: (chunk: Uint8Array, start: number, end: number) => Pick<Frame, 'bytes' | 'start' | 'end'>
  /** All that was kept, joined. */
  rest: () => Uint8Array<ArrayBuffer>
}

/** Keeps what is left of a chunk until its frame is complete; joins once, so that a frame in many pieces costs linear time. */
export function carry(): Carry {
  let kept: Uint8Array[] = []
  let size = 0

  function rest(): Uint8Array<ArrayBuffer> {
    const joined = concat(kept, size)
    kept = []
    size = 0
    return joined
  }

  return {
    size: () => size,
    keep: (chunk, start) => {
      if (start >= chunk.byteLength) return
      // A copy: the chunk may be somebody else's, and is used again once this call has returned.
      const piece = copy(chunk, start, chunk.byteLength)
      kept.push(piece)
      size += piece.byteLength
    },
    cut: (chunk, start, end) => {
      if (size === 0) return { bytes: chunk, start, end }
      kept.push(chunk.subarray(start, end))
      size += end - start
      const bytes = rest()
      return { bytes, start: 0, end: bytes.byteLength }
    },
    rest,
  }
}

/** A part of the bytes that nobody else holds. Not `slice`: that of a Buffer shares memory with its pool. */
export function copy(bytes: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer> {
  const copied = new Uint8Array(end - start)
  copied.set(bytes.subarray(start, end))
  return copied
}

/** Joins byte arrays into one that nobody else holds. */
export function concat(
  parts: readonly Uint8Array[],
  size = parts.reduce((sum, part) => sum + part.byteLength, 0),
): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.byteLength
  }
  return joined
}
