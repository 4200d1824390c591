import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { commandFor } from '../../src/cli/run.ts'
import { fakeGateway } from '../../src/testing/fake-gateway.ts'
import { fakeProvider } from '../../src/testing/fake-provider.ts'
import { guard } from './guard-command.ts'

function folder() {
  const path = mkdtempSync(join(tmpdir(), 'guard-cli-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

const secret = ['sk', 'proj', 'Zx81Kq0vT5mB2nC9', 'T3BlbkFJ', 'aP4Rw7Ls6Yd3Ue0h'].join('-').replace('-T3BlbkFJ-', 'T3BlbkFJ')
const text = `Mail jane.doe@acme-widgets.com the key ${secret}, please.`

test('scan names what it found, and never shows it', async () => {
  const { code, stdout, stderr } = await guard(['scan'], { input: text })
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^verdict redact\n/)
  expect(stdout).toContain('email')
  expect(stdout + stderr).not.toContain('acme-widgets')
  expect(stdout + stderr).not.toContain(secret)
  expect(code).toBe(1)
})

test('scan of a plain text finds nothing and ends with 0', async () => {
  expect(await guard(['scan', '-'], { input: 'The weather is fine today.' })).toMatchObject({ code: 0, stdout: 'verdict allow\n' })
})

test('scan reads a body from a file, and prints its findings as JSON', async () => {
  const path = join(folder(), 'body.json')
  writeFileSync(path, JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: text }] }))
  const { stdout } = await guard(['scan', path, '--json'])
  const { verdict, findings } = JSON.parse(stdout) as { verdict: string; findings: { detector: string; path: string }[] }
  expect(verdict).toBe('redact')
  expect(findings.find(({ detector }) => detector === 'email')?.path).toBe('/messages/0/content')
})

test('scan prints the text with what must not leave taken out', async () => {
  const { stdout } = await guard(['scan', '--redacted'], { input: text })
  expect(stdout).toMatch(/^Mail \[EMAIL_\w+\] the key \[\w+\], please\.\n$/)
})

test('doctor says that the gateway takes the token', async () => {
  const gateway = await fakeGateway()
  onTestFinished(gateway.close)
  const env = { GUARD_GATEWAY_URL: gateway.url, GUARD_GATEWAY_TOKEN: gateway.token }
  const { code, stdout } = await guard(['doctor'], { env })
  expect(stdout).toMatch(/^ok {4}Node \d+/)
  expect(stdout).toContain('the token is accepted')
  expect(stdout).not.toContain(gateway.token)
  expect(code).toBe(0)
  expect(gateway.events).toEqual([])
})

test('doctor says what is wrong: a refused token, a gateway that is away, a broken configuration', async () => {
  const gateway = await fakeGateway()
  const refused = await guard(['doctor'], { env: { GUARD_GATEWAY_URL: gateway.url, GUARD_GATEWAY_TOKEN: 'wrong' } })
  expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining('the token is refused') })
  await gateway.close()
  const away = await guard(['doctor'], { env: { GUARD_GATEWAY_URL: gateway.url, GUARD_GATEWAY_TOKEN: 'wrong' } })
  expect(away).toMatchObject({ code: 1, stdout: expect.stringContaining('cannot be reached') })
  const config = join(folder(), 'guard.config.json')
  writeFileSync(config, '{"mode":"sometimes"}')
  const broken = await guard(['doctor'], { env: { GUARD_CONFIG: config } })
  expect(broken).toMatchObject({ code: 1, stdout: expect.stringMatching(/^bad {3}configuration: mode: /m) })
})

test('run starts a program with guard in it, and passes its arguments and its exit code', async () => {
  const gateway = await fakeGateway()
  const provider = await fakeProvider()
  onTestFinished(async () => void (await Promise.all([gateway.close(), provider.close()])))
  const program = join(folder(), 'program.mjs')
  writeFileSync(
    program,
    `const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'jane.doe@acme-widgets.com' }] })
     await (await fetch('${provider.url}/v1/chat/completions', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).text()
     console.log(process.argv.slice(2).join(' '))
     process.exitCode = 5`,
  )
  const args = ['run', '--mode', 'enforce', '--gateway', gateway.url, '--token', gateway.token, '--', program, '--mode', 'mine']
  const { code, stdout } = await guard(args, { env: { GUARD_SPOOL: join(folder(), 'spool') } })
  expect(stdout).toBe('--mode mine\n')
  expect(code).toBe(5)
  expect(provider.requests).toHaveLength(1)
  expect(provider.requests[0]?.text).not.toContain('acme-widgets')
  expect(gateway.events.map(({ event }) => event.reason)).toEqual(['redacted-pii'])
})

test('a program that does not exist is said in one sentence', async () => {
  const { code, stderr } = await guard(['run', '--', 'no-such-program-here'])
  expect(code).toBe(127)
  expect(stderr).toBe('guard: There is no program "no-such-program-here".\n')
})

test('Node and scripts get --import, any other program gets it through NODE_OPTIONS', () => {
  const register = 'file:///guard/register.js'
  expect(commandFor('app.mjs', ['-x'], register, {})).toEqual({
    file: process.execPath,
    argv: ['--import', register, 'app.mjs', '-x'],
    env: {},
  })
  expect(commandFor('node', ['app.js'], register, {})).toEqual({ file: 'node', argv: ['--import', register, 'app.js'], env: {} })
  expect(commandFor('npx', ['tsx', 'app.ts'], register, { NODE_OPTIONS: '--no-warnings' })).toEqual({
    file: 'npx',
    argv: ['tsx', 'app.ts'],
    env: { NODE_OPTIONS: `--no-warnings --import=${register}` },
  })
})
