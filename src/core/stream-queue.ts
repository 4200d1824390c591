import type { Frame, Framer } from '../stream/frame.ts'
import type { Joiner } from '../stream/joiner.ts'
import { spliceStrings, spliceText, type StringEdits } from '../text/json-splice.ts'
import type { StreamReading } from '../types.ts'
import type { StreamBegunRecord } from './stream-begun.ts'
import type { StreamChannel } from './stream-channel.ts'
import type { StreamEdit } from './stream-judge.ts'

/** A frame with what was read in it, on its way out. */
export interface HeldFrame {
  frame: Frame
  /** The JSON that it carries, parsed. */
  data: unknown
  reading: StreamReading | undefined
  /** Its texts, by the place they have in their channels. */
  pieces: Piece[]
  /** Changes of texts that belong to no channel, by JSON Pointer. */
  texts?: Map<string, StringEdits> | undefined
  /** Changes of its data as it is written. */
  spans?: readonly StreamEdit[] | undefined
}

export interface Piece {
  channel: StreamChannel
  /** JSON Pointer of the text; without one the frame only waits for its channel. */
  path: string | undefined
  /** The text's place in its channel. */
  start: number
  end: number
}

/** Frames that wait, first in, first out. */
export interface StreamQueue {
  /** Takes a frame, and lets go what may go by now. */
  push: (held: HeldFrame) => void
  /** Takes a frame that waits for nothing but those before it. */
  pass: (frame: Frame) => void
  /** Lets everything go, whatever it waits for. */
  release: () => void
  /** Bytes that wait. */
  bytes: () => number
}

/** A frame of which nothing is read or changed. */
export function untouched(frame: Frame): HeldFrame {
  return { frame, data: undefined, reading: undefined, pieces: [] }
}

/** A queue that writes frames to `output` when all their texts are cleared: as they came, or with the strings changed that must be. */
export function streamQueue({ framer, output, begun }: { framer: Framer; output: Joiner; begun: StreamBegunRecord }): StreamQueue {
  let waiting: HeldFrame[] = []
  let first = 0
  let bytes = 0

  function push(held: HeldFrame): void {
    if (first === waiting.length && mayLeave(held)) return leave(held)
    waiting.push(held)
    bytes += held.frame.end - held.frame.start
    while (first < waiting.length && mayLeave(waiting[first] as HeldFrame)) shift()
    if (first === waiting.length) {
      waiting = []
      first = 0
    }
  }

  function pass(frame: Frame): void {
    if (first < waiting.length) return push(untouched(frame))
    begun.count(frame)
    output.add(frame.bytes, frame.start, frame.end)
  }

  function shift(): void {
    const held = waiting[first] as HeldFrame
    first++
    bytes -= held.frame.end - held.frame.start
    leave(held)
  }

  function leave(held: HeldFrame): void {
    const { frame, pieces, texts, spans } = held
    begun.record(held)
    if (spans === undefined && texts === undefined && !pieces.some(isEdited)) return output.add(frame.bytes, frame.start, frame.end)
    const edits = new Map(texts)
    for (const { channel, path, start, end } of pieces) {
      const within = channel.editsWithin(start, end)
      if (path !== undefined && within.length > 0) edits.set(path, { edits: within })
    }
    const data = frame.data ?? ''
    const spliced = edits.size === 0 ? data : spliceStrings(data, edits)
    const encoded = framer.withData(frame, spans === undefined ? spliced : spliceText(spliced, spans))
    output.add(encoded, 0, encoded.byteLength)
  }

  return {
    push,
    pass,
    release: () => {
      while (first < waiting.length) shift()
      waiting = []
      first = 0
    },
    bytes: () => bytes,
  }
}

function mayLeave({ pieces }: HeldFrame): boolean {
  for (const { channel, end } of pieces) if (channel.cleared < end) return false
  return true
}

function isEdited({ channel, start, end }: Piece): boolean {
  return channel.editsWithin(start, end).length > 0
}
