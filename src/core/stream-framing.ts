import type { Framer } from '../stream/frame.ts'
import type { Delta, Framing, OnBlock, Reading, StreamReader, WireCall, WireFormat } from '../types.ts'
import { mediaType } from '../text/media-type.ts'

/** How a stream is cut and read. */
export interface StreamFormat {
  framing: Framing
  /** What cuts the stream, where that is not the framing's own. */
  framer?: Framer | undefined
  reader: StreamReader
  /** A channel that has ended never comes back. */
  forgets?: boolean | undefined
  /** The only way in which such a stream can be ended. */
  onBlock?: OnBlock | undefined
  /** Where no header says how it is cut: tells from its first bytes, as text; `undefined` where they are of no known kind, `'more'` where they are too few. */
  sniff?: ((first: string) => StreamFormat | 'more' | undefined) | undefined
}

/**
 * How an answer is streamed; `undefined` where it is none. What was asked for as a stream and comes without a telling content type is one
 * that its first bytes explain.
 */
export function framingOf(
  { ok, headers }: Pick<Response, 'ok' | 'headers'>,
  wire: Pick<WireFormat, 'framing' | 'stream' | 'response'>,
  call: WireCall,
  { stream }: Pick<Reading, 'stream'>,
): StreamFormat | undefined {
  if (!ok) return undefined
  const contentType = headers.get('content-type') ?? ''
  const known = (type: string): StreamFormat | undefined => {
    const framing = wire.framing(type, call)
    return framing === undefined ? undefined : { framing, reader: wire.stream(call) }
  }
  const told = known(contentType)
  if (told !== undefined || stream !== true || !untold.has(mediaType(contentType))) return told
  return { framing: 'sse', reader: wire.stream(call), sniff: (first) => sniff(first, known, () => documents(wire, call)) }
}

const untold = new Set(['', 'text/plain', 'application/octet-stream', 'binary/octet-stream'])
const fields = ['data:', 'event:', 'id:', 'retry:', ':']

function sniff(
  first: string,
  known: (type: string) => StreamFormat | undefined,
  whole: () => StreamFormat,
): StreamFormat | 'more' | undefined {
  if (first === '' || fields.some((field) => field.length > first.length && field.startsWith(first))) return 'more'
  if (fields.some((field) => first.startsWith(field))) return known('text/event-stream')
  if (first.startsWith('{')) return known('application/x-ndjson') ?? whole()
  if (first.startsWith('[')) return known('application/json') ?? whole()
  // The length that a message of AWS begins with is below 16 MiB.
  return first.startsWith('\0') ? known('application/vnd.amazon.eventstream') : undefined
}

/** An answer that came in one piece after all. */
function documents(wire: Pick<WireFormat, 'response'>, call: WireCall): StreamFormat {
  return {
    framing: 'json-array',
    reader: ({ data }) => {
      const { segments, toolCalls, usage, model, conversation } = wire.response(data, call)
      const deltas = segments.flatMap(({ path, text, kind, role, name, callId, encoding, writable }): Delta[] => {
        if (writable === false || (encoding !== undefined && encoding !== 'json')) return []
        return [{ channel: path, path, text, mode: 'whole', kind, role, name, callId, encoding }]
      })
      return { deltas, toolCalls, ends: '*', usage, model, conversation }
    },
  }
}
