import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket as Undici } from 'undici'
import { WebSocket, WebSocketServer } from 'ws'
import { createGuard } from '../../src/node/index.ts'
import type { GuardOptions } from '../../src/options.ts'
import type { Observation } from '../../src/types.ts'
import { answer, deltasOf, functionCall, inPieces, userSays } from '../core/realtime-kit.ts'

const key = ['sk', 'proj', 'Zk3vQ8wLr2Tn6Yb1XcD9'.repeat(3)].join('-')
const mail = 'ann.miller@initech-mail.com'
const pem = [
  `-----BEGIN ${'PRIVATE'} KEY-----`,
  ...Array<string>(5).fill('MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ'),
  `-----END ${'PRIVATE'} KEY-----`,
].join('\n')

let server: WebSocketServer
let url: string
let received: string[]
let sent: string[]
/** What the model answers to what it was told last. */
let model: (said: string) => Record<string, unknown>[]

beforeEach(async () => {
  received = []
  sent = []
  model = (said) => answer(inPieces(`You said: ${said}`, 3))
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/realtime?model=gpt-realtime`
  server.on('connection', (socket) => {
    let said = ''
    const send = (event: unknown) => {
      sent.push(JSON.stringify(event))
      socket.send(sent.at(-1) ?? '')
    }
    send({ type: 'session.created', session: { id: 'sess_1' } })
    socket.on('message', (data) => {
      received.push(String(data))
      const event = JSON.parse(String(data)) as { type: string; item?: { content: { text: string }[] } }
      if (event.type === 'conversation.item.create') {
        said = event.item?.content[0]?.text ?? ''
        send({ type: 'conversation.item.added', item: { id: 'item_u', ...event.item } })
      }
      if (event.type === 'response.create') for (const one of model(said)) send(one)
    })
  })
})
afterEach(() => {
  for (const socket of server.clients) socket.terminate()
  server.close()
})

// Node 20 has no WebSocket of its own; undici's is what later ones have.
const had = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket')
beforeEach(() => {
  if (!had) Object.defineProperty(globalThis, 'WebSocket', { configurable: true, get: () => Undici })
})
afterEach(() => {
  if (!had) Reflect.deleteProperty(globalThis, 'WebSocket')
})

interface Session {
  seen: string[]
  code: number
  observations: Observation[]
}

type Talk = (events: readonly unknown[], until: (seen: readonly string[]) => boolean) => Promise<Omit<Session, 'observations'>>

const overWs: Talk = async (events, until) => {
  const socket = new WebSocket(url)
  const seen: string[] = []
  socket.on('message', (data) => {
    seen.push(String(data))
    if (until(seen)) socket.close(1000)
  })
  await once(socket, 'open')
  for (const event of events) socket.send(JSON.stringify(event))
  const [code] = (await once(socket, 'close')) as [number]
  return { seen, code }
}

const overPlatform: Talk = async (events, until) => {
  const socket = new globalThis.WebSocket(url)
  const seen: string[] = []
  socket.addEventListener('message', ({ data }) => {
    seen.push(String(data))
    if (until(seen)) socket.close(1000)
  })
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  for (const event of events) socket.send(JSON.stringify(event))
  const { code } = await new Promise<{ code: number }>((resolve) => socket.addEventListener('close', resolve as never))
  return { seen, code }
}

/** Says one thing, asks for an answer, and hangs up when it is complete. */
async function session(talk: Talk, text: string, options: GuardOptions = {}, until = isDone): Promise<Session> {
  const guard = createGuard({ mode: 'enforce', ...options })
  const observations: Observation[] = []
  guard.on('observation', (observation) => observations.push(observation))
  const uninstall = guard.install()
  try {
    const ended = await talk([userSays(text), { type: 'response.create' }], until)
    await new Promise<void>((resolve) => void setTimeout(resolve, 30))
    return { ...ended, observations }
  } finally {
    uninstall()
    await guard.close()
  }
}

const isDone = (seen: readonly string[]) => seen.at(-1)?.includes('"response.done"') === true

const clients: [string, Talk][] = [
  ['ws', overWs],
  ['the platform', overPlatform],
]

test.each(clients)('over %s, a clean session is the same in both directions, and one observation', async (_name, talk) => {
  const { seen, code, observations } = await session(talk, 'good morning')
  expect(received).toEqual([userSays('good morning'), { type: 'response.create' }].map((event) => JSON.stringify(event)))
  expect(seen).toEqual(sent)
  expect(code).toBe(1000)
  expect(observations).toHaveLength(1)
  expect(observations[0]).toMatchObject({
    via: 'websocket',
    wire: 'openai-realtime',
    outcome: 'completed',
    decision: 'allow',
    evaluated: true,
  })
})

test.each(clients)('over %s, what is hidden from the provider comes back to the program', async (_name, talk) => {
  const { seen, observations } = await session(talk, `${key} is of ${mail}`)
  expect(received.join('\n')).not.toContain(key)
  expect(received.join('\n')).not.toContain(mail)
  expect(deltasOf(seen)).toBe(`You said: ${key} is of ${mail}`)
  expect(seen).toHaveLength(sent.length)
  expect(observations).toHaveLength(1)
  expect(observations[0]).toMatchObject({ outcome: 'completed', request: { verdict: 'redact' } })
})

test.each(clients)('over %s, a private key that the model writes is never shown', async (_name, talk) => {
  model = () => answer(inPieces(`It is ${pem}.`, 5))
  const { seen } = await session(talk, 'show me')
  expect(seen.join('')).not.toContain('-----BEGIN')
  expect(seen.join('')).not.toContain('MIIEvQ')
  expect(deltasOf(seen)).toMatch(/^It is \[[A-Z0-9_]+\]\.$/)
})

test.each(clients)('over %s, a dangerous call ends the session before anybody hears of it', async (_name, talk) => {
  model = () => functionCall('shell', inPieces('{"command":"rm -rf / --no-preserve-root"}', 4))
  const { seen, code, observations } = await session(talk, 'tidy up')
  expect(seen.join('')).not.toContain('shell')
  expect(JSON.parse(seen.at(-1) ?? '')).toMatchObject({ type: 'error', error: { type: 'guardrail_violation', category: 'command' } })
  expect([1008, 4008]).toContain(code)
  expect(observations).toHaveLength(1)
  expect(observations[0]).toMatchObject({ outcome: 'blocked', decision: 'block' })
})

test.each(clients)('over %s, observe mode changes nothing and finds the same', async (_name, talk) => {
  model = () => functionCall('shell', inPieces('{"command":"rm -rf / --no-preserve-root"}', 4))
  const { seen, observations } = await session(talk, `${key} is of ${mail}`, { mode: 'observe' })
  expect(received[0]).toBe(JSON.stringify(userSays(`${key} is of ${mail}`)))
  expect(seen).toEqual(sent)
  expect(observations).toHaveLength(1)
  expect(observations[0]).toMatchObject({
    mode: 'observe',
    decision: 'allow',
    request: { verdict: 'redact' },
    response: { verdict: 'block' },
  })
})

test.each(clients)('over %s, a program that hangs up in the middle of an answer leaves one observation of it', async (_name, talk) => {
  model = () => answer(['one', ' two', ` ${key.slice(0, 10)}`]).slice(0, 7)
  const { seen, observations } = await session(talk, 'count', {}, (messages) => deltasOf(messages).includes('two'))
  expect(deltasOf(seen)).toContain('one two')
  expect(observations).toHaveLength(1)
  expect(observations[0]).toMatchObject({ outcome: 'aborted', decision: 'allow' })
})

test('a server that breaks off is a failed session', async () => {
  model = () => {
    setTimeout(() => {
      for (const socket of server.clients) socket.terminate()
    }, 20)
    return answer(['one']).slice(0, 5)
  }
  const { code, observations } = await session(overWs, 'count', {}, () => false)
  expect(code).toBe(1006)
  expect(observations).toHaveLength(1)
  expect(observations[0]).toMatchObject({ outcome: 'failed' })
})
