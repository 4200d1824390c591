import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../src/detect/compile.ts'
import { disguised } from '../../src/detect/disguise.ts'
import { secrets } from '../../src/detect/secrets/index.ts'
import { secretSamples, seeded } from '../../eval/secret-samples.js'
import { context } from './context.ts'

const scanner = disguised(compile(secrets))
const token = `gh${'p_'}x7Kq2mWvT9bRz4LcN8sYd3HfJ6gPa1EuQ5oi`
const foundIn = (text: string): string[] =>
  scanner
    .scan(text, context)
    .filter(({ detector }) => detector === 'github-token')
    .map(({ start, end }) => text.slice(start, end))

test('a token is found behind what hides it, with the offsets of the text as it was written', () => {
  const hidden = [
    token.replace(/.{5}/g, '$&\u200b'),
    token.replace('x7', 'x\u202e7'),
    Array.from(token, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join(''),
    token.replace(/[A-Z]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    token.replace(/[0-9]/g, (digit) => `\\u00${digit.charCodeAt(0).toString(16)}`),
  ]
  for (const written of hidden) expect(foundIn(`a ${written} b`)).toEqual([written])
})

test('a token in the base64 of a text is found there, but for the character that it shares with what comes before', () => {
  for (const before of ['', 'a:', 'key=', '{"token":"']) {
    const written = Buffer.from(`${before}${token}", and more}`).toString('base64')
    const [found = ''] = foundIn(`data ${written} end`)
    expect(written).toContain(found)
    expect(Buffer.from(found, 'base64').length).toBeGreaterThanOrEqual(38)
  }
})

test('plain text gives what the plain scanner gives', async () => {
  const plain = compile(secrets)
  for (const { text, kind } of await secretSamples(seeded(5))) {
    if (kind === 'basic-credentials') continue
    expect(scanner.scan(text, context)).toEqual(expect.arrayContaining(plain.scan(text, context)))
  }
  expect(scanner.scan('naïve “quotes” — 100% of it, 50%25 and \\u2014 👩‍👩‍👧', context)).toEqual([])
})

test('whatever a stream was cut at, what is let go is the redacted whole', () => {
  const veil = fc.constantFrom('\u200b', '\u2060', '', '', '')
  const written = fc
    .array(veil, { minLength: token.length, maxLength: token.length })
    .map((veils) => Array.from(token, (character, index) => character + veils[index]).join(''))
  const piece = fc.oneof(
    fc.constantFrom('the', 'about', 'café', '100%', 'a\\', 'Zm9vYmFy', 'password:', 'token%3D', '“so”', '\n'),
    written,
    fc.constantFrom('', 'x', 'abc ').map((before) => Buffer.from(`${before}${token} tail`).toString('base64')),
    fc.constant(token.replace('q', '%71')),
  )
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 }),
      (pieces, sizes) => {
        const full = pieces.join(' ')
        expect(streamed(full, sizes)).toBe(marked(full, 0, full.length))
      },
    ),
    { numRuns: 3000 },
  )
})

function streamed(full: string, sizes: readonly number[]): string {
  let delivered = ''
  let from = 0
  for (let at = 0, turn = 0; at < full.length; turn++) {
    at = Math.min(full.length, at + (sizes[turn % sizes.length] ?? 1))
    const to = at === full.length ? at : scanner.unfinished(full.slice(0, at), from, context)
    delivered += marked(full.slice(0, at), from, to)
    from = to
  }
  return delivered
}

function marked(text: string, from: number, to: number): string {
  const characters = Array.from({ length: to - from }, (_, index) => text[from + index])
  for (const { start, end } of scanner.scan(text, context, from))
    for (let index = Math.max(start, from); index < Math.min(end, to); index++) characters[index - from] = '█'
  return characters.join('')
}
