import { expect, test } from 'vitest'
import { toEgressEvent } from '../../src/report/egress-event.ts'
import { lossOf, readGatewayEvent } from '../../src/report/gateway-event.ts'
import type { Category, Finding, Observation, Severity } from '../../src/types.ts'
import { observation } from './observation.ts'

const finding = (category: Category, severity: Severity = 'high'): Finding => ({
  detector: category,
  category,
  severity,
  direction: 'request',
  path: '/a',
  start: 0,
  end: 1,
})
const found = (verdict: Observation['request']['verdict'], ...categories: Category[]) => ({
  verdict,
  findings: categories.map((category) => finding(category)),
})
const none = found('allow')

const hosts: [given: string, sent: string][] = [
  ['API.OpenAI.com.', 'api.openai.com'],
  ['localhost:8080', 'localhost'],
  ['::1', '0:0:0:0:0:0:0:1'],
  ['[::1]', '0:0:0:0:0:0:0:1'],
  ['[2001:DB8::1]:443', '2001:db8:0:0:0:0:0:1'],
  ['fe80::1%eth0', 'fe80:0:0:0:0:0:0:1'],
  ['::ffff:127.0.0.1', '0:0:0:0:0:ffff:7f00:1'],
  ['llm_server', 'llm-server'],
  ['_dns.example.com', 'dns.example.com'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['user:password@example.com', 'example.com'],
  ['', 'unknown'],
  ['日本', 'xn--wgv71a'],
  ['a'.repeat(300), 'a'.repeat(253)],
]

for (const [given, sent] of hosts) {
  test(`the host ${JSON.stringify(given.slice(0, 40))} is sent as ${sent.slice(0, 40)} and kept`, () => {
    const event = toEgressEvent(observation({ host: given }))
    expect(event.target_host).toBe(sent)
    expect(lossOf({ ...event, source: 'ts' })).toBeUndefined()
  })
}

const random = ['pQ8x', 'Z2vKLm4n', 'T7wR9sYb3cHd5', 'Jf6Gk1'].join('')
const paths: [given: string, sent: string][] = [
  ['/v1/chat/completions?key=abc#part', '/v1/chat/completions'],
  ['/v1beta/models/gemini-2.5-flash:streamGenerateContent', '/v1beta/models/gemini-2.5-flash:streamGenerateContent'],
  ['/model/us.anthropic.claude-sonnet-4-20250514-v1:0/converse', '/model/us.anthropic.claude-sonnet-4-20250514-v1:0/converse'],
  ['/models/Meta-Llama-3.1-405B-Instruct-Turbo', '/models/Meta-Llama-3.1-405B-Instruct-Turbo'],
  ['/models/claude-3-5-sonnet@20240620:rawPredict', '/models/claude-3-5-sonnet@20240620:rawPredict'],
  ['/openai/deployments/my_gpt-4o/chat/completions', '/openai/deployments/my_gpt-4o/chat/completions'],
  ['/getUserProfilePreferencesByIdAndName', '/getUserProfilePreferencesByIdAndName'],
  [`/bot123456789:AA${random}/sendMessage`, '/*/sendMessage'],
  ['/services/T00000000/B00000000/XXXXXXXX', '/services/*/*/*'],
  ['/api/webhooks/123456789012345678/short', '/api/webhooks/*/*'],
  [`/auth/${'sk'}-${'abcdefghijklmnop'}/x`, '/auth/*/x'],
  [`/auth/%73k-${'abcdefghijklmnop'}/x`, '/auth/*/x'],
  [`/hooks/${random}`, '/hooks/*'],
  [`/${random}`, '/*'],
  ['/a/550e8400-e29b-41d4-a716-446655440000/b', '/a/*/b'],
  ['/a;jsessionid=AB12/b', '/a;jsessionid=*/b'],
  ['/proxy/user:password@example.com/b', '/proxy/*/b'],
  ['/proxy/https:%2F%2Fuser:password@example.com/b', '/proxy/*/b'],
  ['/token/abc123', '/token/*'],
  ['/keys/list', '/keys/list'],
  ['/who/someone@example.com', '/who/*'],
  ['/é', '/%C3%A9'],
]

for (const [given, sent] of paths)
  test(`the path ${given.slice(0, 60)} is sent as ${sent}`, () =>
    expect(toEgressEvent(observation({ path: given })).target_path).toBe(sent))

for (const path of [`/${'é'.repeat(200)}`, `/${'a/'.repeat(200)}`, `/x${'👋'.repeat(99)}`, `/${'%F0%9F%91%8B'.repeat(99)}`]) {
  test(`the long path ${path.slice(0, 8)}… is cut between characters`, () => {
    const sent = toEgressEvent(observation({ path })).target_path
    expect(sent.length).toBeLessThanOrEqual(256)
    expect(sent.length).toBeGreaterThan(230)
    expect(encodeURI(path).startsWith(sent) || path.startsWith(sent)).toBe(true)
    expect(() => decodeURIComponent(sent)).not.toThrow()
  })
}

const reasons: [sentence: string, given: Partial<Observation>, reason: string][] = [
  ['a known provider', {}, 'known-provider'],
  ['a call known by its shape', { branch: 'shape' }, 'shape-match'],
  ['a call that is no model call', { branch: 'passthrough', bodyShape: 'none', evaluated: false }, 'no-match'],
  ['an unknown destination', { branch: 'shape', request: found('flag', 'destination') }, 'flagged-destination'],
  ['a flag', { request: found('flag', 'command') }, 'flagged-command'],
  ['a redaction', { request: found('redact', 'injection', 'pii', 'secret') }, 'redacted-secret'],
  ['a redaction coming back', { response: found('redact', 'exfiltration') }, 'redacted-exfiltration'],
  ['a redaction beats a flag', { request: found('flag', 'injection'), response: found('redact', 'secret') }, 'redacted-secret'],
  ['a block', { decision: 'block', request: found('block', 'secret', 'injection') }, 'blocked-injection'],
  [
    'a block whose category is known',
    { decision: 'block', request: { ...found('block', 'secret', 'injection'), decisive: 'secret' } },
    'blocked-secret',
  ],
  [
    'a block coming back',
    { decision: 'block', request: found('redact', 'secret'), response: found('block', 'command') },
    'blocked-command',
  ],
  ['a block beats what could not be judged', { decision: 'block', request: found('block', 'pii'), notEvaluated: ['late'] }, 'blocked-pii'],
  ['a block without a finding', { decision: 'block', request: none, response: found('block') }, 'blocked-custom'],
  ['a call that could not be judged', { evaluated: false, request: found('redact', 'secret') }, 'not-evaluated'],
  ['a call of which a part could not be judged', { notEvaluated: ['too large'] }, 'not-evaluated'],
  ['what would be blocked in observe mode', { mode: 'observe', request: found('block', 'injection', 'secret') }, 'flagged-injection'],
  ['what would be redacted in observe mode', { mode: 'observe', request: found('redact', 'pii') }, 'flagged-pii'],
  ['the gateway refused', { decision: 'block', reason: 'blocked-gateway' }, 'blocked-gateway'],
  ['a reason that is no id is not sent', { reason: 'the secret was "x"' }, 'known-provider'],
]

for (const [sentence, given, reason] of reasons)
  test(`${sentence} is reported as ${reason}`, () => expect(toEgressEvent(observation(given)).reason).toBe(reason))

test('what looks like a model call is what is one, or has the body of one', () => {
  const looks = (given: Partial<Observation>) => toEgressEvent(observation(given)).looks_like_llm
  expect([
    looks({}),
    looks({ branch: 'shape' }),
    looks({ branch: 'passthrough', bodyShape: 'prompt' }),
    looks({ branch: 'passthrough', bodyShape: 'none' }),
  ]).toEqual([true, true, true, false])
})

test('the strict gateway takes the event of any observation, and loses nothing of it', () => {
  const event = toEgressEvent(
    observation({ host: '_\u0000日本', path: `/\ud800${'ü'.repeat(5_000)}\n`, decision: 'block', request: found('block', 'secret') }),
  )
  const body = new TextEncoder().encode(JSON.stringify(event))
  expect(body.length).toBeLessThanOrEqual(8_192)
  expect(JSON.stringify(event)).toMatch(/^[\x20-\x7e]*$/)
  expect(readGatewayEvent(body)).toEqual({ event: { ...event, source: 'ts' } })
})
