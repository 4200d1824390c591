import type { Call, Entry, EntryHost, Handle } from '../../src/types.ts'

/** Judges for a moment, then lets everything pass. */
export const identity: Handle = async (_call, send) => {
  await soon()
  return send()
}

/** Reads the whole body before it lets the call pass. */
export const reads: Handle = async (call, send) => {
  if (typeof call.body === 'function') await call.body()
  await soon()
  return send()
}

export const refuse: Handle = async () => {
  await soon()
  return new Response('{"error":{"message":"withheld","type":"guardrail_violation"}}', {
    status: 403,
    headers: { 'content-type': 'application/json', 'x-should-retry': 'false' },
  })
}

/** Replaces one text in the request's body. */
export function rewriteRequest(from: string, to: string): Handle {
  return async (call, send) => {
    const text = await bodyText(call)
    await soon()
    return text?.includes(from) ? send({ body: text.replaceAll(from, to) }) : send()
  }
}

/** Replaces one text in the answer, chunk by chunk. */
export function rewriteResponse(from: string, to: string): Handle {
  return async (_call, send) => {
    const response = await send()
    if (!response.body) return response
    const decoder = new TextDecoder()
    const encoder = new TextEncoder()
    const body = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => controller.enqueue(encoder.encode(decoder.decode(chunk, { stream: true }).replaceAll(from, to))),
      }),
    )
    const headers = new Headers(response.headers)
    headers.delete('content-length')
    return new Response(body, { status: response.status, statusText: response.statusText, headers })
  }
}

export async function bodyText(call: Call): Promise<string | undefined> {
  const body = typeof call.body === 'function' ? await call.body() : call.body
  return body === undefined || typeof body === 'string' ? body : new TextDecoder().decode(body)
}

export interface Watched extends EntryHost {
  calls: Call[]
  notes: string[]
}

/** A host that keeps what it is asked. */
export function hostWith(handle: Handle, more: Partial<EntryHost> = {}): Watched {
  const calls: Call[] = []
  const notes: string[] = []
  return {
    calls,
    notes,
    handle: (call, send) => {
      calls.push(call)
      return handle(call, send)
    },
    skip: () => false,
    note: (sentence) => void notes.push(sentence),
    ...more,
  }
}

/** Runs something while an entry is on. */
export async function guarded<T>(entry: Entry, host: EntryHost, run: () => Promise<T>): Promise<T> {
  const { restore } = entry.install(host)
  try {
    return await run()
  } finally {
    restore()
  }
}

const soon = () => new Promise<void>((resolve) => void setTimeout(resolve, 2))
