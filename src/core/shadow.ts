import { deriveResponse } from './derived-response.ts'

/** An answer on its way to the program, and a copy of it that can be looked at beside it. */
export interface Shadowed {
  delivered: Response
  shadow: Response
  /** Stops copying: nobody looks. */
  drop: () => void
  /** Settles when the program has let go of the answer before its end. */
  cancelled: Promise<void>
}

/**
 * Copies an answer while the program reads it, chunk by chunk as the program asks for them: nothing is held, changed or read ahead.
 * An answer without a body has no shadow.
 */
export function shadowed(response: Response): Shadowed | undefined {
  const { body } = response
  if (body === null) return undefined
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  let copy: ReadableStreamDefaultController<Uint8Array> | undefined
  let release: () => void = () => {}
  const cancelled = new Promise<void>((resolve) => (release = resolve))

  const shadow = new ReadableStream<Uint8Array>({ start: (controller) => void (copy = controller), cancel: () => void (copy = undefined) })
  const delivered = new ReadableStream(
    {
      type: 'bytes',
      pull: async (controller) => {
        // Not before somebody reads: an answer that is dropped unread must be able to release its socket.
        reader ??= body.getReader()
        try {
          const { done, value } = await reader.read()
          if (!done) {
            copy?.enqueue(value.slice())
            // What is enqueued in a byte stream is detached from its owner, who may have it from a pool.
            return controller.enqueue(value.slice())
          }
          copy?.close()
          controller.close()
          controller.byobRequest?.respond(0)
        } catch (error) {
          copy?.error(error)
          controller.error(error)
        }
      },
      cancel: async (reason: unknown) => {
        release()
        copy?.error(reason)
        await (reader?.cancel(reason) ?? body.cancel(reason))
      },
    },
    { highWaterMark: 0 },
  )
  return {
    delivered: deriveResponse(response, delivered, {}),
    shadow: deriveResponse(response, shadow, {}),
    drop: () => void (copy = undefined),
    cancelled,
  }
}

/** Reads a body to its end and forgets it. */
export async function drain(body: ReadableStream<Uint8Array> | null): Promise<void> {
  const reader = body?.getReader()
  if (reader === undefined) return
  try {
    while (!(await reader.read()).done);
  } catch {
    // The program sees the same error on its own copy.
  }
}
