import type { Frame } from '../stream/frame.ts'
import type { Framing, StreamBegun } from '../types.ts'
import type { HeldFrame } from './stream-queue.ts'

/** Remembers of a stream what its end has to refer to. */
export interface StreamBegunRecord {
  /** Notes a frame that is delivered. */
  record: (held: HeldFrame) => void
  /** Notes a frame that is delivered and says nothing new of what is open. */
  count: (frame: Frame) => void
  read: () => StreamBegun
}

/** A record of a stream of which nothing was delivered. */
export function streamBegun(framing: Framing, asked?: string): StreamBegunRecord {
  const open = new Map<string, unknown>()
  let events = 0
  let first: unknown
  let model: string | undefined
  let id: string | undefined

  function count({ data }: Frame): void {
    if (data !== undefined) events++
  }

  function record({ frame, data, reading, pieces }: HeldFrame): void {
    count(frame)
    if (frame.data === undefined || reading === undefined) return
    first ??= data
    model ??= reading.model
    id ??= reading.conversation
    if (reading.opens !== undefined) for (const channel of reading.opens) open.set(channel, data)
    for (const { channel } of pieces) if (!open.has(channel.name)) open.set(channel.name, data)
    if (reading.done === true || reading.ends === '*') open.clear()
    else if (reading.ends !== undefined) for (const channel of reading.ends) open.delete(channel)
  }

  return {
    record,
    count,
    read: () => ({
      framing,
      model: model ?? asked,
      id,
      open: Array.from(open, ([channel, opened]) => ({ channel, opened })),
      events,
      first,
    }),
  }
}
