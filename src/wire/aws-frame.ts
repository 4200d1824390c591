import { crc32 } from '../stream/crc32.ts'
import { concat } from '../stream/frame.ts'

export { concat }

/** An event of an AWS event stream. */
export function awsEvent(type: string, payload: unknown): Uint8Array<ArrayBuffer> {
  return awsFrame({ ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' }, payload)
}

/** An exception in an AWS event stream. */
export function awsException(type: string, payload: unknown): Uint8Array<ArrayBuffer> {
  return awsFrame({ ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' }, payload)
}

// One message: its headers are strings, its payload JSON.
function awsFrame(headers: Record<string, string>, payload: unknown): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const heads = concat(Object.entries(headers).map(([name, value]) => header(encoder.encode(name), encoder.encode(value))))
  const body = encoder.encode(JSON.stringify(payload))
  const message = new Uint8Array(12 + heads.byteLength + body.byteLength + 4)
  const view = new DataView(message.buffer)
  view.setUint32(0, message.byteLength)
  view.setUint32(4, heads.byteLength)
  view.setUint32(8, crc32(message.subarray(0, 8)))
  message.set(heads, 12)
  message.set(body, 12 + heads.byteLength)
  view.setUint32(message.byteLength - 4, crc32(message.subarray(0, message.byteLength - 4)))
  return message
}

// Name length (1), name, type 7 for a string, value length (2), value.
function header(name: Uint8Array, value: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + name.byteLength + value.byteLength)
  bytes[0] = name.byteLength
  bytes.set(name, 1)
  bytes[1 + name.byteLength] = 7
  new DataView(bytes.buffer).setUint16(2 + name.byteLength, value.byteLength)
  bytes.set(value, 4 + name.byteLength)
  return bytes
}
