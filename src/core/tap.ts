import { decodeBody } from './body.ts'
import { deriveResponse } from './derived-response.ts'
import { concat } from './read-answer.ts'

export interface TapOptions {
  maxBytes: number
  encoded: boolean
  /** Called once; the text is there when the body was read to its end and could be decoded. */
  onEnd: (outcome: 'completed' | 'failed' | 'aborted', text?: string) => void | Promise<void>
}

/** Hands an answer on chunk by chunk, as its reader asks for it, and keeps a copy to be judged when it has ended. */
export function tap(response: Response, { maxBytes, encoded, onEnd }: TapOptions): Response {
  const chunks: Uint8Array[] = []
  let size = 0
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  const body = new ReadableStream(
    {
      type: 'bytes',
      pull: async (controller) => {
        // Not before somebody reads: an answer that is dropped unread must be able to release its socket.
        reader ??= (response.body as ReadableStream<Uint8Array>).getReader()
        try {
          const { done, value } = await reader.read()
          if (done) {
            controller.close()
            controller.byobRequest?.respond(0)
            void ended('completed')
            return
          }
          size += value.byteLength
          // A copy: what is enqueued in a byte stream is detached from its owner.
          if (size <= maxBytes) chunks.push(value.slice())
          controller.enqueue(value.slice())
        } catch (error) {
          void ended('failed')
          controller.error(error)
        }
      },
      cancel: async (reason: unknown) => {
        void ended('aborted')
        await (reader?.cancel(reason) ?? response.body?.cancel(reason))
      },
    },
    { highWaterMark: 0 },
  )
  return deriveResponse(response, body, {})

  async function ended(outcome: 'completed' | 'failed' | 'aborted'): Promise<void> {
    const encoding = encoded ? (response.headers.get('content-encoding') ?? undefined) : undefined
    const whole = outcome === 'completed' && size <= maxBytes
    const text = whole ? await decodeBody(concat(chunks, size), encoding, maxBytes).catch(() => undefined) : undefined
    await onEnd(outcome, text)
  }
}
