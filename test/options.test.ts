import { describe, expect, test } from 'vitest'
import { environmentOptions, expand, withEnvironment } from '../src/environment.ts'
import { GuardConfigError } from '../src/errors.ts'
import { settle } from '../src/options.ts'
import { validate } from '../src/schema.ts'

function complaint(input: unknown): { path: string; message: string } {
  try {
    validate(input)
  } catch (error) {
    if (error instanceof GuardConfigError) return { path: error.path, message: error.message }
    throw error
  }
  throw new Error('nothing was wrong')
}

describe('a wrong option', () => {
  test.each([
    [{ mode: 'enforced' }, 'mode', 'expected one of off, observe, enforce, found "enforced"'],
    [{ mod: 'enforce' }, 'mod', 'expected no such key, found "enforce"'],
    [{ gateway: { url: 'localhost:4000' } }, 'gateway.url', 'expected an http or https address, found "localhost:4000"'],
    [{ gateway: {} }, 'gateway.url', 'expected a string, found nothing'],
    [{ policy: { secret: { request: 'hide' } } }, 'policy.secret.request', 'expected one of allow, flag, redact, block'],
    [{ policy: { secret: 7 } }, 'policy.secret', 'found 7'],
    [{ policy: { secrets: 'block' } }, 'policy.secrets', 'the name of a category or detector'],
    [{ limits: { bodyBytes: -1 } }, 'limits.bodyBytes', 'expected a number above 0, found -1'],
    [{ routes: [{ match: {}, mode: 'off' }] }, 'routes.0.match', 'at least one of host, path, model'],
    [{ guardrails: [{ provider: 'nobody' }] }, 'guardrails.0.provider', 'expected one of'],
    [{ sinks: [{}] }, 'sinks.0', 'a sink (an object with observe())'],
    [{ redaction: { key: 'short' } }, 'redaction.key', 'a string of 5 characters'],
    [[], 'options', 'expected an object, found an array'],
  ])('%j is named with its path, what was found and what was expected', (input, path, part) => {
    const { path: named, message } = complaint(input)
    expect(named).toBe(path)
    expect(message).toContain(part)
    expect(message.startsWith(`${path}: `)).toBe(true)
  })

  test('never repeats a token', () => {
    const token = ['tok', 'en12345678'].join('')
    expect(complaint({ gateway: { url: 'http://a', token: [token] } }).message).not.toContain(token)
    expect(complaint({ redaction: { key: token.slice(0, 10) } }).message).not.toContain(token.slice(0, 10))
  })
})

test('the options of the design are accepted as they stand there', () => {
  const options = {
    mode: 'enforce',
    gateway: { url: 'http://127.0.0.1:4000', token: 't' },
    policy: { secret: { request: 'redact', response: 'redact' }, email: 'allow', command: { response: 'block' } },
    destinations: { unknown: 'flag', allow: [], block: [] },
    routes: [{ match: { host: 'internal.example' }, mode: 'off' }],
    onBlock: 'error',
    redaction: { restore: true },
    exact: { env: true, values: [] },
    guardrails: [],
    onError: 'fail_open',
  }
  expect(validate(options)).toBe(options)
})

describe('the environment', () => {
  test('gives scalar options, and what is written in code stands over it', () => {
    const env = { GUARD_MODE: 'enforce', GUARD_GATEWAY_URL: 'http://127.0.0.1:4000', GUARD_REDACTION_RESTORE: 'false' }
    expect(environmentOptions(env)).toEqual({ mode: 'enforce', gateway: { url: 'http://127.0.0.1:4000' }, redaction: { restore: false } })
    expect(withEnvironment({ mode: 'observe' }, env)).toMatchObject({ mode: 'observe', redaction: { restore: false } })
  })

  test('gives the token of the gateway: its own first, then that of OpenClaw', () => {
    const gateway = { url: 'http://127.0.0.1:4000' }
    expect(withEnvironment({ gateway }, { GUARD_GATEWAY_TOKEN: 'a', OPENCLAW_GATEWAY_TOKEN: 'b' }).gateway?.token).toBe('a')
    expect(withEnvironment({ gateway }, { OPENCLAW_GATEWAY_TOKEN: 'b' }).gateway?.token).toBe('b')
    expect(withEnvironment({}, { OPENCLAW_GATEWAY_TOKEN: 'b' }).gateway).toBeUndefined()
  })

  test('a wrong variable is named', () => {
    expect(() => environmentOptions({ GUARD_MODE: 'on' })).toThrow('GUARD_MODE: expected one of off, observe, enforce, found "on"')
    expect(() => environmentOptions({ GUARD_GATEWAY_URL: 'nowhere' })).toThrow(/^GUARD_GATEWAY_URL: expected an http or https address/)
  })

  test('${NAME} in a string is read from it; one that is not set is named with its place', () => {
    expect(expand({ gateway: { token: 'x${A}y' } }, { A: '1' })).toEqual({ gateway: { token: 'x1y' } })
    expect(() => expand({ exact: { values: ['${NOPE}'] } }, {})).toThrow(
      'exact.values.0: expected the variable NOPE to be set, found nothing',
    )
  })

  test('live objects are left as they are', () => {
    const sink = { name: '${A}', observe: () => {} }
    expect(expand({ sinks: [sink] }, {}).sinks[0]).toBe(sink)
  })
})

test('the defaults stand under what is written, direction by direction', () => {
  const settings = settle({ policy: { secret: { request: 'block' } }, limits: { bodyBytes: 5 } })
  expect(settings.mode).toBe('observe')
  expect(settings.policy['secret']).toEqual({ request: 'block', response: 'redact' })
  expect(settings.limits.bodyBytes).toBe(5)
  expect(settings.limits.heldChars).toBe(512)
})
