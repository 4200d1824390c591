import { expect, test } from 'vitest'
import { baseUrlListener } from '../../src/node/listener.ts'
import { hostWith, identity, refuse, rewriteRequest } from './handles.ts'
import { ok, rawServer } from './raw-server.ts'

async function ask(host: ReturnType<typeof hostWith>) {
  const provider = await rawServer({ answer: ok('{"text":"the cat sat"}') })
  const env: Record<string, string | undefined> = { ANTHROPIC_BASE_URL: `${provider.url}/base` }
  const listener = await baseUrlListener(host, env)
  const response = await fetch(`${env['ANTHROPIC_BASE_URL']}/v1/messages?beta=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'none' },
    body: '{"mail":"ann@example.com"}',
  })
  const text = await response.text()
  const stranger = await fetch(new URL('/v1/messages', env['ANTHROPIC_BASE_URL']))
  listener.close()
  await provider.close()
  return { status: response.status, text, env, stranger: stranger.status, received: provider.received.join(''), provider }
}

test('what an agent sends goes to the provider it would have called', async () => {
  const host = hostWith(identity)
  const { status, text, env, received, provider, stranger } = await ask(host)
  expect({ status, text }).toEqual({ status: 200, text: '{"text":"the cat sat"}' })
  expect(received).toContain('POST /base/v1/messages?beta=true HTTP/1.1')
  expect(received).toContain('x-api-key: none')
  expect(host.calls).toHaveLength(1)
  expect(env).toEqual({ ANTHROPIC_BASE_URL: `${provider.url}/base` })
  expect(stranger).toBe(404)
})

test('it can be refused and changed', async () => {
  expect(await ask(hostWith(refuse))).toMatchObject({ status: 403, received: '' })
  expect((await ask(hostWith(rewriteRequest('ann', 'bob')))).received).toContain('bob@')
})
