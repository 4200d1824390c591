import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { wanted } from '../../src/core/wanted.ts'

const wants = wanted({
  isKnown: (host) => host === 'api.openai.com',
  assembled: () => ({ isModelCall: (_, text) => text.includes('messages') }),
})
const body = '{"messages":[]}'

test('a known host is looked at, whatever is sent', () => {
  expect(wants('GET', 'api.openai.com', '/v1/models', undefined)).toBe(true)
})

test('elsewhere only a POST can be a model call, and only with a body that can hold a prompt', () => {
  expect(wants('GET', 'a.io', '/', undefined)).toBe(false)
  expect(wants('POST', 'a.io', '/', 'image/png', body)).toBe(false)
  expect(wants('POST', 'a.io', '/', 'application/json', body)).toBe(true)
  expect(wants('POST', 'a.io', '/', 'application/json', '{"order":7}')).toBe(false)
})

test.each([
  ['compressed', new Uint8Array(gzipSync(body))],
  ['a form', 'prompt=hello'],
  ['behind a byte order mark', `\ufeff${body}`],
  ['still to come', undefined],
])('a body that is %s takes a closer look', (_, given) => {
  expect(wants('POST', 'a.io', '/', 'application/json', given)).toBe(true)
})
