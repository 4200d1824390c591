export interface DerivedResponseOptions {
  /** The body may differ in length: `content-length` is left out. */
  changed?: boolean | undefined
  /** The body is no longer encoded as the headers say: `content-encoding` is left out too. */
  decoded?: boolean | undefined
}

/**
 * A response with another body and everything else as it was: status, headers, `url`, `redirected` and `type`, in clones too.
 * Where the status allows no body (101, 204, 205, 304) the original itself.
 */
export function deriveResponse(
  original: Response,
  body: ReadableStream<Uint8Array<ArrayBuffer>> | ReadableStream<Uint8Array> | null,
  { changed = false, decoded = false }: DerivedResponseOptions = {},
): Response {
  const { status, statusText } = original
  if (body === null || withoutBody.has(status)) return original
  const headers = new Headers(original.headers)
  if (changed || decoded) headers.delete('content-length')
  if (decoded) headers.delete('content-encoding')
  return dressed(original, new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>, { status, statusText, headers }))
}

const withoutBody = new Set([101, 204, 205, 304])

/** `new Response` and `clone` know nothing of where a response came from. */
function dressed(original: Response, response: Response): Response {
  const { url, redirected, type } = original
  return Object.defineProperties(response, {
    url: { value: url, configurable: true },
    redirected: { value: redirected, configurable: true },
    type: { value: type, configurable: true },
    clone: { value: () => dressed(original, Response.prototype.clone.call(response)), configurable: true, writable: true },
  })
}
