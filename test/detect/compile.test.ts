import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../src/detect/compile.ts'
import { pattern } from '../../src/detect/pattern.ts'
import type { Detector } from '../../src/types.ts'
import { context } from './context.ts'

const kind = (
  name: string,
  expression: RegExp,
  triggers: readonly string[],
  more: { anchored?: boolean; longest?: number } = {},
): Detector => pattern({ name, category: 'custom', severity: 'low', longest: 40, triggers, expression, ...more })

const detectors = [
  kind('word', /(?<![a-z])ab[a-z]{2,4}(?![a-z])/, ['ab'], { anchored: true }),
  kind('at', /(?<![\w.])[\w.]{1,8}@[a-z]{1,8}(?![\w])/, ['@']),
  kind('labelled', /pin[:=]\s{0,2}(?<value>\d{2,4})(?!\d)/i, ['pin'], { anchored: true }),
  kind('number', /(?<!\d[ -]?)\d(?:[ -]?\d){3,6}(?!\d)/, [...'0123456789'], { anchored: true }),
  kind('inside', /[a-f]{2}(?<value>[a-f]{1,3}=x)/, ['=x']),
]

test('one pass finds what each expression finds alone', () => {
  const piece = fc.constantFrom(
    'ab',
    'abc',
    'abcd',
    'x',
    '.',
    ' ',
    '@',
    '1',
    '22',
    '-',
    'pin',
    'PIN',
    ':',
    '=',
    '=x',
    'é',
    '\n',
    '\\n',
    '%3D',
    'f',
  )
  const scanner = compile(detectors)
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
      const text = pieces.join('')
      const together = scanner.scan(text, context).map(({ detector, start, end }) => `${detector} ${start} ${end}`)
      const alone = detectors.flatMap(({ name, find }) => find(text).map(({ start, end }) => `${name} ${start} ${end}`))
      expect(together.sort()).toEqual(alone.sort())
    }),
    { numRuns: 5000 },
  )
})

test('a detector without an expression, or with one that cannot be taken apart, is asked as it is', () => {
  const shout: Detector = {
    name: 'shout',
    category: 'custom',
    severity: 'low',
    find: (text) => (text.includes('HEY') ? [{ start: text.indexOf('HEY'), end: text.indexOf('HEY') + 3, score: 0.5 }] : []),
  }
  const twice = kind('twice', /([a-z])\1z/, ['z'])
  expect(compile([shout, twice]).scan('so HEY aaz', context)).toMatchObject([
    { detector: 'shout', start: 3, score: 0.5, label: 'SHOUT' },
    { detector: 'twice', start: 7, end: 10 },
  ])
  expect(compile([shout]).unfinished('so HE', 0, context)).toBe(3)
})

test('a detector that is not for a text finds nothing in it and holds nothing of it', () => {
  const [word] = detectors
  const scanner = compile(word ? [{ ...word, reads: ({ origin }) => origin === 'tool' }] : [])
  expect(scanner.scan('abcd', context)).toEqual([])
  expect(scanner.unfinished('abc', 0, context)).toBe(3)
  expect(scanner.scan('abcd', { ...context, origin: 'tool' })).toHaveLength(1)
})

test('what one detector found is not let go in part because another one waits', () => {
  const scanner = compile([kind('long', /abcdef/, ['abcdef'], { anchored: true }), kind('late', /def\d{4}/, ['def'], { anchored: true })])
  expect(scanner.unfinished('abcdef', 0, context)).toBe(0)
  expect(
    compile([
      kind('whole', /abcde(?!\w)/, ['abcde'], { anchored: true }),
      kind('late', /de \d{4}/, ['de '], { anchored: true }),
    ]).unfinished('abcde ', 0, context),
  ).toBe(0)
})

test('only what begins at an offset or later is found when what comes before was scanned already', () => {
  const scanner = compile(detectors)
  expect(scanner.scan('pin: 123 abcd pin: 456', context, 5).map(({ start }) => start)).toEqual([5, 9, 19])
  expect(scanner.scan('pin: 123 abcd pin: 456', context, 14).map(({ start }) => start)).toEqual([19])
})
