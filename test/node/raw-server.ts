import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { once } from 'node:events'

/** A server that keeps what it is sent, byte for byte, and answers what it is told to. */
export interface RawServer {
  url: string
  port: number
  /** What each connection was sent, in order of connecting. */
  received: string[]
  connections: number
  close: () => Promise<void>
}

export interface RawServerOptions {
  /** Writes the answer once a whole request is there. */
  answer?: (request: string, socket: Socket) => void
}

export async function rawServer({ answer = ok('{"ok":true}') }: RawServerOptions = {}): Promise<RawServer> {
  const sockets = new Set<Socket>()
  const state: RawServer = { url: '', port: 0, received: [], connections: 0, close }
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    const index = state.connections++
    state.received[index] = ''
    let pending = ''
    socket.on('data', (chunk) => {
      state.received[index] += chunk.toString('latin1')
      pending += chunk.toString('latin1')
      for (let length = requestLength(pending); length !== undefined; length = requestLength(pending)) {
        const request = pending.slice(0, length)
        pending = pending.slice(length)
        answer(request, socket)
      }
    })
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  state.port = (server.address() as AddressInfo).port
  state.url = `http://127.0.0.1:${state.port}`
  return state

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  }
}

/** An answer with a JSON body and awkward header spelling. */
export function ok(body: string, extra = ''): NonNullable<RawServerOptions['answer']> {
  return (_request, socket) =>
    void socket.write(
      `HTTP/1.1 200 Fine\r\nContent-TYPE: application/json\r\nX-Two: 1\r\nx-two: 2\r\n${extra}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
}

function requestLength(text: string): number | undefined {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return undefined
  const fields = text.slice(0, head).toLowerCase()
  const length = /\r\ncontent-length: *(\d+)/.exec(fields)?.[1]
  if (length !== undefined) return text.length >= head + 4 + Number(length) ? head + 4 + Number(length) : undefined
  if (!/\r\ntransfer-encoding: *chunked/.test(fields)) return head + 4
  const end = /(?:^|\r\n)0\r\n(?:[^\r\n]+\r\n)*\r\n/.exec(text.slice(head + 2))
  return end === null ? undefined : head + 2 + end.index + end[0].length
}
