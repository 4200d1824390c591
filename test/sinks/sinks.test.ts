import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { callback } from '../../src/sinks/callback.ts'
import { console as consoleSink } from '../../src/sinks/console.ts'
import { file } from '../../src/sinks/file.ts'
import { gateway } from '../../src/sinks/gateway.ts'
import { fakeGateway } from '../../src/testing/fake-gateway.ts'
import type { Finding, Observation } from '../../src/types.ts'
import { observation } from '../report/observation.ts'

function folder() {
  const path = mkdtempSync(join(tmpdir(), 'guard-sinks-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

const ids = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as Observation).id)
const email: Finding = {
  detector: 'email',
  category: 'pii',
  severity: 'medium',
  direction: 'request',
  path: '/messages/0/content',
  start: 0,
  end: 9,
}

test('a file holds each observation as a line of JSON that the user alone can read', async () => {
  const path = join(folder(), 'deep', 'guard.jsonl')
  const sink = file({ path })
  sink.observe(observation({ id: 'a' }))
  sink.observe(observation({ id: 'b' }))
  expect(ids(path)).toEqual(['a', 'b'])
  expect(statSync(path).mode & 0o777).toBe(0o600)
  await sink.close?.()
  sink.observe(observation({ id: 'c' }))
  expect(ids(path)).toEqual(['a', 'b', 'c'])
})

test('a full file is put aside, and only so many are kept', () => {
  const path = join(folder(), 'guard.jsonl')
  const sink = file({ path, maxBytes: 1_200, keep: 2 })
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']) sink.observe(observation({ id }))
  expect([...ids(`${path}.2`), ...ids(`${path}.1`), ...ids(path)].join('')).toMatch(/^[c-e]*fghi$/)
  for (const name of [path, `${path}.1`, `${path}.2`]) expect(statSync(name).size).toBeLessThanOrEqual(1_200)
  expect(existsSync(`${path}.3`)).toBe(false)
})

test('a file may be rotated without keeping the old ones', () => {
  const path = join(folder(), 'guard.jsonl')
  const sink = file({ path, maxBytes: 1, keep: 0 })
  for (const id of ['a', 'b']) sink.observe(observation({ id }))
  expect(ids(path)).toEqual(['b'])
  expect(existsSync(`${path}.1`)).toBe(false)
})

test('the console shows one line with what happened and what was found', () => {
  let output = ''
  const sink = consoleSink({ stream: { write: (text) => (output += text) } })
  sink.observe(observation({ port: 8080, request: { verdict: 'redact', findings: [email, email] } }))
  sink.observe(observation({ mode: 'observe', request: { verdict: 'block', findings: [email] }, notEvaluated: ['too large'] }))
  sink.observe(observation({ host: 'a\u001b[2J\n', outcome: 'aborted' }))
  expect(output.split('\n')).toEqual([
    '00:00:00  redact    POST api.openai.com:8080/v1/chat/completions  gpt-4o  200  12 ms  going out: email x2',
    '00:00:00  (block)   POST api.openai.com/v1/chat/completions  gpt-4o  200  12 ms  going out: email  not judged: too large',
    '00:00:00  allow     POST a\ufffd[2J\ufffd/v1/chat/completions  gpt-4o  aborted  12 ms',
    '',
  ])
})

test('a terminal gets colours', () => {
  let output = ''
  consoleSink({ stream: { write: (text) => (output += text) }, colour: true }).observe(observation())
  expect(output).toContain('\u001b[32mallow   \u001b[0m')
})

test('a callback gets each observation, and flush waits for what it started', async () => {
  const seen: string[] = []
  const sink = callback(async ({ id }) => {
    await new Promise((resolve) => setImmediate(resolve))
    seen.push(id)
  })
  sink.observe(observation({ id: 'a' }))
  sink.observe(observation({ id: 'b' }))
  expect(seen).toEqual([])
  await sink.flush?.()
  expect(seen).toEqual(['a', 'b'])
})

test('a callback that fails later fails the flush, once', async () => {
  const sink = callback(() => Promise.reject(new Error('no')))
  sink.observe(observation())
  await expect(sink.flush?.()).rejects.toThrow('no')
  await sink.flush?.()
})

test('the gateway as a sink delivers over real connections', async () => {
  const fake = await fakeGateway()
  onTestFinished(fake.close)
  const sink = gateway({ url: fake.url, token: fake.token, spool: join(folder(), 'spool') })
  for (let index = 0; index < 30; index++) sink.observe(observation({ context: { sessionId: 'Sitzung ä' } }))
  await sink.close?.()
  expect(fake.events).toHaveLength(30)
  expect(fake.events[0]).toMatchObject({ sessionId: 'Sitzung ä', event: { target_host: 'api.openai.com' } })
  expect(sink.status?.()).toEqual({ state: 'ok', queued: 0, spooled: 0, sent: 30, dropped: 0 })
})
