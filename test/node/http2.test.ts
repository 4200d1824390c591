import { once } from 'node:events'
import http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { http2Entry } from '../../src/node/http2.ts'
import type { Handle } from '../../src/types.ts'
import { guarded, hostWith, identity, refuse, rewriteRequest, rewriteResponse } from './handles.ts'

const prompt = '{"messages":[{"role":"user","content":"mail to ann@example.com"}]}'
let server: http2.Http2Server
let url: string
let received: string[]
let sawHeaders: http2.IncomingHttpHeaders[]

beforeEach(async () => {
  received = []
  sawHeaders = []
  server = http2.createServer()
  server.on('stream', (stream, headers) => {
    let body = ''
    sawHeaders.push(headers)
    stream.on('error', () => {})
    stream.on('data', (chunk) => (body += String(chunk)))
    stream.on('end', () => {
      received.push(body)
      if (stream.destroyed) return
      if (headers[':path'] === '/break') {
        stream.respond({ ':status': 200 })
        stream.write('part')
        setTimeout(() => stream.session?.destroy(undefined, http2.constants.NGHTTP2_INTERNAL_ERROR), 10)
        return
      }
      stream.respond({ ':status': 200, 'content-type': 'application/json', 'x-two': ['1', '2'] }, { waitForTrailers: true })
      stream.on('wantTrailers', () => stream.sendTrailers({ 'x-trail': 'yes' }))
      stream.end('{"text":"the cat sat"}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => void server.close())

async function call(handle: Handle | undefined, headers: http2.OutgoingHttpHeaders = {}) {
  const host = hostWith(handle ?? identity)
  const run = async () => {
    const session = http2.connect(url)
    // A session that is closed before it has connected tells so.
    session.on('error', () => {})
    try {
      const stream = session.request({ ':method': 'POST', ':path': '/v1', 'content-type': 'application/json', ...headers })
      let trailers: unknown
      stream.on('trailers', (given: http2.IncomingHttpHeaders) => (trailers = { ...given }))
      stream.write(prompt.slice(0, 10))
      stream.end(prompt.slice(10))
      const [head] = (await once(stream, 'response')) as [http2.IncomingHttpHeaders]
      let text = ''
      for await (const chunk of stream) text += String(chunk)
      const { date: _date, ...rest } = head
      return { status: head[':status'], head: rest, text, trailers }
    } finally {
      session.close()
    }
  }
  const answer = handle ? await guarded(http2Entry(), host, run) : await run()
  return { ...answer, host }
}

describe('http2', () => {
  test('a call that passes is the same', async () => {
    const { host: _host, ...plain } = await call(undefined)
    const { host, ...seen } = await call(identity)
    expect(seen).toEqual(plain)
    expect(received).toEqual([prompt, prompt])
    expect(host.calls[0]?.url.href).toBe(`${url}/v1`)
  })

  test('a refused call sends no body and is answered', async () => {
    const { status, text } = await call(refuse)
    expect(status).toBe(403)
    expect(text).toContain('guardrail_violation')
    expect(received.join('')).toBe('')
  })

  test('a request can be made longer', async () => {
    await call(rewriteRequest('ann@example.com', '[EMAIL_7K3QX9PA_AND_LONGER]'), { 'content-length': prompt.length })
    expect(received.join('')).toContain('[EMAIL_7K3QX9PA_AND_LONGER]')
  })

  test('an answer can be changed', async () => {
    expect((await call(rewriteResponse('cat', 'catalogue'))).text).toBe('{"text":"the catalogue sat"}')
  })

  test('a signed request says that it cannot be rewritten, and keeps its headers', async () => {
    const { host } = await call(identity, { authorization: 'AWS4-HMAC-SHA256 x', 'content-length': prompt.length })
    expect(host.calls[0]?.limits?.noRewrite).toContain('signed')
    expect(sawHeaders[0]?.['content-length']).toBe(String(prompt.length))
  })

  test('a stream that breaks, breaks for the caller as it would have', async () => {
    const outcome = (made: Promise<unknown>) =>
      made.then(
        () => 'none',
        (error: NodeJS.ErrnoException) => error.code,
      )
    const plain = await outcome(call(undefined, { ':path': '/break' }))
    expect(await outcome(call(identity, { ':path': '/break' }))).toBe(plain)
  })

  test('an error of the handle is the error of the stream', async () => {
    await expect(call(() => Promise.reject(new RangeError('no')))).rejects.toThrow(RangeError)
  })
})
