import http, { request as early } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import axios from 'axios'
import { got } from 'got'
import nodeFetch from 'node-fetch'
// @ts-expect-error it has no types
import superagent from 'superagent'
import { OpenAI } from 'openai4'
import { afterEach, describe, expect, test } from 'vitest'
import { httpEntry } from '../../src/node/http.ts'
import type { Handle } from '../../src/types.ts'
import { guarded, hostWith, identity, reads, refuse, rewriteRequest, rewriteResponse } from './handles.ts'
import { ok, rawServer, type RawServer } from './raw-server.ts'

const prompt = { messages: [{ role: 'user', content: 'mail to ann@example.com' }] }
const text = JSON.stringify(prompt)

let server: RawServer
afterEach(() => server.close())

interface Answer {
  status: number
  text: string
  raw?: string[]
}
const headers = { 'Content-Type': 'application/json', 'X-Case': 'Kept' }

async function plain(url: string, write: (request: http.ClientRequest) => void, options: http.RequestOptions = {}): Promise<Answer> {
  const request = early(url, { method: 'POST', headers, ...options })
  write(request)
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString(), raw: response.rawHeaders }
}

const styles: Record<string, (url: string) => Promise<Answer>> = {
  'one end': (url) => plain(url, (request) => request.end(text)),
  'write and end': (url) =>
    plain(url, (request) => {
      request.write(text.slice(0, 10))
      request.write(text.slice(10), 'utf8')
      request.end()
    }),
  'known length': (url) => plain(url, (request) => request.end(text), { headers: { ...headers, 'Content-LENGTH': text.length } }),
  pipeline: (url) => plain(url, (request) => void pipeline(Readable.from([text.slice(0, 7), text.slice(7)]), request)),
  axios: async (url) => {
    const { status, data } = await axios.post(url, prompt, { validateStatus: () => true, adapter: 'http' })
    return { status, text: JSON.stringify(data) }
  },
  got: async (url) => {
    const { statusCode, body } = await got.post(url, { json: prompt, throwHttpErrors: false, retry: { limit: 0 } })
    return { status: statusCode, text: body }
  },
  'node-fetch': async (url) => {
    const response = await nodeFetch(url, { method: 'POST', headers, body: text })
    return { status: response.status, text: await response.text() }
  },
  superagent: async (url) => {
    const { status, text: body } = await superagent
      .post(url)
      .ok(() => true)
      .send(prompt)
    return { status, text: body }
  },
}

describe.each(Object.entries(styles))('%s', (_style, call) => {
  async function run(handle: Handle | undefined) {
    server = await rawServer({ answer: ok('{"text":"the cat sat"}') })
    const host = hostWith(handle ?? identity)
    const twice = async () => [await call(server.url), await call(server.url)]
    const answers = handle ? await guarded(httpEntry(), host, twice) : await twice()
    return {
      answers,
      host,
      connections: server.connections,
      received: server.received.map((sent) => sent.replaceAll(server.url.slice(7), 'HOST')),
    }
  }

  test.each([
    ['passed on at once', identity],
    ['read first', reads],
  ])('a call that is %s leaves as it would have', async (_how, handle) => {
    const { host: _none, ...unguarded } = await run(undefined)
    await server.close()
    const { host, ...seen } = await run(handle)
    expect(seen).toEqual(unguarded)
    expect(host.calls).toHaveLength(2)
    expect(host.calls[0]?.url.href).toBe(`${server.url}/`)
  })

  test('a refused call sends nothing and is answered', async () => {
    const { answers, received } = await run(refuse)
    expect(answers.map(({ status }) => status)).toEqual([403, 403])
    expect(answers[0]?.text).toContain('guardrail_violation')
    expect(received.join('')).toBe('')
  })

  test('a request can be made longer', async () => {
    const { answers, received } = await run(rewriteRequest('ann@example.com', '[EMAIL_7K3QX9PA_AND_LONGER]'))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(received.join('')).not.toContain('ann@')
    expect(received.join('').split('[EMAIL_7K3QX9PA_AND_LONGER]')).toHaveLength(3)
  })

  test('an answer can be changed', async () => {
    const { answers } = await run(rewriteResponse('cat', 'catalogue'))
    expect(answers.map(({ text }) => text)).toEqual(['{"text":"the catalogue sat"}', '{"text":"the catalogue sat"}'])
  })
})

test('openai 4 is refused with its own error, in one attempt', async () => {
  server = await rawServer()
  const client = new OpenAI({ apiKey: 'none', baseURL: server.url })
  const host = hostWith(refuse)
  const call = () => client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'hi' }] })
  await expect(guarded(httpEntry(), host, call)).rejects.toMatchObject({ status: 403 })
  expect(host.calls).toHaveLength(1)
})

test('headers given as an array are judged, and cannot be rewritten', async () => {
  server = await rawServer()
  const host = hostWith(identity)
  const options = {
    headers: ['Host', `127.0.0.1:${server.port}`, 'Content-Type', 'application/json', 'Content-Length', String(text.length)] as never,
  }
  const answer = await guarded(httpEntry(), host, () => plain(server.url, (request) => request.end(text), options))
  expect(answer.status).toBe(200)
  expect(host.calls[0]?.limits?.noRewrite).toContain('array')
  expect((await guarded(httpEntry(), hostWith(refuse), () => plain(server.url, (request) => request.end(text), options))).status).toBe(403)
})

test('keep-alive connections are reused with and without changes', async () => {
  server = await rawServer({ answer: ok('{"text":"the cat sat"}') })
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  for (const handle of [identity, rewriteResponse('cat', 'dog'), rewriteRequest('ann', 'bob')]) {
    await guarded(httpEntry(), hostWith(handle), () => plain(server.url, (request) => request.end(text), { agent }))
  }
  agent.destroy()
  expect(server.connections).toBe(1)
})

test('errors keep their code', async () => {
  server = await rawServer()
  const call = (port: number) =>
    plain(`http://127.0.0.1:${port}`, (request) => request.end(text)).catch((error: NodeJS.ErrnoException) => error.code)
  expect(await guarded(httpEntry(), hostWith(identity), () => call(1))).toBe(await call(1))
})

test('an error of the handle is the error of the request', async () => {
  server = await rawServer()
  const failing = hostWith(() => Promise.reject(new RangeError('no')))
  await expect(guarded(httpEntry(), failing, () => plain(server.url, (request) => request.end(text)))).rejects.toThrow(RangeError)
})

test.each([
  ['the same', identity],
  ['another', rewriteResponse('a', 'b')],
])('a connection that breaks in the body of %s answer breaks it for the caller', async (_which, handle) => {
  server = await rawServer({
    answer: (_request, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart')
      setTimeout(() => socket.destroy(), 10)
    },
  })
  const call = () => plain(server.url, (request) => request.end(text))
  await expect(guarded(httpEntry(), hostWith(handle), call)).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test('an abort during the body reaches the caller as it would have', async () => {
  server = await rawServer({ answer: (_request, socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart') })
  const call = async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 30)
    return plain(server.url, (request) => request.end(text), { signal: controller.signal }).catch((error: NodeJS.ErrnoException) => [
      error.name,
      error.code,
    ])
  }
  const expected = await call()
  for (const handle of [identity, rewriteResponse('a', 'b')]) expect(await guarded(httpEntry(), hostWith(handle), call)).toEqual(expected)
})

test('upgrades go by', async () => {
  server = await rawServer({
    answer: (_request, socket) => void socket.write('HTTP/1.1 101 Go\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
  })
  const host = hostWith(identity)
  await guarded(httpEntry(), host, async () => {
    const request = http.get(server.url, { headers: { connection: 'upgrade', upgrade: 'x' } })
    const [, socket] = (await once(request, 'upgrade')) as [unknown, { destroy: () => void }]
    socket.destroy()
  })
  expect(host.calls).toHaveLength(0)
})

test('after the entry is off, the prototype is as it was', async () => {
  server = await rawServer()
  const own = () => Object.getOwnPropertyNames(http.ClientRequest.prototype)
  const before = own()
  await guarded(httpEntry(), hostWith(identity), async () => expect(own()).toContain('write'))
  expect(own()).toEqual(before)
})

test.each([
  ['with a length, it says that it cannot be rewritten', { 'content-length': 14 }, 'Expect'],
  ['chunked, it can be rewritten', {}, undefined],
])('a request that expects to be told to continue has sent its head: %s', async (_name, more, reason) => {
  const body = '{"mail":"ann"}'
  const server = http.createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += String(chunk)))
    request.on('end', () => response.end(text))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = hostWith(reason === undefined ? rewriteRequest('ann', 'somebody else') : identity)
  const text = await guarded(httpEntry(), host, async () => {
    const headers = { 'content-type': 'application/json', Expect: '100-continue', ...more }
    const request = http.request({ port: (server.address() as AddressInfo).port, method: 'POST', headers })
    await once(request, 'continue')
    request.end(body)
    const [response] = (await once(request, 'response')) as [http.IncomingMessage]
    return String(Buffer.concat(await response.toArray()))
  })
  server.close()
  expect(text).toBe(reason === undefined ? '{"mail":"somebody else"}' : body)
  if (reason === undefined) expect(host.calls[0]?.limits).toBeUndefined()
  else expect(host.calls[0]?.limits?.noRewrite).toContain(reason)
})
