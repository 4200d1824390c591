import { once } from 'node:events'
import http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime'
import { got } from 'got'
import * as undici from 'undici'
import { afterEach, expect, test } from 'vitest'
import { httpEntry } from '../../src/node/http.ts'
import { http2Entry } from '../../src/node/http2.ts'
import { undiciEntry } from '../../src/node/undici.ts'
import type { Handle } from '../../src/types.ts'
import { selfSigned } from '../node/certificate.ts'
import { hostWith, identity, refuse, rewriteRequest, rewriteResponse } from '../node/handles.ts'

const json = { 'content-type': 'application/json' }
const prompt = '{"text":"mail to ann@example.com"}'

interface Provider {
  url: string
  received: { headers: http2.IncomingHttpHeaders; body: string }[]
  close: () => void
}
let provider: Provider
afterEach(() => provider.close())

/** A provider that speaks HTTP/2, over TLS or in the clear. */
async function start(secure: boolean): Promise<Provider> {
  const sessions = new Set<http2.Http2Session>()
  const server = secure ? http2.createSecureServer(selfSigned()) : http2.createServer()
  server.on('session', (session) => void sessions.add(session))
  const received: Provider['received'] = []
  server.on('stream', (stream, headers) => {
    let body = ''
    stream.on('error', () => {})
    stream.on('data', (chunk) => (body += String(chunk)))
    stream.on('end', () => {
      received.push({ headers, body })
      if (stream.destroyed) return
      stream.respond({ ':status': 200, ...json })
      stream.end('{"output":{"message":{"role":"assistant","content":[{"text":"the cat sat"}]}},"stopReason":"end_turn"}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = () => {
    for (const session of sessions) session.destroy()
    server.close()
  }
  return (provider = { url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`, received, close })
}

interface Answer {
  status: number
  text: string
}
const clients: Record<string, { secure: boolean; call: (url: string) => Promise<Answer> }> = {
  'got with http2': {
    secure: true,
    call: async (url) => {
      const options = { http2: true, https: { rejectUnauthorized: false }, throwHttpErrors: false, retry: { limit: 0 } }
      const { statusCode, body } = await got.post(`${url}/v1`, { ...options, headers: json, body: prompt })
      return { status: statusCode, text: body }
    },
  },
  'undici with allowH2': {
    secure: true,
    call: async (url) => {
      const dispatcher = new undici.Agent({ allowH2: true, connect: { rejectUnauthorized: false } })
      const { statusCode, body } = await undici.request(`${url}/v1`, { method: 'POST', headers: json, body: prompt, dispatcher })
      const text = await body.text()
      await dispatcher.destroy()
      return { status: statusCode, text }
    },
  },
  'the Bedrock client with the handler that it comes with': {
    secure: false,
    call: async (endpoint) => {
      const client = new BedrockRuntimeClient({
        region: 'us-east-1',
        endpoint,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      })
      const messages = [{ role: 'user' as const, content: [{ text: 'mail to ann@example.com' }] }]
      try {
        const { output } = await client.send(new ConverseCommand({ modelId: 'm', messages }))
        return { status: 200, text: output?.message?.content?.[0]?.text ?? '' }
      } catch (error) {
        return { status: (error as { $metadata: { httpStatusCode: number } }).$metadata.httpStatusCode, text: '' }
      } finally {
        client.destroy()
      }
    },
  },
}

async function guarded(name: string, handle: Handle) {
  const { secure, call } = clients[name]!
  const { url, received } = await start(secure)
  const host = hostWith(handle)
  const restores = [undiciEntry(), httpEntry(), http2Entry()].map((entry) => entry.install(host).restore)
  try {
    return { ...(await call(url)), received, calls: host.calls.length, notes: host.notes }
  } finally {
    for (const restore of restores) restore()
  }
}

test.each(Object.keys(clients))('%s is seen once, and nothing is changed', async (name) => {
  const { status, text, received, calls, notes } = await guarded(name, identity)
  expect({ status, calls, notes }).toEqual({ status: 200, calls: 1, notes: [] })
  expect(text).toContain('the cat sat')
  expect(received.map(({ headers }) => headers[':method'])).toEqual(['POST'])
  expect(received[0]?.body).toContain('ann@example.com')
})

test.each(Object.keys(clients))('%s can be refused, and no body is sent', async (name) => {
  const { status, received } = await guarded(name, refuse)
  expect(status).toBe(403)
  expect(received.map(({ body }) => body).join('')).toBe('')
})

test.each(Object.keys(clients))('%s can have its request and its answer changed', async (name) => {
  const { received } = await guarded(name, rewriteRequest('ann@example.com', '[EMAIL_7K3QX9PA_AND_LONGER]'))
  expect(received.map(({ body }) => body).join('')).toContain('[EMAIL_7K3QX9PA_AND_LONGER]')
  provider.close()
  expect((await guarded(name, rewriteResponse('cat', 'catalogue'))).text).toContain('the catalogue sat')
})
