import { describe, expect, test } from 'vitest'
import { decideBy, outweighs } from '../../src/core/policy.ts'
import { defaultPolicy, settle } from '../../src/options.ts'
import type { Severity } from '../../src/types.ts'

const finding = (category: 'secret' | 'pii' | 'injection' | 'command', severity: Severity = 'high', score?: number) => ({
  detector: `some-${category}`,
  category,
  severity,
  ...(score === undefined ? {} : { score }),
})

describe('the default policy', () => {
  const decide = decideBy(settle({}).policy)

  test('redacts secrets both ways, and personal data only on its way out', () => {
    expect(decide(finding('secret'), 'request', 'user')).toBe('redact')
    expect(decide(finding('secret'), 'response', 'model')).toBe('redact')
    expect(decide(finding('pii'), 'request', 'user')).toBe('redact')
    expect(decide(finding('pii'), 'response', 'model')).toBe('allow')
  })

  test('blocks an injection by who wrote the text: sooner in what a tool returned than in what the user wrote', () => {
    expect(decide(finding('injection', 'high', 0.85), 'request', 'tool')).toBe('block')
    expect(decide(finding('injection', 'high', 0.85), 'request', 'user')).toBe('flag')
    expect(decide(finding('injection', 'high', 0.97), 'request', 'user')).toBe('block')
    expect(decide(finding('injection', 'low', 0.6), 'request', 'document')).toBe('flag')
  })

  test('blocks critical commands in answers and flags the rest', () => {
    expect(decide(finding('command', 'critical'), 'response', 'model')).toBe('block')
    expect(decide(finding('command', 'high'), 'response', 'model')).toBe('flag')
    expect(decide(finding('command', 'critical'), 'request', 'user')).toBe('flag')
  })
})

test("a detector's name overrides its category, and one action holds for both directions", () => {
  const decide = decideBy(settle({ policy: { email: 'allow' } }).policy)
  const email = { detector: 'email', category: 'pii', severity: 'medium' } as const
  expect(decide(email, 'request', 'user')).toBe('allow')
  expect(decide({ ...email, detector: 'iban' }, 'request', 'user')).toBe('redact')
  expect(decide.strongest('email', 'pii', 'request')).toBe('allow')
})

test('the name of a family overrides the category, and the name of a rule overrides the family', () => {
  const decide = decideBy(settle({ policy: { 'injection-rules': 'flag', 'injection-override': 'block' } }).policy)
  const rule = { family: 'injection-rules', category: 'injection', severity: 'low', score: 0.6 } as const
  expect(decide({ ...rule, detector: 'injection-role' }, 'request', 'tool')).toBe('flag')
  expect(decide({ ...rule, detector: 'injection-override' }, 'request', 'tool')).toBe('block')
})

test('what a user writes for one direction leaves the other as it is', () => {
  const decide = decideBy(settle({ policy: { secret: { request: 'block' } } }).policy)
  expect(decide(finding('secret'), 'request', 'user')).toBe('block')
  expect(decide(finding('secret'), 'response', 'model')).toBe('redact')
})

test('a rule may say from which confidence it holds, what is done below, and other rules by origin', () => {
  const decide = decideBy(
    settle({ policy: { injection: { request: { action: 'block', from: 0.5, below: 'allow', origins: { tool: 'flag' } } } } }).policy,
  )
  expect(decide(finding('injection', 'low', 0.5), 'request', 'user')).toBe('block')
  expect(decide(finding('injection', 'low', 0.4), 'request', 'user')).toBe('allow')
  expect(decide(finding('injection', 'critical', 1), 'request', 'tool')).toBe('flag')
  expect(decide.strongest('x', 'injection', 'request')).toBe('block')
})

test('block outweighs redact outweighs flag outweighs allow', () => {
  expect(outweighs('block', 'redact') && outweighs('redact', 'flag') && outweighs('flag', 'allow')).toBe(true)
  expect(outweighs('flag', 'flag')).toBe(false)
})

test('every category has a default for both directions', () => {
  for (const rules of Object.values(defaultPolicy)) expect(Object.keys(rules).sort()).toEqual(['request', 'response'])
})
