import type { Framer } from './frame.ts'

/** The messages of a socket as the frames of a stream: each is one frame, whatever its text holds. */
export interface Messages extends Framer {
  /** The frame of one message, to be pushed next. */
  pack: (text: string) => Uint8Array<ArrayBuffer>
  /** The messages that stand in these bytes. */
  unpack: (bytes: Uint8Array | undefined) => string[]
}

// No byte of UTF-8 is this one, so it can stand between texts that may hold every character.
const END = 0xff

/** A framer for messages, in each of which one JSON text comes whole. */
export function messages(): Messages {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let packed = ''
  return {
    pack: (text) => {
      packed = text
      return encode(text)
    },
    push: (bytes) => [{ bytes, start: 0, end: bytes.byteLength, event: undefined, data: packed }],
    flush: () => undefined,
    withData: (_frame, data) => encode(data),
    unpack: (bytes) => {
      const texts: string[] = []
      if (bytes === undefined) return texts
      let start = 0
      for (let at = bytes.indexOf(END); at !== -1; at = bytes.indexOf(END, start)) {
        texts.push(decoder.decode(bytes.subarray(start, at)))
        start = at + 1
      }
      return texts
    },
    pending: () => 0,
    broken: () => false,
  }
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  const encoded = new TextEncoder().encode(text)
  const bytes = new Uint8Array(encoded.byteLength + 1)
  bytes.set(encoded)
  bytes[encoded.byteLength] = END
  return bytes
}
