import { carry, type Frame, type Framer } from './frame.ts'

const [QUOTE, BACKSLASH, COMMA, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 44, 91, 93, 123, 125]

/**
 * Cuts a JSON array that is streamed (Gemini without `alt=sse`) into its elements: each frame is what stands before an element, and the
 * element, so that a frame is complete with its closing brace. An object on its own, such as an error, is one frame.
 */
export function jsonArray(): Framer {
  const kept = carry()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const encoder = new TextEncoder()
  let depth = 0
  let inArray = false
  let inString = false
  let escaped = false
  let ended = false
  let isBroken = false

  // Elements are objects as a rule; others leave with the next frame, or with the rest.
  function completes(byte: number | undefined): boolean {
    if (inString) {
      if (escaped) escaped = false
      else if (byte === BACKSLASH) escaped = true
      else if (byte === QUOTE) inString = false
      return false
    }
    if (byte === QUOTE) inString = true
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (ended) isBroken = true
      if (depth === 0 && !inArray && byte === OPEN_ARRAY) inArray = true
      else depth++
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      if (depth === 0) {
        if (!inArray || byte === CLOSE_OBJECT) isBroken = true
        inArray = false
        ended = true
        return false
      }
      depth--
      return depth === 0
    }
    return false
  }

  function toFrame(bytes: Uint8Array, start: number, end: number): Frame {
    const text = decoder.decode(bytes.subarray(start, end))
    const element = text.slice(elementStart(text))
    // Behind the last element stands `]` and white space.
    return { bytes, start, end, event: undefined, data: /^[\]\s]*$/.test(element) ? undefined : element }
  }

  return {
    push: (chunk) => {
      const frames: Frame[] = []
      let start = 0
      for (let at = 0; at < chunk.byteLength; at++) {
        if (!completes(chunk[at])) continue
        const { bytes, start: from, end } = kept.cut(chunk, start, at + 1)
        frames.push(toFrame(bytes, from, end))
        start = at + 1
      }
      kept.keep(chunk, start)
      return frames
    },
    flush: () => {
      if (kept.size() === 0) return undefined
      const bytes = kept.rest()
      return toFrame(bytes, 0, bytes.byteLength)
    },
    withData: ({ bytes, start, end }, data) => {
      const text = decoder.decode(bytes.subarray(start, end))
      return encoder.encode(text.slice(0, elementStart(text)) + data)
    },
    pending: kept.size,
    broken: () => isBroken,
  }
}

/** Where the element begins, behind `[` or `,` and white space. */
function elementStart(text: string): number {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let opened = false
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 32 || unit === 10 || unit === 13 || unit === 9) continue
    if (unit !== COMMA && (unit !== OPEN_ARRAY || opened)) break
    opened = true
  }
  return at
}
