import diagnostics from 'node:diagnostics_channel'
import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import { createGuard, type Guard, type Observation } from 'guard'
import { fakeProvider, type FakeProvider } from 'guard/testing'
import * as undici from 'undici'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { email, injection } from '../clients/secrets.ts'
import { ok, rawServer } from '../node/raw-server.ts'

let provider: FakeProvider
let guard: Guard
let observations: Observation[]
beforeEach(async () => {
  provider = await fakeProvider()
  observations = []
  guard = createGuard({ mode: 'enforce', exact: { env: false } })
  guard.on('observation', (observation) => observations.push(observation))
})
afterEach(async () => {
  await guard.close()
  await provider.close()
})

const headers = { 'content-type': 'application/json' }
const chat = (content = `write to ${email()}`) => ({
  method: 'POST' as const,
  headers,
  body: JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content }] }),
})
const address = () => `${provider.url}/v1/chat/completions`

test('calls that wait for a pool of one connection are seen once each', async () => {
  guard.install()
  const dispatcher = new undici.Agent({ connections: 1 })
  const calls = Array.from({ length: 100 }, async (_, index) => {
    const init = { ...chat(`call ${index}: write to ${email()}`), dispatcher }
    const text = index % 2 ? (await undici.request(address(), init)).body.text() : (await undici.fetch(address(), init)).text()
    return (await text).includes(`call ${index}`)
  })
  expect((await Promise.all(calls)).filter(Boolean)).toHaveLength(100)
  expect(observations.map(({ request }) => request.verdict)).toEqual(Array.from({ length: 100 }, () => 'redact'))
  expect(provider.requests.filter(({ text }) => text.includes(email()))).toEqual([])
  await dispatcher.destroy()
})

test.each(['before', 'after'])('undici 6.11.0, whose requests are read-only, is guarded when it is loaded %s guard', async (when) => {
  const load = () => createRequire(import.meta.url)('undici6110') as typeof undici
  if (when === 'before') load()
  guard.install()
  const old = load()
  for (const dispatcher of [new old.Agent(), new old.Client(provider.url)]) {
    observations.length = provider.requests.length = 0
    const answers = []
    for (const init of [chat(), chat(injection), { method: 'GET' as const }]) {
      const { statusCode, body } = await old.request(address(), { ...init, dispatcher })
      answers.push(statusCode)
      await body.dump()
    }
    expect(answers.slice(0, 2)).toEqual([200, 403])
    expect(provider.requests[0]?.text).not.toContain(email())
    expect(observations.map(({ method, outcome }) => `${method} ${outcome}`)).toEqual(['POST completed', 'POST blocked', 'GET completed'])
    await dispatcher.destroy()
  }
  expect(guard.status().layers.undici).toBe('on')
  await (await fetch(address(), chat())).text()
  expect(provider.requests.filter(({ text }) => text.includes(email()))).toEqual([])
})

describe.each(['before', 'after'])('a wrapper of fetch that is put in place %s guard', (when) => {
  const wrappers: Record<string, (fetch: typeof globalThis.fetch) => typeof globalThis.fetch> = {
    // Sentry adds its headers to a copy of the options.
    'like that of Sentry': (fetch) => (input, init) => {
      const sent = new Headers(init?.headers)
      sent.set('sentry-trace', '1-2-3')
      return fetch(input, { ...init, headers: sent })
    },
    // Next makes a Request of its own, and hangs its options on the function.
    'like that of Next.js': (fetch) =>
      Object.assign((input: RequestInfo | URL, init?: RequestInit) => fetch(new Request(input, init), { signal: init?.signal ?? null }), {
        __nextPatched: true,
        _nextOriginalFetch: fetch,
      }),
  }

  test.each(Object.keys(wrappers))('%s sees its calls, and guard changes and refuses them', async (name) => {
    const before = globalThis.fetch
    const wrap = () => void (globalThis.fetch = wrappers[name]!(globalThis.fetch))
    if (when === 'before') wrap()
    const mine = globalThis.fetch
    const uninstall = guard.install()
    if (when === 'after') wrap()
    const outermost = globalThis.fetch
    try {
      expect((await (await fetch(address(), chat())).json()).choices[0].message.content).toContain(email())
      expect((await fetch(address(), chat(injection))).status).toBe(403)
      expect(provider.requests).toHaveLength(1)
      expect(provider.requests[0]?.text).not.toContain(email())
      if (name.endsWith('Sentry')) expect(provider.requests[0]?.header('sentry-trace')).toBe('1-2-3')
      expect(observations.map(({ outcome }) => outcome)).toEqual(['completed', 'blocked'])
      uninstall()
      expect(globalThis.fetch).toBe(when === 'before' ? mine : outermost)
      await (await fetch(address(), chat())).text()
      expect(observations).toHaveLength(2)
    } finally {
      globalThis.fetch = before
    }
  })
})

test('subscribers of the channels of undici and node:http hear what they hear without guard', async () => {
  const names = [
    'undici:request:create',
    'undici:request:bodySent',
    'undici:request:headers',
    'undici:request:trailers',
    'http.client.request.start',
    'http.client.response.finish',
  ]
  const heardFrom = async () => {
    const server = await rawServer({ answer: ok('{"ok":true}') })
    const heard: string[] = []
    const restores = names.map((name) => {
      const listen = (message: unknown) => {
        const { request, response } = message as { request: { method: string; path: string }; response?: { statusCode: number } }
        heard.push([name, request.method, request.path, response?.statusCode].join(' '))
      }
      diagnostics.subscribe(name, listen)
      return () => diagnostics.unsubscribe(name, listen)
    })
    await (await fetch(`${server.url}/a`)).text()
    await (await undici.request(`${server.url}/v1/chat/completions`, chat('hello'))).body.text()
    const sent = http.request(`${server.url}/v1/chat/completions`, { method: 'POST', headers })
    sent.end(chat('hello').body)
    const [answer] = (await once(sent, 'response')) as [http.IncomingMessage]
    await answer.toArray()
    for (const restore of restores) restore()
    await server.close()
    return heard
  }
  const plain = await heardFrom()
  guard.install()
  expect(await heardFrom()).toEqual(plain)
})

describe('through a proxy', () => {
  async function proxy() {
    const seen: string[] = []
    const sockets = new Set<net.Socket>()
    const server = http.createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`)
      const { host, pathname } = new URL(request.url ?? '')
      const [hostname, port] = host.split(':')
      const onward = http.request(
        { hostname, port, path: pathname, method: request.method, headers: request.headers, agent: false },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(response)
        },
      )
      Object.defineProperty(onward, Symbol.for('guard.own'), { value: true })
      request.pipe(onward)
    })
    server.on('connect', (request, socket, head) => {
      seen.push(`CONNECT ${request.url}`)
      const [hostname = '', port] = (request.url ?? '').split(':')
      const onward = net.connect(Number(port), hostname, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        onward.write(head)
        onward.pipe(socket).pipe(onward)
      })
      for (const one of [onward, socket as net.Socket]) one.on('error', () => {})
      sockets.add(onward)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const close = () => {
      for (const socket of sockets) socket.destroy()
      server.closeAllConnections()
      server.close()
    }
    return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
  }

  test('of undici, the tunnel is left alone and the call in it is guarded once', async () => {
    guard.install()
    const { url, seen, close } = await proxy()
    const dispatcher = new undici.ProxyAgent({ uri: url, proxyTunnel: true })
    const { statusCode, body } = await undici.request(address(), { ...chat(), dispatcher })
    await body.dump()
    const refused = await undici.request(address(), { ...chat(injection), dispatcher })
    await refused.body.dump()
    await dispatcher.destroy()
    close()
    expect([statusCode, refused.statusCode]).toEqual([200, 403])
    expect(new Set(seen)).toEqual(new Set([`CONNECT ${new URL(provider.url).host}`]))
    expect(provider.requests.map(({ text }) => text.includes(email()))).toEqual([false])
    expect(observations.map(({ host, path, outcome }) => `${host}${path} ${outcome}`)).toEqual([
      '127.0.0.1/v1/chat/completions completed',
      '127.0.0.1/v1/chat/completions blocked',
    ])
  })

  test('of node:http, the call is judged by the address that it is for', async () => {
    guard.install()
    const { url, seen, close } = await proxy()
    const { hostname, port } = new URL(url)
    const sent = http.request({
      hostname,
      port,
      path: address(),
      method: 'POST',
      headers: { ...headers, host: new URL(provider.url).host },
    })
    sent.end(chat().body)
    const [answer] = (await once(sent, 'response')) as [http.IncomingMessage]
    await answer.toArray()
    close()
    expect(answer.statusCode).toBe(200)
    expect(seen).toEqual([`POST ${address()}`])
    expect(provider.requests[0]?.text).not.toContain(email())
    expect(observations.map(({ port: to, path }) => `${to}${path}`)).toEqual([`${new URL(provider.url).port}/v1/chat/completions`])
  })
})

// The whole gigabyte takes a minute: GUARD_TEST_GIGABYTE=1.
const megabytes = process.env['GUARD_TEST_GIGABYTE'] === undefined ? 64 : 1_024

describe(`${megabytes} MB`, () => {
  const block = Buffer.alloc(1_024 * 1_024, 'x')
  async function* blocks() {
    for (let index = 0; index < megabytes; index++) yield block
  }

  test.each(['node:http', 'undici', 'fetch'])(
    'go up through %s with bounded memory',
    async (name) => {
      let got = 0
      const server = http.createServer((request, response) => {
        request.on('data', (chunk: Buffer) => (got += chunk.length))
        request.on('end', () => response.end('{}'))
      })
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/upload`
      const type = { 'content-type': 'application/octet-stream' }
      guard.install()
      const before = process.memoryUsage().arrayBuffers
      let most = 0
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)), 5)
      if (name === 'node:http') {
        const sent = http.request(url, { method: 'POST', headers: type })
        const answered = once(sent, 'response')
        for await (const chunk of blocks()) if (!sent.write(chunk)) await once(sent, 'drain')
        sent.end()
        ;((await answered)[0] as http.IncomingMessage).resume()
      } else if (name === 'undici') {
        await (await undici.request(url, { method: 'POST', headers: type, body: blocks() as never })).body.dump()
      } else {
        await (
          await fetch(url, {
            method: 'POST',
            headers: type,
            body: Readable.toWeb(Readable.from(blocks())),
            duplex: 'half',
          } as unknown as RequestInit)
        ).text()
      }
      clearInterval(watch)
      server.closeAllConnections()
      server.close()
      expect(got).toBe(megabytes * block.length)
      expect(most).toBeLessThan(48 * 1_024 * 1_024)
    },
    180_000,
  )
})
