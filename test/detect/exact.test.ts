import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../src/detect/compile.ts'
import { exactValues } from '../../src/detect/exact.ts'
import { secretEnvironment } from '../../src/detect/secret-environment.ts'
import { context } from './context.ts'

const value = 'q7"Zé/Wm+93 xK?vTr\\b4'
const { detector } = exactValues([{ name: 'APP_SECRET', value }])
const scanner = compile([detector])
const foundIn = (text: string): string[] => scanner.scan(text, context).map(({ start, end }) => text.slice(start, end))

test('a value is found as it is, in JSON, in a URL and in hex', () => {
  expect(foundIn(`x${value}y`)).toEqual([value])
  for (const written of [
    JSON.stringify(value).slice(1, -1),
    JSON.stringify(JSON.stringify(value)).slice(3, -3),
    encodeURIComponent(value),
    Buffer.from(value).toString('hex'),
    Buffer.from(value).toString('hex').toUpperCase(),
  ]) {
    expect(foundIn(`a=${written}&b`)).toEqual([written])
  }
})

test('a value is found in the base64 of a text wherever it stands there', () => {
  for (const before of ['', 'a', 'ab', 'abc', 'user:']) {
    for (const encoding of ['base64', 'base64url'] as const) {
      const written = Buffer.from(`${before}${value}, and more`).toString(encoding)
      const [found = ''] = foundIn(`data ${written} end`)
      expect(found.length).toBeGreaterThan(value.length)
    }
  }
})

test('a value is found when lines are wrapped inside of it', () => {
  expect(foundIn(`a ${value.slice(0, 9)}\n    ${value.slice(9)} b`)).toEqual([`${value.slice(0, 9)}\n    ${value.slice(9)}`])
  const wrapped = Buffer.from(`some words and ${value} and others`).toString('base64').replace(/.{20}/g, '$&\n')
  expect(foundIn(wrapped)).toHaveLength(1)
})

test('short values, numbers and words are refused with a note that says which, never what', () => {
  const { notes } = exactValues([
    { name: 'A_KEY', value: 'abc' },
    { name: 'B_KEY', value: '1234567890' },
    { name: 'C_KEY', value: 'production-default' },
    { name: 'D_KEY', value: 'aaaaaaaaaaaa' },
  ])
  expect(notes.map((note) => note.slice(0, 18))).toEqual([
    'The value of A_KEY',
    'The value of B_KEY',
    'The value of C_KEY',
    'The value of D_KEY',
  ])
  expect(notes.join()).not.toMatch(/abc|1234|production|aaaa/)
})

test('the environment gives what its names call secret', () => {
  const names = secretEnvironment({
    OPENAI_API_KEY: 'k1',
    dbPassword: 'k2',
    SENTRY_DSN: 'https://key@o1.ingest.sentry.io/2',
    NPM_AUTH: 'k4',
    KEYBOARD: 'qwerty',
    TOKENIZER: 'cl100k',
    SSH_AUTH_SOCK: '/tmp/agent.1',
    AUTH_URL: 'https://login.internal/',
    PATH: '/bin',
    EMPTY_TOKEN: '',
  }).map(({ name }) => name)
  expect(names).toEqual(['OPENAI_API_KEY', 'dbPassword', 'SENTRY_DSN', 'NPM_AUTH'])
})

test('the beginning of a value is held in a stream, other text with the same beginning is not for long', () => {
  const text = `see ${value}`
  for (let cut = 5; cut < text.length; cut++) expect(scanner.unfinished(text.slice(0, cut), 0, context)).toBe(4)
  expect(scanner.unfinished(`see ${value.slice(0, 5)}another`, 0, context)).toBe(`see ${value.slice(0, 5)}another`.length)
})

test('no value is found in a text that does not hold it, and always in one that does', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      expect(foundIn(before + after)).toEqual([])
      expect(foundIn(`${before} ${value} ${after}`)).toEqual([value])
    }),
  )
})
