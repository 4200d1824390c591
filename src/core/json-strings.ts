import { carry, type Frame, type Framer } from '../stream/frame.ts'
import { child } from '../text/pointer.ts'

/** Where a string value stands in a JSON document. */
export interface JsonPlace {
  /** JSON Pointer. */
  path: string
  /** The keys that lead there. */
  keys: readonly string[]
  /** What the nearest object around it has under `name`, as far as it has come. */
  name: string | undefined
}

/** A framer whose frames are pieces of the string values that are read, and what stands between them. */
export interface JsonStrings extends Framer {
  /** Where the string stands that a frame with this event is a piece of; each is told once. */
  place: (event: string) => JsonPlace | undefined
}

interface Level {
  isArray: boolean
  key: string
  index: number
  name: string | undefined
}

const [QUOTE, BACKSLASH, COMMA, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT, U] = [34, 92, 44, 58, 91, 93, 123, 125, 117]
const DEEPEST = 1000
const LONGEST_KEY = 200
/** What the frame behind a string carries: no text, but the word that the string is over. */
const OVER = 'null'

/**
 * Cuts a JSON document of any length into pieces of its string values, as JSON strings of their own, and the bytes between them. Nothing is
 * kept but the way down to where it is; a piece never ends within an escape or a character. Keys that `reads` denies are not looked at.
 */
export function jsonStrings(reads: (key: string) => boolean): JsonStrings {
  const kept = carry()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const encoder = new TextEncoder()
  const places = new Map<string, JsonPlace>()
  const levels: Level[] = []
  let frames: Frame[] = []
  let start = 0
  let string: 'key' | 'read' | 'skipped' | undefined
  let number = 0
  let over = false
  let expectsKey = false
  let isBroken = false
  // Bytes that are still to come of an escape, plus one, and of a character.
  let escape = 0
  let rest = 0

  function cut(chunk: Uint8Array, to: number, piece: boolean): void {
    if (start < to || (piece && kept.size() > 0)) {
      const { bytes, start: from, end } = kept.cut(chunk, start, to)
      const raw = piece ? decoder.decode(bytes.subarray(from, end)) : ''
      frames.push({
        bytes,
        start: from,
        end,
        event: piece ? String(number) : undefined,
        data: piece ? `"${raw}"` : over ? OVER : undefined,
      })
      if (piece) remember(raw)
      else over = false
    }
    start = to
  }

  function remember(raw: string): void {
    const level = levels.at(-1)
    if (level?.key === 'name' && !level.isArray) level.name = ((level.name ?? '') + raw).slice(0, LONGEST_KEY)
  }

  function readString(chunk: Uint8Array, from: number): number {
    let safe = from
    for (let at = from; at < chunk.byteLength; at++) {
      const byte = chunk[at] ?? 0
      if (escape === 1) escape = byte === U ? 5 : 0
      else if (escape > 1) escape = escape === 2 ? 0 : escape - 1
      else if (byte === BACKSLASH) escape = 1
      else if (byte === QUOTE) {
        endString(chunk, from, at)
        return at + 1
      } else if (byte >= 0xc0) rest = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1
      else rest = byte >= 0x80 && rest > 0 ? rest - 1 : 0
      if (escape === 0 && rest === 0) safe = at + 1
    }
    if (string === 'key') addKey(chunk, from, chunk.byteLength)
    if (string === 'read' && safe > from) cut(chunk, safe, true)
    return chunk.byteLength
  }

  function beginString(chunk: Uint8Array, at: number): void {
    const level = levels.at(-1)
    rest = 0
    if (expectsKey && level !== undefined) {
      string = 'key'
      level.key = ''
      return
    }
    const owner = levels.findLast(({ isArray }) => !isArray)
    string = reads(owner?.key ?? '') ? 'read' : 'skipped'
    if (string === 'skipped') return
    cut(chunk, at + 1, false)
    if (level?.key === 'name') level.name = undefined
    places.set(String(++number), {
      path: levels.reduce((path, { isArray, key, index }) => child(path, isArray ? index : key), ''),
      keys: levels.flatMap(({ isArray, key }) => (isArray ? [] : [key])),
      name: levels.findLast(({ name }) => name !== undefined)?.name,
    })
  }

  function endString(chunk: Uint8Array, from: number, at: number): void {
    if (string === 'key') addKey(chunk, from, at)
    if (string === 'read') {
      cut(chunk, at, true)
      over = true
    }
    string = undefined
  }

  function addKey(chunk: Uint8Array, from: number, to: number): void {
    const level = levels.at(-1)
    if (level !== undefined)
      level.key = (level.key + decoder.decode(chunk.subarray(from, Math.min(to, from + LONGEST_KEY)))).slice(0, LONGEST_KEY)
  }

  function readStructure(chunk: Uint8Array, at: number): void {
    const byte = chunk[at]
    if (byte === QUOTE) beginString(chunk, at)
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      levels.push({ isArray: byte === OPEN_ARRAY, key: '', index: 0, name: undefined })
      expectsKey = byte === OPEN_OBJECT
      if (levels.length > DEEPEST) isBroken = true
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      if (levels.pop()?.isArray !== (byte === CLOSE_ARRAY)) isBroken = true
      expectsKey = false
    } else if (byte === COMMA) {
      const level = levels.at(-1)
      expectsKey = level?.isArray === false
      if (level?.isArray === true) level.index++
    } else if (byte === COLON) expectsKey = false
  }

  return {
    push: (chunk) => {
      frames = []
      start = 0
      for (let at = 0; at < chunk.byteLength && !isBroken;) {
        if (string !== undefined) at = readString(chunk, at)
        else readStructure(chunk, at++)
      }
      if (string === 'read') kept.keep(chunk, start)
      else cut(chunk, chunk.byteLength, false)
      return frames
    },
    flush: () => {
      if (kept.size() === 0) return undefined
      const bytes = kept.rest()
      return { bytes, start: 0, end: bytes.byteLength, event: undefined, data: undefined }
    },
    withData: (_frame, data) => encoder.encode(data.slice(1, -1)),
    pending: kept.size,
    broken: () => isBroken,
    place: (event) => {
      const place = places.get(event)
      places.delete(event)
      return place
    },
  }
}
