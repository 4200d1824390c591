import http from 'node:http'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import * as undici from 'undici'
import { httpEntry } from '../../src/node/http.ts'
import { undiciEntry } from '../../src/node/undici.ts'
import { hostWith, identity, reads, rewriteResponse } from '../node/handles.ts'
import { ok, rawServer, type RawServer } from '../node/raw-server.ts'

let server: RawServer
afterEach(() => server.close())

const json = { 'Content-Type': 'application/json', 'X-Case': 'Kept', 'x-LAST': '1' }
const body = '{"messages":[]}'

async function viaHttp(
  url: string,
  options: http.RequestOptions = {},
  write: (request: http.ClientRequest) => void = (request) => request.end(),
) {
  const request = http.request(url, options)
  // Some cases fail before anybody waits for the answer.
  request.on('error', () => {})
  const events: string[] = []
  for (const event of ['continue', 'information', 'timeout', 'abort']) request.on(event, () => events.push(event))
  write(request)
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  let text = ''
  for await (const chunk of response) text += String(chunk)
  const { statusCode, statusMessage, rawHeaders, trailers, complete, httpVersion } = response
  return { statusCode, statusMessage, rawHeaders, trailers, complete, httpVersion, text, events }
}

async function viaFetch(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init)
  const copy = response.clone()
  const { status, statusText, redirected, type, ok } = response
  return {
    status,
    statusText,
    redirected,
    type,
    ok,
    path: new URL(response.url).pathname,
    headers: [...response.headers],
    text: await response.text(),
    copy: await copy.text(),
  }
}

async function viaUndici(url: string, options: object = {}) {
  const { statusCode, headers, trailers, body } = await undici.request(url, { ...options })
  const text = await body.text()
  return { statusCode, headers, trailers, text }
}

type Case = [name: string, run: (url: string) => Promise<unknown>, answer?: (request: string, socket: Socket) => void]

const chunkedTrailers = (_request: string, socket: Socket) =>
  void socket.write('HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-Sum: 5\r\n\r\n')
const redirect = (request: string, socket: Socket) => {
  if (request.startsWith('POST /old') || request.startsWith('GET /old'))
    socket.write('HTTP/1.1 307 Go\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n')
  else ok('{"moved":true}')(request, socket)
}
const zipped = (_request: string, socket: Socket) => {
  const bytes = gzipSync('{"text":"zipped"}')
  socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bytes.length}\r\n\r\n`)
  socket.write(bytes)
}
const raw = (text: string) => (_request: string, socket: Socket) => void socket.write(text)
const expectContinue = (request: string, socket: Socket) => {
  socket.write('HTTP/1.1 100 Continue\r\n\r\n')
  ok(request.includes(body) ? '{"got":true}' : '{"got":false}')(request, socket)
}
const slow = () => {}
const early = raw('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
const cut = (_request: string, socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart')
const outcome = (made: Promise<unknown>) =>
  made.catch((error: Error & { code?: string; cause?: { code?: string } }) => ({
    name: error.name,
    code: error.code,
    cause: error.cause?.code,
  }))

const cases: Case[] = [
  ['http: GET', (url) => viaHttp(url, { headers: { 'X-a': '1', 'x-B': ['1', '2'] } })],
  ['http: POST', (url) => viaHttp(url, { method: 'POST', headers: json }, (request) => request.end(body))],
  [
    'http: chunked POST',
    (url) => viaHttp(url, { method: 'POST', headers: json }, (request) => (request.write('{"a":'), request.write('1}'), request.end())),
  ],
  ['http: empty POST', (url) => viaHttp(url, { method: 'POST', headers: json })],
  ['http: PUT with a callback', (url) => viaHttp(url, { method: 'PUT', headers: json }, (request) => request.end(body, 'utf8', () => {}))],
  ['http: DELETE', (url) => viaHttp(url, { method: 'DELETE' })],
  ['http: HEAD', (url) => viaHttp(url, { method: 'HEAD' }), raw('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n')],
  ['http: 204', (url) => viaHttp(url), raw('HTTP/1.1 204 No Content\r\nX: 1\r\n\r\n')],
  ['http: trailers', (url) => viaHttp(url, { method: 'POST', headers: json }, (request) => request.end(body)), chunkedTrailers],
  [
    'http: request trailers',
    (url) =>
      viaHttp(
        url,
        { method: 'POST', headers: { ...json, Trailer: 'X-T' } },
        (request) => (request.addTrailers({ 'X-T': '1' }), request.write(body), request.end()),
      ),
  ],
  [
    'http: Expect',
    (url) => viaHttp(url, { method: 'POST', headers: { ...json, Expect: '100-continue' } }, (request) => request.end(body)),
    expectContinue,
  ],
  ['http: early hints', (url) => viaHttp(url), early],
  [
    'http: connection close',
    (url) => viaHttp(url, { method: 'POST', headers: json, agent: false }, (request) => request.end(body)),
    raw('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok'),
  ],
  ['http: a cut answer', (url) => outcome(viaHttp(url, { method: 'POST', headers: json }, (request) => request.end(body))), cut],
  ['http: nonsense', (url) => outcome(viaHttp(url)), raw('NONSENSE\r\n\r\n')],
  [
    'http: timeout',
    (url) => outcome(viaHttp(url, { timeout: 40 }, (request) => (request.on('timeout', () => request.destroy()), request.end()))),
    slow,
  ],
  ['http: abort before', (url) => outcome(viaHttp(url, { signal: AbortSignal.abort() }))],
  [
    'http: destroy before the end',
    (url) => outcome(viaHttp(url, { method: 'POST', headers: json }, (request) => (request.write('{'), request.destroy()))),
  ],
  [
    'http: destroy at once',
    (url) => outcome(viaHttp(url, { method: 'POST', headers: json }, (request) => (request.end(body), request.destroy()))),
  ],
  ['http: a malformed address', () => outcome((async () => viaHttp('http://%'))())],
  [
    'http: a bad chunk',
    (url) => outcome((async () => viaHttp(url, { method: 'POST', headers: json }, (request) => request.write(1 as never)))()),
  ],
  ['fetch: GET', (url) => viaFetch(url, { headers: { 'X-a': '1' } })],
  ['fetch: POST', (url) => viaFetch(url, { method: 'POST', headers: json, body })],
  ['fetch: form', (url) => viaFetch(url, { method: 'POST', body: new URLSearchParams({ a: '1' }) })],
  [
    'fetch: a stream',
    (url) => viaFetch(url, { method: 'POST', headers: json, duplex: 'half', body: new Blob([body]).stream() } as RequestInit),
  ],
  ['fetch: redirect', (url) => viaFetch(`${url}/old`, { method: 'POST', headers: json, body }), redirect],
  ['fetch: gzip', (url) => viaFetch(url, { method: 'POST', headers: json, body }), zipped],
  ['fetch: HEAD', (url) => viaFetch(url, { method: 'HEAD' }), raw('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n')],
  ['fetch: trailers', (url) => viaFetch(url), chunkedTrailers],
  ['fetch: a cut answer', (url) => outcome(viaFetch(url)), cut],
  ['fetch: abort', (url) => outcome(viaFetch(url, { signal: AbortSignal.timeout(40) })), slow],
  ['fetch: abort before', (url) => outcome(viaFetch(url, { signal: AbortSignal.abort() }))],
  ['fetch: nobody there', () => outcome(viaFetch('http://127.0.0.1:1'))],
  ['undici: request', (url) => viaUndici(url, { method: 'POST', headers: json, body })],
  [
    'undici: header arrays',
    (url) => viaUndici(url, { method: 'POST', headers: ['Content-Type', 'application/json', 'X-B', '1', 'X-B', '2'], body }),
  ],
  ['undici: bytes', (url) => viaUndici(url, { method: 'PUT', headers: json, body: Buffer.from(body) })],
  ['undici: an empty POST', (url) => viaUndici(url, { method: 'POST', headers: json })],
  ['undici: GET', (url) => viaUndici(url)],
  ['undici: HEAD', (url) => viaUndici(url, { method: 'HEAD' }), raw('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n')],
  ['undici: trailers', (url) => viaUndici(url), chunkedTrailers],
  ['undici: early hints', (url) => viaUndici(url), early],
  ['undici: a cut answer', (url) => outcome(viaUndici(url)), cut],
  ['undici: headers timeout', (url) => outcome(viaUndici(url, { headersTimeout: 40, method: 'POST', body, headers: json })), slow],
  ['undici: form data', (url) => viaUndici(url, { method: 'POST', body: Object.assign(new undici.FormData()) })],
]

const entries = () => [undiciEntry(), httpEntry()]

async function transcript([, run, answer]: Case, handle?: typeof identity): Promise<unknown> {
  server = await rawServer(answer ? { answer } : {})
  const restores = handle ? entries().map((entry) => entry.install(hostWith(handle)).restore) : []
  const told = await run(server.url).catch((error: Error) => ({ thrown: error.name, code: (error as NodeJS.ErrnoException).code }))
  const again = await run(server.url).catch((error: Error) => ({ thrown: error.name, code: (error as NodeJS.ErrnoException).code }))
  for (const restore of restores) restore()
  const hide = (text: string) => text.replaceAll(`127.0.0.1:${server.port}`, 'HOST').replaceAll(/formdata-undici-\d+/g, 'BOUNDARY')
  const result = { told, again, sent: server.received.map(hide).filter((text) => text !== ''), connections: server.connections }
  await server.close()
  return result
}

describe.each(cases)('%s', (...given) => {
  test('is the same with guard', async () => {
    const plain = await transcript(given)
    expect(await transcript(given, identity)).toEqual(plain)
    expect(await transcript(given, reads)).toEqual(plain)
    server = await rawServer()
  })
})

test('a large answer passes with bounded memory', async () => {
  // The whole gigabyte takes a minute: GUARD_TEST_GIGABYTE=1.
  const size = (process.env['GUARD_TEST_GIGABYTE'] === undefined ? 256 : 1024) * 1024 * 1024
  const block = Buffer.alloc(1024 * 1024)
  server = await rawServer({
    answer: (_request, socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`)
      let left = size / block.length
      const more = () => {
        while (left > 0) {
          left--
          if (!socket.write(block)) return void socket.once('drain', more)
        }
      }
      more()
    },
  })
  for (const handle of [identity, rewriteResponse('never', 'x')]) {
    const restores = entries().map((entry) => entry.install(hostWith(handle)).restore)
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    let got = 0
    for (const source of [
      (await undici.request(server.url)).body,
      await new Promise<http.IncomingMessage>((resolve) => void http.get(server.url, resolve)),
    ]) {
      for await (const chunk of source) {
        got += (chunk as Buffer).length
        most = Math.max(most, process.memoryUsage().arrayBuffers - before)
      }
    }
    for (const restore of restores) restore()
    expect(got).toBe(2 * size)
    expect(most).toBeLessThan(200 * 1024 * 1024)
  }
}, 180_000)
