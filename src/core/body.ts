import { formText } from '../text/form.ts'
import type { BodySource, Call } from '../types.ts'

/** What could be read of a body. */
export type BodyText =
  | {
      text: string
      reason?: undefined
      /** Makes the body out of the changed text, where the text is not the body itself (forms). */
      rebuild?: ((text: string) => string | Uint8Array<ArrayBuffer>) | undefined
    }
  /** No text: there is no body, or `reason` says why it could not be read. */
  | { text: undefined; reason?: string | undefined; rebuild?: undefined }

/** Undoes one content encoding. */
export type BodyDecoder = (bytes: Uint8Array, maxBytes: number) => Promise<Uint8Array>

const decoders = new Map<string, BodyDecoder>()

/** Teaches every guard of this process a content encoding that the platform's own streams do not know (br, zstd); returns the way back. */
export function provideDecoder(encoding: string, decode: BodyDecoder): () => void {
  decoders.set(encoding, decode)
  return () => {
    if (decoders.get(encoding) === decode) decoders.delete(encoding)
  }
}

/** Reads a request body as text, up to a size: decoded, and forms as the JSON object that their fields are. */
export async function readBody(call: Pick<Call, 'body' | 'header'>, maxBytes: number): Promise<BodyText> {
  const body = typeof call.body === 'function' ? await call.body() : call.body
  if (body === undefined) return { text: undefined }
  const tooLarge = `the body is larger than ${maxBytes} bytes`
  if (typeof body === 'string' ? body.length > maxBytes : body.byteLength > maxBytes) return { text: undefined, reason: tooLarge }
  const contentType = call.header('content-type') ?? ''
  if (typeof body === 'string') return formText(contentType, body) ?? { text: body }
  const decoded = await decodeBytes(body, call.header('content-encoding'), maxBytes)
  if (typeof decoded === 'string') return { text: undefined, reason: decoded }
  const form = formText(contentType, decoded)
  if (form) return form
  const text = toText(decoded)
  return text === undefined ? { text: undefined, reason: 'the body is not UTF-8 text' } : { text }
}

/** Decodes the bytes of a body; `undefined` where its encoding is unknown or wrong, or it grows too large. */
export async function decodeBody(bytes: Uint8Array, contentEncoding: string | undefined, maxBytes: number): Promise<string | undefined> {
  const decoded = await decodeBytes(bytes, contentEncoding, maxBytes)
  return typeof decoded === 'string' ? undefined : toText(decoded)
}

// Text that is not UTF-8 could not be written back byte for byte, so it counts as unread. A byte order mark stays in the text.
function toText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

async function decodeBytes(bytes: Uint8Array, contentEncoding: string | undefined, maxBytes: number): Promise<Uint8Array | string> {
  const encodings = (contentEncoding ?? '').split(',').map((name) => name.trim().toLowerCase())
  let decoded = bytes
  for (const encoding of encodings.reverse()) {
    if (encoding === '' || encoding === 'identity') continue
    const decode = decoderFor(encoding)
    if (!decode) return `the content encoding ${/^[a-z0-9-]{1,20}$/.test(encoding) ? encoding : 'in use'} is not known here`
    try {
      decoded = await decode(decoded, maxBytes)
    } catch {
      return 'the body could not be decoded, or is too large when it is'
    }
  }
  return decoded
}

const native: Record<string, string> = { gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate', br: 'brotli', zstd: 'zstd' }

function decoderFor(encoding: string): BodyDecoder | undefined {
  const given = decoders.get(encoding)
  if (given) return given
  const format = Object.hasOwn(native, encoding) ? native[encoding] : undefined
  if (format === undefined || !isSupported(format)) return undefined
  return async (bytes, maxBytes) => {
    // HTTP's deflate has a zlib header by the book, and none from some senders.
    const raw = format === 'deflate' && ((bytes[0] ?? 0) & 0x0f) !== 8
    return inflate(bytes, raw ? 'deflate-raw' : format, maxBytes)
  }
}

function isSupported(format: string): boolean {
  try {
    void new DecompressionStream(format as CompressionFormat)
    return true
  } catch {
    return false
  }
}

async function inflate(bytes: Uint8Array, format: string, maxBytes: number): Promise<Uint8Array> {
  const stream = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new DecompressionStream(format as CompressionFormat))
  return readAll(stream, maxBytes)
}

async function readAll(source: AsyncIterable<unknown>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of source) {
    const bytes = toBytes(chunk)
    size += bytes.byteLength
    if (size > maxBytes) throw new RangeError('The body is too large.')
    chunks.push(bytes)
  }
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}

function toBytes(chunk: unknown): Uint8Array {
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk)
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  if (isBuffer(chunk)) return new Uint8Array(chunk)
  throw new TypeError('A body chunk is neither text nor bytes.')
}

// Test realms and frames have their own ArrayBuffer.
function isBuffer(value: unknown): value is ArrayBuffer {
  return (
    Object.prototype.toString.call(value) === '[object ArrayBuffer]' ||
    Object.prototype.toString.call(value) === '[object SharedArrayBuffer]'
  )
}

/**
 * Turns whatever a caller may give as a body into what a call holds: text and bytes at once, everything that takes waiting as a
 * function that reads the whole of it. Streams and iterables are used up by reading; the caller sends what was read.
 */
export function bodySource(body: unknown, maxBytes = 32 * 1024 * 1024): BodySource | undefined {
  if (body === undefined || body === null) return undefined
  if (typeof body === 'string') return body
  if (ArrayBuffer.isView(body) || isBuffer(body)) return toBytes(body)
  if (typeof body !== 'object') return String(body)
  if (body instanceof URLSearchParams) return body.toString()
  if (typeof Blob !== 'undefined' && body instanceof Blob) return async () => new Uint8Array(await body.arrayBuffer())
  if (typeof FormData !== 'undefined' && body instanceof FormData) return async () => new Uint8Array(await new Response(body).arrayBuffer())
  if (Symbol.asyncIterator in body) return () => readAll(body as AsyncIterable<unknown>, maxBytes)
  if (body instanceof ReadableStream)
    return async () => new Uint8Array(await new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer())
  if (Symbol.iterator in body) return () => readAll(fromIterable(body as Iterable<unknown>), maxBytes)
  return String(body)
}

async function* fromIterable(source: Iterable<unknown>): AsyncGenerator<unknown> {
  yield* source
}
