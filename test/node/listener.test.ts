import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { fakeProvider } from 'guard/testing'
import { expect, test } from 'vitest'
import { baseUrlListener } from '../../src/node/listener.ts'
import { email, injection } from '../clients/secrets.ts'
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

test('a command-line agent that honours the variable is guarded by the program that starts it', async () => {
  const provider = await fakeProvider()
  const agent = `
    const init = { method: 'POST', headers: { 'content-type': 'application/json', 'x-api-key': 'none' } }
    init.body = JSON.stringify({ model: 'claude-test', max_tokens: 9, messages: [{ role: 'user', content: process.argv[1] }] })
    const answer = await fetch(process.env.ANTHROPIC_BASE_URL + '/v1/messages', init)
    console.log(answer.status, (await answer.json()).content?.[0].text)`
  const source = `
    const { guard } = await import(${JSON.stringify(register)})
    const { execFile } = await import('node:child_process')
    const observed = []
    guard.on('observation', ({ path, request }) => observed.push(path + ' ' + request.verdict))
    while (process.env.ANTHROPIC_BASE_URL === '${provider.url}') await new Promise((go) => setTimeout(go, 5))
    for (const prompt of ${JSON.stringify([`write to ${email()}`, injection])})
      await new Promise((done) => execFile(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(agent)}, prompt], (error, out) => (process.stdout.write(out), done())))
    console.log(observed.join())`
  const folder = mkdtempSync(join(tmpdir(), 'guard-'))
  writeFileSync(join(folder, 'guard.config.json'), JSON.stringify({ mode: 'enforce', baseUrlListener: true, exact: { env: false } }))
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', register, '--input-type=module', '-e', source], {
    cwd: folder,
    env: { ...clean(), ANTHROPIC_BASE_URL: provider.url },
  })
  await provider.close()
  expect(stdout.split('\n').slice(0, 3)).toEqual([
    `200 write to ${email()}`,
    expect.stringMatching(/^403 /),
    '/v1/messages redact,/v1/messages block',
  ])
  expect(provider.requests).toHaveLength(1)
  expect(provider.requests[0]?.text).not.toContain(email())
})

const register = pathToFileURL(join(process.cwd(), 'dist/register.js')).href

function clean(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('GUARD_') && name !== 'NODE_OPTIONS'),
  ) as Record<string, string>
}
