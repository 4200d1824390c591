import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Refusal, StreamBegun, WireCall, WireFormat } from '../../src/types.ts'

export const refusal: Refusal = {
  message: 'The request was withheld: it carries a secret.',
  direction: 'request',
  category: 'secret',
  detector: 'api-key',
  id: '0f8fad5b-d9cb-469f-a165-70867728950e',
}

export type How =
  | 'error'
  | 'answer'
  /** Frames that a provider had sent, what the stream reader makes of them, and the way the stream is ended then. */
  | { frames: readonly (string | Uint8Array)[]; contentType: string; begun: StreamBegun; how: 'error' | 'answer' }

/** A server that answers every call as a wire format refuses it; counts the attempts. */
export async function refusingServer(wire: WireFormat, how: How) {
  let attempts = 0
  const server = createServer((request, response) => {
    attempts++
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost')
      const call: WireCall = {
        method: request.method ?? 'POST',
        host: 'localhost',
        port: 0,
        path: url.pathname,
        query: url.search.slice(1),
        header: (name) => request.headers[name]?.toString(),
      }
      const body: unknown = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString())
      const { model, stream, replyTo } = wire.request(body, call)
      if (typeof how === 'object') {
        response.writeHead(200, { 'content-type': how.contentType })
        for (const frame of how.frames) response.write(frame)
        response.end(wire.refuse.endStream(refusal, how.how, how.begun))
        return
      }
      const answer =
        how === 'error' ? wire.refuse.error(refusal, call) : wire.refuse.answer(refusal, call, { model, stream: stream ?? false, replyTo })
      response.writeHead(answer.status, { 'content-type': answer.contentType, ...(how === 'error' ? { 'x-should-retry': 'false' } : {}) })
      response.end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    attempts: () => attempts,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
