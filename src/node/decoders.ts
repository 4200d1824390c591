import { createRequire } from 'node:module'
import type { Transform } from 'node:stream'
import type * as Zlib from 'node:zlib'
import { provideDecoder, type BodyDecoder } from '../core/body.ts'
import { provideStreamDecoder, type StreamDecoder } from '../core/stream-decode.ts'

const require = createRequire(import.meta.url)
// Loaded with the first body that needs it: programs whose providers send gzip never do.
const zlib = () => require('node:zlib') as typeof Zlib

let undo: (() => void) | undefined

/** Teaches guard the content encodings that this Node undoes and its web streams do not: br, and zstd from Node 22.15 on. Once is enough; returns the way back. */
export function provideDecoders(): () => void {
  return (undo ??= provide())
}

function provide(): () => void {
  const restore = [provideDecoder('br', wholeBrotli), provideStreamDecoder('br', () => pair(brotli()))]
  if ('zstd' in process.versions)
    restore.push(
      provideDecoder('zstd', wholeZstd),
      provideStreamDecoder('zstd', () => pair(zstd())),
    )
  return () => {
    undo = undefined
    for (const one of restore) one()
  }
}

const wholeBrotli: BodyDecoder = (bytes, maxBytes) =>
  new Promise((resolve, reject) => {
    zlib().brotliDecompress(bytes, { maxOutputLength: maxBytes }, (error, decoded) => (error ? reject(error) : resolve(decoded)))
  })

const wholeZstd: BodyDecoder = (bytes, maxBytes) =>
  new Promise((resolve, reject) => {
    withZstd().zstdDecompress(bytes, { maxOutputLength: maxBytes }, (error, decoded) => (error ? reject(error) : resolve(decoded)))
  })

// A stream that is cut off gives what it holds, as that of undici's fetch does.
function brotli(): Transform {
  const { createBrotliDecompress, constants } = zlib()
  return createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH })
}

function zstd(): Transform {
  const { createZstdDecompress, constants } = withZstd()
  return createZstdDecompress({ flush: constants.ZSTD_e_continue, finishFlush: constants.ZSTD_e_end })
}

interface Zstd {
  zstdDecompress: (bytes: Uint8Array, options: object, done: (error: Error | null, decoded: Buffer) => void) => void
  createZstdDecompress: (options: object) => Transform
  constants: { ZSTD_e_continue: number; ZSTD_e_end: number }
}

/** What the types of Node 20 do not know. */
function withZstd(): Zstd {
  return zlib() as unknown as Zstd
}

/** A transform as the web's streams have it: nothing is decoded before it is asked for. */
function pair(transform: Transform): StreamDecoder {
  const chunks = transform[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  return {
    readable: new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const { done, value } = await chunks.next()
          if (done === true) controller.close()
          else controller.enqueue(value)
        },
        cancel: () => void transform.destroy(),
      },
      { highWaterMark: 0 },
    ),
    writable: new WritableStream<Uint8Array>({
      write: (chunk) =>
        new Promise((resolve, reject) => {
          transform.write(chunk, (error) => (error ? reject(error) : resolve()))
        }),
      close: () => void transform.end(),
      abort: () => void transform.destroy(),
    }),
  }
}
