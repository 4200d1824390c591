import type { StreamDecoder } from './stream-decode.ts'

/** The body of a response, as it is read. */
export interface StreamSource {
  read: () => Promise<ReadableStreamReadResult<Uint8Array>>
  /** True when nobody else holds the chunks. */
  owned: () => boolean
  cancel: (reason: unknown) => Promise<void>
}

/**
 * Reads the body of a response, but not before it is asked to: an answer that is dropped unread must be able to release its socket.
 * Holds the response itself, because undici cancels the body of a response that was collected.
 */
export function streamSource(response: Response, decoders: readonly StreamDecoder[] = []): StreamSource {
  const body = response.body as ReadableStream<Uint8Array>
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  let isOwned = false

  function open(): ReadableStreamDefaultReader<Uint8Array> {
    isOwned = decoders.length === 0 && isByteStream(body)
    reader = decoders.reduce<ReadableStream<Uint8Array>>((stream, decoder) => stream.pipeThrough(decoder), body).getReader()
    return reader
  }

  return {
    read: () => (reader ?? open()).read(),
    owned: () => isOwned,
    cancel: (reason) => (reader ?? response.body ?? body).cancel(reason),
  }
}

/** A byte stream takes what it is given away from its giver, so that its reader is the only one to hold it. */
function isByteStream(body: ReadableStream<Uint8Array>): boolean {
  try {
    body.getReader({ mode: 'byob' }).releaseLock()
    return true
  } catch {
    return false
  }
}
