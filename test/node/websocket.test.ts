import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { WebSocket as Undici } from 'undici'
import { websocketEntry } from '../../src/node/websocket.ts'
import type { EntryHost } from '../../src/types.ts'
import { guarded, hostWith, identity } from './handles.ts'

let server: WebSocketServer
let received: string[]
let url: string

beforeEach(async () => {
  received = []
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/realtime?model=m`
  server.on('connection', (socket) =>
    socket.on('message', (data) => {
      received.push(String(data))
      socket.send(`{"type":"echo","n":${received.length},"text":"the cat sat"}`)
      if (received.length === 3) socket.close()
    }),
  )
})
afterEach(() => {
  for (const socket of server.clients) socket.terminate()
  server.close()
})

type Message = NonNullable<EntryHost['message']>
const messages = ['{"n":1,"mail":"ann@example.com"}', '{"n":2}', '{"n":3}']

const overWs = async (): Promise<string[]> => {
  const socket = new WebSocket(url)
  const seen: string[] = []
  socket.on('message', (data) => seen.push(String(data)))
  await once(socket, 'open')
  for (const message of messages) socket.send(message)
  await once(socket, 'close')
  return seen
}

const overPlatform = async (): Promise<string[]> => {
  const socket = new globalThis.WebSocket(url)
  const seen: string[] = []
  socket.addEventListener('message', ({ data }) => seen.push(String(data)))
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  for (const message of messages) socket.send(message)
  await new Promise((resolve) => socket.addEventListener('close', resolve))
  return seen
}

// Node 20 has no WebSocket of its own; undici's is what later ones have.
const had = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket')
beforeEach(() => {
  if (!had) Object.defineProperty(globalThis, 'WebSocket', { configurable: true, get: () => Undici })
})
afterEach(() => {
  if (!had) Reflect.deleteProperty(globalThis, 'WebSocket')
})

const styles: [string, () => Promise<string[]>][] = [
  ['ws', overWs],
  ['the platform', overPlatform],
]
const run = (talk: () => Promise<string[]>, message: Message) => guarded(websocketEntry(), hostWith(identity, { message }), talk)
const echo = (n: number) => `{"type":"echo","n":${n},"text":"the cat sat"}`

test.each(styles)('over %s, messages that nobody changes go as they came', async (_name, talk) => {
  const seen = await run(talk, () => undefined)
  expect(received).toEqual(messages)
  expect(seen).toEqual([echo(1), echo(2), echo(3)])
})

test.each(styles)('over %s, messages are changed in both directions and keep their order', async (_name, talk) => {
  const message: Message = async (direction, _url, text) => {
    // The first takes longest.
    await new Promise((resolve) => void setTimeout(resolve, text.includes('"n":1') ? 20 : 0))
    return direction === 'request' ? text.replace('ann@example.com', '[EMAIL]') : text.replace('cat', 'dog')
  }
  const seen = await run(talk, message)
  expect(received).toEqual(['{"n":1,"mail":"[EMAIL]"}', '{"n":2}', '{"n":3}'])
  expect(seen).toEqual([echo(1), echo(2), echo(3)].map((text) => text.replace('cat', 'dog')))
})

test.each(styles)('over %s, one message can become several, or none with an answer of its own', async (_name, talk) => {
  const seen = await run(talk, (direction, _url, text, socket) => {
    if (direction === 'response') return ['{"a":1}', '{"a":2}']
    if (!text.includes('mail')) return [text, text]
    socket.put('response', '{"type":"error"}')
    return []
  })
  expect(received).toEqual(['{"n":2}', '{"n":2}', '{"n":3}', '{"n":3}'].slice(0, received.length))
  expect(seen[0]).toBe('{"type":"error"}')
  expect(seen.slice(1, 3)).toEqual(['{"a":1}', '{"a":2}'])
})

test('sockets that are no realtime API are left alone', async () => {
  url = url.replace('realtime', 'chat')
  const seen = await run(overWs, () => [])
  expect(seen).toHaveLength(3)
})

test('after the entry is off, the prototypes are as they were', async () => {
  const before = Object.getOwnPropertyNames(WebSocket.prototype)
  const global = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket')
  await run(overWs, () => undefined)
  expect(Object.getOwnPropertyNames(WebSocket.prototype)).toEqual(before)
  expect(Object.getOwnPropertyDescriptor(globalThis, 'WebSocket')).toEqual(global)
})
