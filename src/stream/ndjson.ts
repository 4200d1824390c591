import { carry, type Frame, type Framer } from './frame.ts'

const LF = 10

/** Cuts newline-delimited JSON into its lines. */
export function ndjson(): Framer {
  const kept = carry()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const encoder = new TextEncoder()

  function toFrame(bytes: Uint8Array, start: number, end: number): Frame {
    const data = trimmed(decoder.decode(bytes.subarray(start, end)))
    return { bytes, start, end, event: undefined, data: data === '' ? undefined : data }
  }

  return {
    push: (chunk) => {
      const frames: Frame[] = []
      let start = 0
      for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, start)) {
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
    withData: ({ bytes, start, end, data: old = '' }, data) => {
      const text = decoder.decode(bytes.subarray(start, end))
      const at = text.indexOf(old)
      return encoder.encode(text.slice(0, at) + data + text.slice(at + old.length))
    },
    pending: kept.size,
    broken: () => false,
  }
}

// Not String.prototype.trim: what JSON does not call white space belongs to the line.
function trimmed(line: string): string {
  let start = line.charCodeAt(0) === 0xfeff ? 1 : 0
  let end = line.length
  while (start < end && isSpace(line.charCodeAt(start))) start++
  while (end > start && isSpace(line.charCodeAt(end - 1))) end--
  return line.slice(start, end)
}

function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 13 || unit === 9
}
