import { Readable } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import { Agent, interceptors, request } from 'undici'
import { undiciEntry } from '../../src/node/undici.ts'
import { interceptor } from '../../src/node/undici-interceptor.ts'
import type { Handle } from '../../src/types.ts'
import { guarded, hostWith, identity, reads, refuse, rewriteRequest, rewriteResponse } from './handles.ts'
import { ok, rawServer, type RawServer } from './raw-server.ts'

const prompt = '{"messages":[{"role":"user","content":"mail to ann@example.com"}]}'
const headers = { 'content-type': 'application/json' }

let server: RawServer
afterEach(() => server.close())

const composed = (handle: Handle) => {
  const host = hostWith(handle)
  return { host, dispatcher: new Agent().compose(interceptor(host) as never, interceptors.retry() as never) }
}

describe.each([
  ['text', () => prompt],
  ['a stream', () => Readable.from([prompt.slice(0, 9), prompt.slice(9)])],
])('%s', (_kind, body) => {
  async function run(handle: Handle) {
    server = await rawServer({ answer: ok('{"text":"the cat sat"}') })
    const { host, dispatcher } = composed(handle)
    const answer = await request(server.url, { method: 'POST', headers, body: body(), dispatcher })
    return { host, status: answer.statusCode, text: await answer.body.text(), received: server.received.join('') }
  }

  test.each([identity, reads])('a call passes', async (handle) => {
    expect(await run(handle)).toMatchObject({
      status: 200,
      text: '{"text":"the cat sat"}',
      received: expect.stringContaining('ann@') as string,
    })
  })
  test('a call is refused', async () => {
    expect(await run(refuse)).toMatchObject({ status: 403, received: '' })
  })
  test('a request is changed', async () => {
    const { received } = await run(rewriteRequest('ann@example.com', '[EMAIL_7K3QX9PA_AND_LONGER]'))
    expect(received).toContain('[EMAIL_7K3QX9PA_AND_LONGER]')
    expect(received).not.toContain('ann@')
  })
  test('an answer is changed', async () => {
    expect(await run(rewriteResponse('cat', 'dog'))).toMatchObject({ text: '{"text":"the dog sat"}' })
  })
})

test('a call that the interceptor took is not taken again beneath it', async () => {
  server = await rawServer()
  const { host, dispatcher } = composed(identity)
  const beneath = hostWith(identity)
  await guarded(undiciEntry(), beneath, async () =>
    (await request(server.url, { method: 'POST', headers, body: prompt, dispatcher })).body.dump(),
  )
  expect(host.calls).toHaveLength(1)
  expect(beneath.calls).toHaveLength(0)
})
