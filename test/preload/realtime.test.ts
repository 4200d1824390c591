import { execFile } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { userSays } from '../core/realtime-kit.ts'

const mail = 'ann.miller@initech-mail.com'
const register = pathToFileURL(join(process.cwd(), 'dist/register.js')).href
let server: WebSocketServer
let received: string[]

beforeEach(async () => {
  received = []
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  server.on('connection', (socket) =>
    socket.on('message', (data) => {
      received.push(String(data))
      const { item } = JSON.parse(String(data)) as { item: { content: { text: string }[] } }
      socket.send(JSON.stringify({ type: 'response.output_text.delta', response_id: 'r', delta: item.content[0]?.text }))
      socket.send('{"type":"response.done","response":{"id":"r"}}')
    }),
  )
})
afterEach(() => void server.close())

test.each([
  ['imported by an ES module', 'module', `import { WebSocket } from 'ws'`],
  ['imported whole by an ES module', 'module', `import WebSocket from 'ws'`],
  ['required by a CommonJS module', 'commonjs', `const { WebSocket } = require('ws')`],
])('a socket of the ws package is guarded when it is %s', async (_how, type, load) => {
  const source = `${load}
    const socket = new WebSocket('ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/realtime')
    socket.on('open', () => socket.send(${JSON.stringify(JSON.stringify(userSays(`I am ${mail}`)))}))
    socket.on('message', (data) => {
      const { type, delta } = JSON.parse(data)
      if (type === 'response.done') socket.close()
      else process.stdout.write(delta)
    })`
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', register, `--input-type=${type}`, '-e', source], {
    env: { PATH: process.env['PATH'], GUARD_MODE: 'enforce' },
  })
  expect(stdout).toBe(`I am ${mail}`)
  expect(received).toHaveLength(1)
  expect(received[0]).toMatch(/I am \[EMAIL_/)
})
