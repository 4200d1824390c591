import { Readable } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import * as undici7 from 'undici'
import * as undici6 from 'undici6'
import * as undici5 from 'undici5'
import { undiciEntry } from '../../src/node/undici.ts'
import type { Handle } from '../../src/types.ts'
import { guarded, hostWith, identity, reads, refuse, rewriteRequest, rewriteResponse } from './handles.ts'
import { ok, rawServer, type RawServer } from './raw-server.ts'

const prompt = '{"messages":[{"role":"user","content":"mail to ann@example.com"}]}'
const longer = prompt.replace('ann@example.com', '[EMAIL_7K3QX9PA_AND_LONGER]')

type Undici = typeof undici7
const copies: [string, Undici][] = [
  ['undici 7', undici7],
  ['undici 6', undici6 as unknown as Undici],
  ['undici 5', undici5 as unknown as Undici],
]

let server: RawServer
afterEach(() => server.close())

interface Answer {
  status: number
  text: string
}
type Style = (url: string, copy: Undici, dispatcher: undici7.Dispatcher) => Promise<Answer>
const headers = { 'Content-Type': 'application/json', 'X-Case': 'Kept' }

const styles: Record<string, Style> = {
  request: async (url, copy, dispatcher) => {
    const { statusCode, body } = await copy.request(url, { method: 'POST', headers, body: prompt, dispatcher })
    return { status: statusCode, text: await body.text() }
  },
  fetch: async (url, copy, dispatcher) => {
    const response = await copy.fetch(url, { method: 'POST', headers, body: prompt, dispatcher })
    return { status: response.status, text: await response.text() }
  },
  readable: async (url, copy, dispatcher) => {
    const body = Readable.from([Buffer.from(prompt.slice(0, 20)), Buffer.from(prompt.slice(20))])
    const { statusCode, body: answer } = await copy.request(url, { method: 'POST', headers, body, dispatcher })
    return { status: statusCode, text: await answer.text() }
  },
}

describe.each(copies)('%s', (_name, copy) => {
  describe.each(Object.entries(styles))('%s', (_style, call) => {
    async function run(handle: Handle | undefined, answer = ok('{"text":"the cat sat"}')) {
      server = await rawServer({ answer })
      const dispatcher = new copy.Agent()
      const host = hostWith(handle ?? identity)
      const twice = async () => [await call(server.url, copy, dispatcher), await call(server.url, copy, dispatcher)]
      const answers = handle ? await guarded(undiciEntry(), host, twice) : await twice()
      await dispatcher.destroy()
      return {
        answers,
        host,
        received: server.received.map((text) => text.replaceAll(server.url.slice(7), 'HOST')),
        connections: server.connections,
      }
    }

    test.each([
      ['passed on at once', identity],
      ['read first', reads],
    ])('a call that is %s leaves as it would have', async (_how, handle) => {
      const plain = await run(undefined)
      await server.close()
      const seen = await run(handle)
      expect(seen.received).toEqual(plain.received)
      expect(seen.answers).toEqual(plain.answers)
      expect(seen.host.calls).toHaveLength(2)
    })

    test('a refused call sends nothing and is answered', async () => {
      const { answers, received } = await run(refuse)
      expect(answers.map(({ status }) => status)).toEqual([403, 403])
      expect(answers[0]?.text).toContain('guardrail_violation')
      expect(received.join('')).toBe('')
    })

    test.each([
      ['longer', 'ann@example.com', '[EMAIL_7K3QX9PA_AND_LONGER]'],
      ['shorter', 'ann@example.com', '[E]'],
    ])('a request can be made %s', async (_how, from, to) => {
      const { answers, received } = await run(rewriteRequest(from, to))
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      const all = received.join('')
      expect(all).not.toContain(from)
      expect(all.split(to)).toHaveLength(3)
      expect(all.split('POST /')).toHaveLength(3)
      expect(all).toMatch(/x-case: Kept/i)
    })

    test('an answer can be changed', async () => {
      const { answers } = await run(rewriteResponse('cat', 'catalogue'))
      expect(answers).toEqual([
        { status: 200, text: '{"text":"the catalogue sat"}' },
        { status: 200, text: '{"text":"the catalogue sat"}' },
      ])
    })
  })
})

test('the platform fetch is judged too, when it was taken before', async () => {
  server = await rawServer()
  const captured = globalThis.fetch
  const host = hostWith(rewriteRequest('ann@example.com', '[EMAIL_7K3QX9PA_AND_LONGER]'))
  const response = await guarded(undiciEntry(), host, async () => {
    await (await captured(server.url, { method: 'POST', headers, body: prompt })).text()
    return captured(server.url, { method: 'POST', headers, body: prompt })
  })
  expect(await response.json()).toEqual({ ok: true })
  expect(server.received.join('')).toContain(longer)
  expect(host.notes.join()).toContain('late_capture')
})

test('an error of the handle is the error of the call', async () => {
  server = await rawServer()
  const failing = hostWith(() => Promise.reject(new RangeError('no')))
  await expect(guarded(undiciEntry(), failing, () => undici7.request(server.url))).rejects.toThrow(RangeError)
})

test('a connection that fails has the same error as without guard', async () => {
  server = await rawServer()
  const plain = await undici7.request('http://127.0.0.1:1').catch((error: NodeJS.ErrnoException) => error.code)
  const seen = await guarded(undiciEntry(), hostWith(identity), () =>
    undici7.request('http://127.0.0.1:1').catch((error: NodeJS.ErrnoException) => error.code),
  )
  expect(seen).toBe(plain)
})

test('an abort reaches the server and the caller', async () => {
  server = await rawServer({ answer: (_request, socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart') })
  for (const handle of [identity, rewriteResponse('a', 'b')]) {
    const controller = new AbortController()
    await guarded(undiciEntry(), hostWith(handle), async () => {
      const { body } = await undici7.request(server.url, { signal: controller.signal })
      setTimeout(() => controller.abort(), 20)
      await expect(body.text()).rejects.toMatchObject({ name: 'AbortError' })
    })
  }
})

test('a call that is not wanted is counted and left alone', async () => {
  server = await rawServer()
  const passed: unknown[] = []
  const host = hostWith(identity, { wants: () => false, passed: (call) => void passed.push(call) })
  await guarded(undiciEntry(), host, async () => (await undici7.request(`${server.url}/a?secret`)).body.dump())
  expect(host.calls).toHaveLength(0)
  expect(passed).toEqual([{ via: 'undici', method: 'GET', host: '127.0.0.1', port: server.port, path: '/a' }])
})
