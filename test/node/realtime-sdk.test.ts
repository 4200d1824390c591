import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { GoogleGenAI, Modality, type LiveServerMessage } from '@google/genai'
import { afterEach, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { createGuard } from '../../src/node/index.ts'
import type { Observation } from '../../src/types.ts'
import { inPieces } from '../core/realtime-kit.ts'

const mail = 'ann.miller@initech-mail.com'
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
afterEach(() => void server.close())

test('the live client of Google talks through guard: messages in binary frames, contents hidden and restored', async () => {
  const received: string[] = []
  server.on('connection', (socket) => {
    const send = (message: unknown) => socket.send(Buffer.from(JSON.stringify(message)))
    socket.on('message', (data) => {
      received.push(String(data))
      const { setup, clientContent } = JSON.parse(String(data)) as {
        setup?: unknown
        clientContent?: { turns: { parts: { text: string }[] }[] }
      }
      if (setup !== undefined) send({ setupComplete: {} })
      if (clientContent === undefined) return
      const said = clientContent.turns[0]?.parts[0]?.text ?? ''
      for (const text of inPieces(`You said: ${said}`, 4)) send({ serverContent: { modelTurn: { role: 'model', parts: [{ text }] } } })
      send({ serverContent: { turnComplete: true }, usageMetadata: { promptTokenCount: 2, responseTokenCount: 3 } })
    })
  })
  const guard = createGuard({ mode: 'enforce' })
  const observations: Observation[] = []
  guard.on('observation', (observation) => observations.push(observation))
  const uninstall = guard.install()
  try {
    const client = new GoogleGenAI({
      apiKey: 'none',
      httpOptions: { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    })
    let text = ''
    let complete: () => void = () => {}
    const answered = new Promise<void>((resolve) => (complete = resolve))
    const session = await client.live.connect({
      model: 'gemini-live',
      config: { responseModalities: [Modality.TEXT] },
      callbacks: {
        onmessage: ({ serverContent }: LiveServerMessage) => {
          text += serverContent?.modelTurn?.parts?.map((part) => part.text ?? '').join('') ?? ''
          if (serverContent?.turnComplete === true) complete()
        },
      },
    })
    session.sendClientContent({ turns: `I am ${mail}` })
    await answered
    session.close()
    const [socket] = server.clients
    if (socket) await once(socket, 'close')
    await new Promise<void>((resolve) => void setTimeout(resolve, 50))
    expect(text).toBe(`You said: I am ${mail}`)
    expect(received.join('\n')).not.toContain(mail)
    expect(received).toHaveLength(2)
    expect(observations).toHaveLength(1)
    expect(observations[0]).toMatchObject({
      via: 'websocket',
      wire: 'google-live',
      model: 'gemini-live',
      outcome: 'completed',
      usage: { input: 2, output: 3 },
    })
  } finally {
    uninstall()
    await guard.close()
  }
})
