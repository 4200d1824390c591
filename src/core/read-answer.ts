import { decodeBody } from './body.ts'
import { deriveResponse } from './derived-response.ts'

export type Answer =
  /** The whole text, and a response that carries the same bytes again. */
  | { text: string; response: Response }
  /** Why there is no text, and a response that goes on as the real one would have. */
  | { text?: undefined; reason: string; failed: boolean; response: Response }

/** Reads a JSON answer whole. What is too large, or fails on the way, is handed on as it is. */
export async function readAnswer(response: Response, { maxBytes, encoded }: { maxBytes: number; encoded: boolean }): Promise<Answer> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      chunks.push(value)
      size += value.byteLength
      if (size > maxBytes)
        return {
          reason: `the answer is larger than ${maxBytes} bytes`,
          failed: false,
          response: deriveResponse(response, resumed(chunks, reader), {}),
        }
    }
  } catch (error) {
    return { reason: 'the answer broke off', failed: true, response: deriveResponse(response, broken(chunks, error), {}) }
  }
  const bytes = concat(chunks, size)
  const same = deriveResponse(response, once(bytes), {})
  const text = await decodeBody(bytes, encoded ? (response.headers.get('content-encoding') ?? undefined) : undefined, maxBytes)
  return text === undefined ? { reason: 'the answer could not be decoded', failed: false, response: same } : { text, response: same }
}

/** A body of these bytes, in one chunk. */
export function once(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new Response(Uint8Array.from(bytes)).body as ReadableStream<Uint8Array<ArrayBuffer>>
}

export function concat(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

function resumed(chunks: Uint8Array[], reader: ReadableStreamDefaultReader<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const held = chunks.shift()
        if (held !== undefined) return controller.enqueue(held)
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

function broken(chunks: Uint8Array[], error: unknown): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const held = chunks.shift()
        if (held === undefined) controller.error(error)
        else controller.enqueue(held)
      },
    },
    { highWaterMark: 0 },
  )
}
