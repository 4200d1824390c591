import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { post } from '../../src/node/post.ts'
import { listen } from '../../src/testing/listen.ts'

async function server(handler: RequestListener) {
  const { url, close } = await listen(handler)
  onTestFinished(close)
  return url
}

const event = { headers: { 'X-Test': 'yes' }, body: '{"a":"ü"}', timeoutMs: 5_000 }

test('the body and the headers arrive as they are', async () => {
  let received = ''
  const url = await server((request, response) => {
    request.on('data', (chunk: Buffer) => (received += chunk))
    request.on('end', () => {
      received += ` ${request.method} ${request.url} ${request.headers['x-test']} ${request.headers['content-length']}`
      response.writeHead(204).end()
    })
  })
  expect(await post(`${url}/v1/events/egress`, event)).toEqual({ status: 204, retryAfterMs: undefined })
  expect(received).toBe('{"a":"ü"} POST /v1/events/egress yes 10')
})

test('an answer counts from its head on: a body without end does not make it a failure', async () => {
  const url = await server((_, response) => {
    response.writeHead(200)
    response.write('x')
  })
  expect(await post(url, event)).toMatchObject({ status: 200 })
})

test('a body that floods is cut off', async () => {
  let closed = () => {}
  const cut = new Promise<void>((resolve) => (closed = resolve))
  const url = await server((_, response) => {
    response.on('close', closed)
    response.writeHead(200)
    const flood = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    }
    response.on('drain', flood)
    flood()
  })
  expect(await post(url, event)).toMatchObject({ status: 200 })
  await cut
})

test('a gateway without an answer is given up after the time limit', async () => {
  const url = await server(() => {})
  await expect(post(url, { ...event, timeoutMs: 50 })).rejects.toMatchObject({ code: 'ETIMEDOUT' })
})

test('a redirection is not followed', async () => {
  let requests = 0
  const url = await server((_, response) => {
    requests++
    response.writeHead(307, { location: '/elsewhere' }).end()
  })
  expect(await post(url, event)).toMatchObject({ status: 307 })
  expect(requests).toBe(1)
})

for (const [value, ms] of [
  ['3', 3_000],
  ['0', 0],
  ['soon', undefined],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
] as const) {
  test(`Retry-After: ${value} is read`, async () => {
    const url = await server((_, response) => response.writeHead(429, { 'retry-after': value }).end())
    expect((await post(url, event)).retryAfterMs).toBe(ms)
  })
}

test('connections are used again, and one that was closed meanwhile is replaced', async () => {
  const sockets = new Set<unknown>()
  const url = await server((request, response) => {
    sockets.add(request.socket)
    response.writeHead(204).end()
    if (sockets.size === 1 && request.headers['x-test'] === 'last') request.socket.destroySoon()
  })
  await post(url, event)
  await post(url, { ...event, headers: { 'X-Test': 'last' } })
  expect(sockets.size).toBe(1)
  expect(await post(url, event)).toMatchObject({ status: 204 })
})

test('nobody listening is a rejection with its code', async () => {
  const closed = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => closed.once('listening', resolve))
  const { port } = closed.address() as AddressInfo
  await new Promise((resolve) => closed.close(resolve))
  await expect(post(`http://127.0.0.1:${port}`, event)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
