import { request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { fakeGateway } from '../../src/testing/fake-gateway.ts'

const path = '/v1/events/egress'
const minimal = '{"branch":"known","decision":"allow"}'
const token = 'T'.repeat(64)

async function gateway() {
  const fake = await fakeGateway({ token })
  onTestFinished(fake.close)
  return fake
}

interface Sent {
  method?: string
  path?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
}

function send(url: string, { method = 'POST', path: at = path, headers = {}, body = '' }: Sent) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const outgoing = request({ hostname, port, method, path: at, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    outgoing.on('error', reject)
    outgoing.end(Buffer.from(body))
  })
}

const auth = { 'X-DC-Auth': `Bearer ${token}` }
const json = { ...auth, 'Content-Type': 'application/json' }
const padded = (length: number) => `${minimal.slice(0, -1)},"x":"${'y'.repeat(length - minimal.length - 7)}"}`

const table: [sentence: string, request: Sent, status: number, body?: string][] = [
  ['a GET is refused before anybody asks for a token', { method: 'GET' }, 405, 'method not allowed\n'],
  ['so is a PUT', { method: 'PUT', body: minimal }, 405],
  ['no token', { body: minimal }, 401, 'unauthorized\n'],
  ['a wrong token, although the content type is wrong as well', { headers: { 'X-DC-Auth': 'x', 'Content-Type': 'text/plain' } }, 401],
  ['"bearer" in lower case', { headers: { 'X-DC-Auth': `bearer ${token}` }, body: minimal }, 401],
  ['the token in Authorization', { headers: { Authorization: `Bearer ${token}` }, body: minimal }, 401],
  ['the token alone', { headers: { 'X-DC-Auth': token }, body: minimal }, 204, ''],
  ['another content type', { headers: { ...auth, 'Content-Type': 'text/plain' }, body: minimal }, 415, 'unsupported content-type\n'],
  ['text/json', { headers: { ...auth, 'Content-Type': 'text/json' }, body: minimal }, 415],
  ['application/x-ndjson', { headers: { ...auth, 'Content-Type': 'application/x-ndjson' }, body: minimal }, 415],
  ['no content type', { headers: auth, body: minimal }, 204],
  ['JSON in capitals with parameters', { headers: { ...auth, 'Content-Type': 'Application/JSON; charset=utf-8' }, body: minimal }, 204],
  ['a type that ends in +json', { headers: { ...auth, 'Content-Type': 'text/foo+json' }, body: minimal }, 204],
  ['no body', { headers: json }, 400, 'invalid JSON\n'],
  ['an array', { headers: json, body: `[${minimal}]` }, 400, 'invalid JSON\n'],
  ['two objects', { headers: json, body: `${minimal}\n${minimal}` }, 400, 'invalid JSON\n'],
  ['a byte order mark', { headers: json, body: `\ufeff${minimal}` }, 400, 'invalid JSON\n'],
  [
    'a number where a text belongs',
    { headers: json, body: '{"branch":"known","decision":"allow","target_host":1}' },
    400,
    'invalid JSON\n',
  ],
  [
    'a text where a boolean belongs',
    { headers: json, body: '{"branch":"known","decision":"allow","looks_like_llm":"true"}' },
    400,
    'invalid JSON\n',
  ],
  ['null as a whole', { headers: json, body: 'null' }, 400, 'invalid branch or decision\n'],
  ['null in a field', { headers: json, body: '{"branch":"known","decision":"allow","reason":null}' }, 204],
  ['an unknown branch', { headers: json, body: '{"branch":"undici","decision":"allow"}' }, 400, 'invalid branch or decision\n'],
  ['a branch in capitals', { headers: json, body: '{"branch":"Known","decision":"allow"}' }, 400, 'invalid branch or decision\n'],
  ['no decision', { headers: json, body: '{"branch":"known"}' }, 400, 'invalid branch or decision\n'],
  ['keys in any case', { headers: json, body: '{"BRANCH":"known","Decision":"block"}' }, 204],
  ['8,192 bytes', { headers: json, body: padded(8_192) }, 204],
  ['8,193 bytes, of which the last is cut', { headers: json, body: padded(8_193) }, 400, 'invalid JSON\n'],
  ['white space after the cut', { headers: json, body: minimal + ' '.repeat(20_000) }, 204],
  ['a query after the path', { path: `${path}?a=1`, headers: json, body: minimal }, 204],
  ['a trailing slash with a token', { path: `${path}/`, headers: json, body: minimal }, 400],
  ['a trailing slash without one', { path: `${path}/`, body: minimal }, 401],
  ['the prefix of a connector', { path: `/c/openclaw${path}`, headers: json, body: minimal }, 204],
  ['an unknown connector', { path: `/c/nobody${path}`, headers: json, body: minimal }, 404],
  ['a bad connector name', { path: `/c/NO!${path}`, headers: json, body: minimal }, 400],
  ['the health endpoint', { method: 'GET', path: '/health' }, 200, '{"status":"healthy"}'],
  ['the providers without a token', { method: 'GET', path: '/v1/config/providers' }, 401],
  ['any other GET', { method: 'GET', path: '/v1/whatever' }, 200, ''],
  ['any other method', { method: 'DELETE', path: '/v1/whatever' }, 405],
]

for (const [sentence, given, status, body] of table) {
  test(`the gateway answers ${status}: ${sentence}`, async () => {
    const { url, events } = await gateway()
    const answer = await send(url, given)
    expect(answer.status).toBe(status)
    if (body !== undefined) expect(answer.body).toBe(body)
    expect(events).toHaveLength(status === 204 ? 1 : 0)
    expect(answer.headers['x-defenseclaw-request-id']).toBeTruthy()
  })
}

test('an event is stored with the truncations and the severity of the gateway', async () => {
  const { url, events } = await gateway()
  const event = {
    branch: 'shape',
    decision: 'block',
    target_host: 'h'.repeat(300),
    target_path: `/p?q=1`,
    body_shape: 'graph',
    reason: 'r'.repeat(600),
    source: 'go',
  }
  await send(url, { headers: json, body: JSON.stringify(event) })
  expect(events[0]).toMatchObject({
    severity: 'HIGH',
    event: {
      target_host: 'h'.repeat(253),
      target_path: '/p',
      body_shape: 'unknown',
      looks_like_llm: false,
      reason: 'r'.repeat(512),
      source: 'ts',
    },
  })
  expect(events[0]).not.toHaveProperty('lost')
})

for (const host of ['', '::1', '[::1]', 'my_service']) {
  test(`the row of the host ${JSON.stringify(host)} is shown as lost`, async () => {
    const { url, events } = await gateway()
    await send(url, { headers: json, body: JSON.stringify({ branch: 'known', decision: 'allow', target_host: host }) })
    expect(events[0]?.lost).toContain('target_host')
  })
}

test('correlation is read from the headers and echoed', async () => {
  const { url, events } = await gateway()
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
  const correlation = {
    'X-DefenseClaw-Request-Id': 'r1',
    'X-DefenseClaw-Session-Id': Buffer.from('Sitzung ä').toString('latin1'),
    'X-DefenseClaw-Agent-Id': 'a1',
    'X-DefenseClaw-User-Id': 'u1',
    traceparent,
  }
  const answer = await send(url, { headers: { ...json, ...correlation }, body: minimal })
  expect(answer.headers).toMatchObject({ 'x-defenseclaw-request-id': 'r1', 'x-defenseclaw-agent-id': 'a1' })
  expect(events).toMatchObject([{ requestId: 'r1', sessionId: 'Sitzung ä', agentId: 'a1', userId: 'u1', traceparent }])
})

test('after 200 requests at once the gateway asks to come back, before it looks at anything else', async () => {
  const { url, events } = await gateway()
  const answers = []
  for (let index = 0; index < 15; index++)
    answers.push(...(await Promise.all(Array.from({ length: 20 }, () => send(url, { headers: json, body: minimal })))))
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]?.headers['retry-after']).toBe('1')
  expect(events.length).toBeGreaterThanOrEqual(200)
})

test('the provider registry has the shape of the real one', async () => {
  const { url } = await gateway()
  const answer = await send(url, { method: 'GET', path: '/v1/config/providers', headers: auth })
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(JSON.parse(answer.body)).toMatchObject({ overlay_applied: false, ollama_ports: [11_434] })
  expect(JSON.parse(answer.body).providers).toHaveLength(15)
})
