import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createHttp2Server } from 'node:http2'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../ensure.js'
import { modelAnswer } from '../../test/runtimes/texts.js'

const { WebSocketServer } = createRequire(join(root, 'package.json'))('ws')

/** Local providers over HTTP/1, HTTP/2 and WebSocket, which keep what they were sent: `received['/client/case'] = [bodies]`. */
export async function providers() {
  const received = {}
  const keep = (path, text) => {
    const [, client, kind] = path.split('/')
    ;(received[`${client}/${kind}`] ??= []).push(text)
  }
  const serve = (stream, path, respond) => {
    let text = ''
    stream.on('error', () => {})
    stream.on('data', (chunk) => (text += chunk))
    stream.on('end', () => {
      keep(path, text)
      respond()
    })
  }
  const one = createServer((request, response) => {
    serve(request, request.url, () => response.writeHead(200, { 'content-type': 'application/json' }).end(modelAnswer()))
  })
  const two = createHttp2Server()
  two.on('stream', (stream, headers) => {
    serve(stream, headers[':path'], () => {
      if (stream.destroyed) return
      stream.respond({ ':status': 200, 'content-type': 'application/json' })
      stream.end(modelAnswer())
    })
  })
  const sockets = new WebSocketServer({ server: one })
  sockets.on('connection', (socket, { url }) => {
    socket.on('error', () => {})
    socket.on('message', (data) => {
      keep(url, String(data))
      socket.send(
        JSON.stringify({
          type: 'response.output_text.done',
          item_id: 'item_1',
          content_index: 0,
          output_index: 0,
          text: JSON.parse(modelAnswer()).choices[0].message.content,
        }),
      )
    })
  })
  for (const server of [one, two]) server.listen(0, '127.0.0.1')
  await Promise.all([once(one, 'listening'), once(two, 'listening')])
  return {
    received,
    http: `http://127.0.0.1:${one.address().port}`,
    http2: `http://127.0.0.1:${two.address().port}`,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate()
      one.closeAllConnections()
      one.close()
      two.close()
    },
  }
}
