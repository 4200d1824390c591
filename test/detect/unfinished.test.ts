import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../src/detect/compile.ts'
import { pattern } from '../../src/detect/pattern.ts'
import { secrets } from '../../src/detect/secrets/index.ts'
import { secretSamples, seeded } from '../../eval/secret-samples.js'
import { context } from './context.ts'

const scanner = compile(secrets)

test('whatever a stream was cut at, no part of a match has been let go before it', async () => {
  const leaks: string[] = []
  for (const seed of [11, 12]) {
    for (const { kind, text } of await secretSamples(seeded(seed))) {
      for (const full of [`The value is ${text} and there is more.`, `{"note":"${text}"}`, `x\n${text}\n`]) {
        const matches = scanner.scan(full, context)
        const step = Math.max(1, Math.floor(full.length / 400))
        for (let cut = 1; cut < full.length; cut += step) {
          const hold = scanner.unfinished(full.slice(0, cut), 0, context)
          for (const { detector, start, end } of matches) {
            if (start < cut && cut < end && hold > start)
              leaks.push(`${kind}: ${detector} at ${cut} of ${start}-${end} held from ${hold}: ${full.slice(0, 60)}`)
          }
        }
      }
    }
  }
  expect(leaks.slice(0, 20)).toEqual([])
})

test('text that was let go step by step is the redacted whole', async () => {
  const samples = await secretSamples(seeded(21))
  const word = fc.constantFrom(
    'the',
    'key',
    'a',
    'is',
    'password',
    'token:',
    'sk-',
    '"api_key":',
    'and',
    '\n',
    'https://',
    'Bearer',
    '-----BEGIN',
    'eyJ',
    '1234',
    'about',
  )
  const piece = fc.oneof(
    { weight: 3, arbitrary: word },
    { weight: 1, arbitrary: fc.constantFrom(...samples.map(({ text }) => text).filter((text) => text.length < 800)) },
  )
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
      (pieces, sizes) => {
        const full = pieces.join(' ')
        expect(streamed(full, sizes)).toBe(redacted(full))
      },
    ),
    { numRuns: 3000 },
  )
})

test('prose is not held, but for the beginnings of what could be a secret', () => {
  for (const text of [
    'the',
    'hello',
    'Hello world',

    'his password is',
    'one two three four',
    'for (const key of keys)',
    'state-of-the-art',
  ]) {
    expect([text, scanner.unfinished(text, 0, context)]).toEqual([text, text.length])
  }
  expect(scanner.unfinished('look: sk', 0, context)).toBe(6)
  expect(scanner.unfinished('password: hun', 0, context)).toBe(10)
  expect(scanner.unfinished('password: hunter2 and', 18, context)).toBe(21)
})

test('a label that was delivered still makes what follows it a value', () => {
  const only = compile([
    pattern({
      name: 'pin',
      category: 'pii',
      severity: 'low',
      longest: 20,
      triggers: ['pin'],
      anchored: true,
      expression: /pin: (?<value>\d{4,8})(?!\d)/,
    }),
  ])
  expect(only.unfinished('pin: 12', 5, context)).toBe(5)
  expect(only.unfinished('pin: 12 ', 5, context)).toBe(8)
})

/** What a stream delivers: each time as much as may go, redacted. */
function streamed(full: string, sizes: readonly number[]): string {
  let delivered = ''
  let from = 0
  for (let at = 0, turn = 0; at < full.length; turn++) {
    at = Math.min(full.length, at + (sizes[turn % sizes.length] ?? 1))
    const text = full.slice(0, at)
    const to = at === full.length ? at : scanner.unfinished(text, from, context)
    delivered += marked(text, from, to)
    from = to
  }
  return delivered
}

function redacted(full: string): string {
  return marked(full, 0, full.length)
}

/** Text with all that was found struck out, character by character, so that overlaps need no policy. */
function marked(text: string, from: number, to: number): string {
  const characters = Array.from({ length: to - from }, (_, index) => text[from + index])
  for (const { start, end } of scanner.scan(text, context, from))
    for (let index = Math.max(start, from); index < Math.min(end, to); index++) characters[index - from] = '█'
  return characters.join('')
}

test('a long key is held from its first line until its last, and let go when it turns out to be something else', () => {
  const lines = Array.from({ length: 400 }, (_, line) => btoa(`line ${line} of a key that is made up, as long as a line is`).slice(0, 64))
  const opening = `-----BEGIN ${'PRIVATE KEY'}-----\n${lines.join('\n')}`
  let text = 'key:\n'
  for (let at = 0; at < opening.length; at += 97) {
    text = `key:\n${opening.slice(0, at + 97)}`
    expect(scanner.unfinished(text, 5, context)).toBe(5)
  }
  expect(scanner.unfinished(`${text}, which is no key`, 5, context)).toBeGreaterThan(5)
  const closed = `${text}\n-----END ${'PRIVATE KEY'}----- and on`
  expect(scanner.unfinished(closed, 5, context)).toBeGreaterThan(5)
  expect(scanner.scan(closed, context, 5)).toMatchObject([{ detector: 'pem-private-key', start: 5, end: closed.length - 7 }])
})
