import type { BodySource } from '../types.ts'

export interface Arguments {
  input: RequestInfo | URL
  init: RequestInit | undefined
}

export interface CaughtBody {
  source: BodySource | undefined
  outgoing: () => Arguments
}

/** Types whose bodies can hold a prompt: anything else that has to be consumed to be seen stays unread. */
const readable = /json|multipart\/form-data|x-www-form-urlencoded|^$/i

/** The body of a fetch call, without touching it: streams and requests are copied only when somebody wants to read. */
export function bodyOf({ input, init }: Arguments, request: Request | undefined, header: (name: string) => string | undefined): CaughtBody {
  let sent: Arguments = { input, init }
  const outgoing = () => sent
  const given: unknown = init?.body
  if (given !== undefined && given !== null) {
    if (typeof given === 'string') return { source: given, outgoing }
    if (given instanceof ArrayBuffer) return { source: new Uint8Array(given), outgoing }
    if (ArrayBuffer.isView(given)) return { source: new Uint8Array(given.buffer, given.byteOffset, given.byteLength), outgoing }
    if (typeof (given as Blob).arrayBuffer === 'function') return { source: () => bytesOf(given as BodyInit), outgoing }
    if (given instanceof FormData || given instanceof URLSearchParams) return { source: form(given), outgoing }
    if (!readable.test(header('content-type') ?? '')) return { source: undefined, outgoing }
    if (given instanceof ReadableStream) {
      return {
        source: () => {
          const [kept, read] = given.tee()
          sent = { input, init: { ...init, body: kept } }
          return bytesOf(read)
        },
        outgoing,
      }
    }
    return { source: undefined, outgoing }
  }
  if (request === undefined || request.body === null || request.bodyUsed || !readable.test(header('content-type') ?? ''))
    return { source: undefined, outgoing }
  return { source: () => bytesOf(request.clone().body as BodyInit), outgoing }
}

// FormData is read from a copy of its own: serialising it twice would give it two boundaries, and the caller's is made when it is sent.
function form(given: FormData | URLSearchParams): () => Promise<Uint8Array | undefined> {
  return () => bytesOf(given)
}

async function bytesOf(body: BodyInit): Promise<Uint8Array | undefined> {
  return new Uint8Array(await new Response(body).arrayBuffer())
}
