import { expect, onTestFinished, test } from 'vitest'
import { guard, start } from './guard-command.ts'

async function gateway(args: string[] = [], env: Record<string, string> = {}) {
  const running = start(['gateway', '--port', '0', ...args], { env })
  onTestFinished(() => void running.child.kill('SIGKILL'))
  const [, url = ''] = await running.printed(/listens on (\S+)/)
  return { ...running, url }
}

const event = { branch: 'shape', decision: 'block', target_host: 'llm.example', target_path: '/v1/chat', reason: 'blocked-secret' }

const post = (url: string, token: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/v1/events/egress`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-DC-Auth': `Bearer ${token}`, ...headers },
    body: JSON.stringify(body),
  })

test('a token is made and shown when none is given, and each event is a line', async () => {
  const { url, printed, child, ended } = await gateway()
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const [, token = ''] = await printed(/^token ([0-9a-f]{64}) /m)
  expect((await post(url, 'wrong', event)).status).toBe(401)
  expect((await post(url, token, event, { 'X-DefenseClaw-Session-Id': 's1' })).status).toBe(204)
  await printed(/^\d\d:\d\d:\d\d {2}HIGH {4}block {2}shape {8}llm\.example\/v1\/chat {2}blocked-secret {2}session=s1$/m)
  child.kill('SIGTERM')
  const { code, stdout } = await ended
  expect(code).toBe(0)
  expect(stdout).toContain('1 event received.')
})

test('a given token is not shown', async () => {
  const token = 'chosen-token-of-mine'
  const { url, child, ended } = await gateway(['--token', token])
  expect((await post(url, token, event)).status).toBe(204)
  child.kill('SIGINT')
  const { stdout, stderr } = await ended
  expect(stdout + stderr).not.toContain(token)
})

test('a token of digits is taken as it was typed', async () => {
  const { url } = await gateway(['--token=00123e5'])
  expect((await post(url, '00123e5', event)).status).toBe(204)
})

test('the token may stand in the environment', async () => {
  const { url } = await gateway([], { GUARD_GATEWAY_TOKEN: 'from-environment' })
  expect((await post(url, 'from-environment', event)).status).toBe(204)
})

test('with --json stdout holds events alone, and no token', async () => {
  const { url, printed, child, ended } = await gateway(['--json'])
  const [, token = ''] = await printed(/^token ([0-9a-f]{64}) /m)
  await post(url, token, event, { 'X-DefenseClaw-Request-Id': 'r1' })
  await printed(/"requestId":"r1"/)
  child.kill('SIGTERM')
  const { stdout } = await ended
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toMatchObject([{ severity: 'HIGH', requestId: 'r1', ...event }])
  expect(stdout).not.toContain(token)
})

test('what an event says cannot steer the terminal', async () => {
  const { url, printed } = await gateway(['--token', 'test-token'])
  await post(url, 'test-token', { ...event, reason: '\u001b[2Jgone\n00:00:00  INFO' })
  const [line] = await printed(/^.*gone.*$/m)
  expect(line).not.toContain('\u001b')
  expect(line).toContain('\ufffd[2Jgone\ufffd00:00:00')
})

test('a row that a real gateway would lose is marked', async () => {
  const { url, printed } = await gateway(['--token', 'test-token'])
  await post(url, 'test-token', { ...event, target_host: '[::1]' })
  await printed(/a real gateway loses this row/)
})

test('listening beyond loopback needs a token of the user', async () => {
  const { code, stderr } = await guard(['gateway', '--port', '0', '--host', '0.0.0.0'])
  expect(code).toBe(2)
  expect(stderr).toContain('--token')
})

test('a port in use is said in one sentence', async () => {
  const { url } = await gateway()
  const { code, stderr } = await guard(['gateway', '--port', new URL(url).port])
  expect(code).toBe(1)
  expect(stderr).toMatch(/^guard: Port \d+ of 127\.0\.0\.1 is in use.*\n$/)
})

for (const args of [
  ['gateway', '--port', 'x'],
  ['gateway', '--nonsense'],
  ['nonsense'],
  ['scan', '--direction', 'up'],
  ['scan', '/nowhere'],
  ['run'],
]) {
  test(`guard ${args.join(' ')} is refused as wrong usage`, async () => {
    const { code, stderr } = await guard(args)
    expect(code).toBe(2)
    expect(stderr).toMatch(/^guard: .+\n/)
    expect(stderr).not.toContain('    at ')
  })
}

for (const args of [['--help'], ['gateway', '--help'], ['scan', '--help'], ['run', '--help'], ['doctor', '--help'], ['--version']]) {
  test(`guard ${args.join(' ')} prints and ends well`, async () => {
    const { code, stdout } = await guard(args)
    expect(code).toBe(0)
    expect(stdout).toContain('guard')
  })
}
