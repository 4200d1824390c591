import { decodeBase64, encodeBase64 } from '../text/data-url.ts'
import { locate } from '../text/json-locate.ts'
import { crc32 } from './crc32.ts'
import { carry, type Frame, type Framer } from './frame.ts'

// Lengths of `application/vnd.amazon.eventstream`: total (4), headers (4), CRC of these (4); headers; payload; CRC of all (4).
const PRELUDE = 12
const CHECKSUM = 4
const LARGEST = 24 * 1024 * 1024

/**
 * Cuts an AWS event stream into its messages; a changed message gets its lengths and both checksums anew.
 * Small enough to stand here: `@smithy/eventstream-codec` copies every message, and remains the oracle in the tests.
 */
export function awsEventStream(): Framer {
  const kept = carry()
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  const lengthBytes = new Uint8Array(4)
  let lengthSeen = 0
  let missing = 0
  let isBroken = false

  function readLength(byte: number): void {
    lengthBytes[lengthSeen++] = byte
    if (lengthSeen < 4) return
    const length = view(lengthBytes).getUint32(0)
    if (length < PRELUDE + CHECKSUM || length > LARGEST) isBroken = true
    else missing = length - 4
  }

  function toFrame(bytes: Uint8Array, start: number, end: number): Frame {
    const message = bytes.subarray(start, end)
    const headersEnd = PRELUDE + view(message).getUint32(4)
    if (headersEnd + CHECKSUM > message.byteLength) {
      isBroken = true
      return { bytes, start, end, event: undefined, data: undefined }
    }
    const payload = decoder.decode(message.subarray(headersEnd, -CHECKSUM))
    const event = eventType(message.subarray(PRELUDE, headersEnd), decoder)
    const data = event === 'chunk' ? (wrapped(payload)?.text ?? payload) : payload
    return { bytes, start, end, event, data: data === '' ? undefined : data }
  }

  return {
    push: (chunk) => {
      const frames: Frame[] = []
      let start = 0
      let at = 0
      while (at < chunk.byteLength && !isBroken) {
        if (lengthSeen < 4) {
          readLength(chunk[at++] ?? 0)
          continue
        }
        const taken = Math.min(missing, chunk.byteLength - at)
        at += taken
        missing -= taken
        if (missing > 0) break
        const { bytes, start: from, end } = kept.cut(chunk, start, at)
        frames.push(toFrame(bytes, from, end))
        start = at
        lengthSeen = 0
      }
      kept.keep(chunk, start)
      return frames
    },
    flush: () => {
      if (kept.size() === 0) return undefined
      const bytes = kept.rest()
      // A torn message: no client can read it as one, but whatever text is in it must be judged.
      return { bytes, start: 0, end: bytes.byteLength, event: undefined, data: decoder.decode(bytes) }
    },
    withData: ({ bytes, start, end, event }, data) => {
      const message = bytes.subarray(start, end)
      const lengths = message.byteLength < PRELUDE ? undefined : view(message)
      if (lengths?.getUint32(0) !== message.byteLength) return new Uint8Array()
      const headersEnd = PRELUDE + lengths.getUint32(4)
      const payload = event === 'chunk' ? decoder.decode(message.subarray(headersEnd, -CHECKSUM)) : ''
      const wrapping = wrapped(payload)
      const changed = wrapping === undefined ? data : wrapping.before + encodeBase64(data) + wrapping.after
      return encodeMessage(message.subarray(0, headersEnd), encoder.encode(changed))
    },
    pending: kept.size,
    broken: () => isBroken,
  }
}

/** The event that InvokeModelWithResponseStream puts in base64 into `{"bytes":"…"}`, and what stands around it. */
function wrapped(payload: string): { before: string; text: string; after: string } | undefined {
  const place = locate(payload, ['/bytes']).get('/bytes')
  if (place === undefined) return undefined
  const [from, to] = [place.start + 1, place.end - 1]
  const text = decodeBase64(payload.slice(from, to))
  return text === undefined ? undefined : { before: payload.slice(0, from), text, after: payload.slice(to) }
}

/** A message of this beginning, which has its prelude and headers, and another payload. */
function encodeMessage(head: Uint8Array, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoded = new Uint8Array(head.byteLength + payload.byteLength + CHECKSUM)
  encoded.set(head)
  encoded.set(payload, head.byteLength)
  const fields = view(encoded)
  fields.setUint32(0, encoded.byteLength)
  fields.setUint32(8, crc32(encoded.subarray(0, 8)))
  fields.setUint32(encoded.byteLength - CHECKSUM, crc32(encoded.subarray(0, -CHECKSUM)))
  return encoded
}

// Bytes that a header's value takes, by type; types 6 and 7 (bytes, string) begin with their length.
const valueSizes = [0, 0, 1, 2, 4, 8, undefined, undefined, 8, 16]
const STRING = 7

/** The type of an event, or of an exception. */
function eventType(headers: Uint8Array, decoder: TextDecoder): string | undefined {
  const fields = view(headers)
  let at = 0
  while (at + 2 <= headers.byteLength) {
    const nameEnd = at + 1 + fields.getUint8(at)
    if (nameEnd + 1 > headers.byteLength) return undefined
    const name = decoder.decode(headers.subarray(at + 1, nameEnd))
    const type = fields.getUint8(nameEnd)
    const size = valueSizes[type]
    if (size !== undefined) {
      at = nameEnd + 1 + size
      continue
    }
    if (nameEnd + 3 > headers.byteLength) return undefined
    const valueEnd = nameEnd + 3 + fields.getUint16(nameEnd + 1)
    if (type === STRING && (name === ':event-type' || name === ':exception-type'))
      return decoder.decode(headers.subarray(nameEnd + 3, valueEnd))
    at = valueEnd
  }
  return undefined
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
