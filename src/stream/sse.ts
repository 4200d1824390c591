import { carry, type Frame, type Framer } from './frame.ts'

const LF = 10
const CR = 13

/**
 * Cuts Server-Sent Events (WHATWG HTML, 9.2.6) into blocks that end with a blank line. Line ends may be LF, CR or CRLF, cut anywhere.
 * A leaner stand-in for `eventsource-parser`, which remains its oracle in the tests: the bytes of a block must survive as they came.
 */
export function sse(): Framer {
  const kept = carry()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const encoder = new TextEncoder()
  let lineIsEmpty = true
  let afterCr = false
  let afterCrlf = false
  // A blank line that ended with CR as the last byte of a chunk, in a stream that writes CRLF: its LF is on the way.
  let cutAfterLf = false
  let frames: Frame[] = []
  let start = 0

  function cut(chunk: Uint8Array, end: number): void {
    const { bytes, start: from, end: to } = kept.cut(chunk, start, end)
    frames.push(toFrame(bytes, from, to, decode(bytes, from, to)))
    start = end
  }

  function decode(bytes: Uint8Array, from: number, to: number): string {
    return decoder.decode(from === 0 && to === bytes.byteLength ? bytes : bytes.subarray(from, to))
  }

  function pushLines(chunk: Uint8Array): void {
    let lineStart = 0
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, lineStart)) {
      const joins = kept.size() > 0
      const ends = at === lineStart && lineIsEmpty
      if (ends) cut(chunk, at + 1)
      lineIsEmpty = true
      lineStart = at + 1
      // Tried once in a chunk: at its beginning, or behind the block that began before it.
      if (ends && joins && pushAscii(chunk)) return
    }
    if (lineStart < chunk.byteLength) lineIsEmpty = false
  }

  /** Where the rest of a chunk is ASCII, its blocks are cut from its text, which is decoded once for all of them. */
  function pushAscii(chunk: Uint8Array): boolean {
    const first = start
    const text = decode(chunk, first, chunk.byteLength)
    if (text.length !== chunk.byteLength - first || text.includes('\r')) return false
    let from = 0
    for (let blank = blankLine(text, 0); blank !== -1; blank = blankLine(text, from)) {
      frames.push(toFrame(chunk, first + from, first + blank + 1, text.slice(from, blank + 1)))
      from = blank + 1
    }
    start = first + from
    lineIsEmpty = from === text.length || text.endsWith('\n')
    return true
  }

  function pushAnyLines(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.byteLength; at++) {
      const byte = chunk[at]
      if (afterCr) {
        afterCr = false
        afterCrlf = byte === LF
        if (cutAfterLf) cut(chunk, byte === LF ? at + 1 : at)
        cutAfterLf = false
        if (byte === LF) continue
      }
      if (byte !== LF && byte !== CR) {
        lineIsEmpty = false
        continue
      }
      const blank = lineIsEmpty
      lineIsEmpty = true
      if (byte === CR) {
        afterCr = true
        const last = at + 1 === chunk.byteLength
        // Without a look at the next byte a CR-only stream is not kept waiting, and a CRLF one is cut behind its LF.
        if (blank && (last ? afterCrlf : chunk[at + 1] === LF)) cutAfterLf = true
        else if (blank) cut(chunk, at + 1)
      } else if (blank) cut(chunk, at + 1)
    }
  }

  return {
    push: (chunk) => {
      frames = []
      start = 0
      if (afterCr || kept.size() > 0 || !pushAscii(chunk)) {
        if (afterCr || chunk.includes(CR)) pushAnyLines(chunk)
        else pushLines(chunk)
      }
      kept.keep(chunk, start)
      return frames
    },
    flush: () => {
      if (kept.size() === 0) return undefined
      const bytes = kept.rest()
      return toFrame(bytes, 0, bytes.byteLength, decode(bytes, 0, bytes.byteLength))
    },
    withData: ({ bytes, start: from, end }, data) => encoder.encode(replaceData(decoder.decode(bytes.subarray(from, end)), data)),
    pending: kept.size,
    broken: () => false,
  }
}

/** Where the line end of the first blank line stands, from the beginning of a line on. */
function blankLine(text: string, from: number): number {
  if (text.charCodeAt(from) === LF) return from
  const at = text.indexOf('\n\n', from)
  return at === -1 ? -1 : at + 1
}

function toFrame(bytes: Uint8Array, start: number, end: number, text: string): Frame {
  // Nearly every block of a model's stream is one `data:` line and a blank one.
  if (text.startsWith('data:') && text.indexOf('\n') === text.length - 2 && !text.includes('\r')) {
    return { bytes, start, end, event: undefined, data: text.slice(text.charCodeAt(5) === 32 ? 6 : 5, -2) }
  }
  let event: string | undefined
  let data: string | undefined
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    const value = fieldValue(line, 'data')
    if (value !== undefined) data = data === undefined ? value : `${data}\n${value}`
    else event = fieldValue(line, 'event') ?? event
  }
  return { bytes, start, end, event, data }
}

function fieldValue(line: string, field: string): string | undefined {
  if (!line.startsWith(field)) return undefined
  if (line.length === field.length) return ''
  if (line.charCodeAt(field.length) !== 58) return undefined
  return line.slice(line.charCodeAt(field.length + 1) === 32 ? field.length + 2 : field.length + 1)
}

/** Puts the lines of `data` in the places of the old ones; JSON strings hold no line ends, so their number is the same. */
function replaceData(text: string, data: string): string {
  const lines = data.split('\n')
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  let next = 0
  return (
    mark +
    text
      .slice(mark.length)
      .split(/(\r\n|\n|\r)/)
      .map((line) => {
        const value = fieldValue(line, 'data')
        return value === undefined ? line : line.slice(0, line.length - value.length) + (lines[next++] ?? '')
      })
      .join('')
  )
}
