import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseExpression, printExpression } from '../../src/text/expression.ts'
import { partialSource } from '../../src/text/partial.ts'

const examples: [RegExp, string[]][] = [
  [/npm_[a-z]{3}/, ['npm_abc']],
  [/gh[pous]_[A-Za-z0-9]{4,6}(?![A-Za-z0-9])/, ['ghp_a1B2', 'gho_a1B2c3']],
  [/(?:key|token)\s{0,2}[:=]\s{0,2}(?<value>\d{3}|[a-f]+)/, ['key = 123', 'token:abc']],
  [/\b(?:ab|cd){2,3}\b/, ['abcd', 'cdcdab']],
  [/(?=.{4})[a-z]+-\d/, ['abc-1']],
  [/a(?!bcd\b)[a-z]{2,4}!/, ['abx!', 'abcde!']],
  [/-----BEGIN (?:RSA )?KEY-----(?:\s|[A-Z])+-----END/, ['-----BEGIN RSA KEY-----\nAB\nC-----END']],
  [/é[^x]?\u0041\x42$/u, ['éAB', 'éyAB']],
]

test('every beginning of what an expression matches is matched by its partial form', () => {
  for (const [expression, texts] of examples) {
    const partial = partialOf(expression)
    for (const text of texts) {
      expect([text, expression.test(text)]).toEqual([text, true])
      for (let cut = 1; cut <= text.length; cut++)
        expect([text.slice(0, cut), partial.test(text.slice(0, cut))]).toEqual([text.slice(0, cut), true])
    }
  }
})

test('what can become no match is not matched', () => {
  expect(partialOf(/npm_[a-z]{3}/).test('npm-')).toBe(false)
  expect(partialOf(/npm_[a-z]{3}/).test('npm_abcd')).toBe(false)
  expect(partialOf(/gh[pous]_[a-z]{4}(?![a-z])/).test('ghp_abcde')).toBe(false)
  expect(partialOf(/a(?!bc)[a-z]{3}/).test('abc')).toBe(false)
})

test('a printed tree is the expression that it was read from', () => {
  fc.assert(
    fc.property(fc.constantFrom(...examples), fc.string(), ([expression], text) => {
      const tree = parseExpression(expression)
      const printed = new RegExp(tree ? printExpression(tree) : '', expression.flags)
      expect(printed.exec(text)?.[0]).toBe(expression.exec(text)?.[0])
    }),
  )
})

test('a reference to a group cannot be read', () => {
  expect(parseExpression(/(a)\1/)).toBeUndefined()
})

function partialOf(expression: RegExp): RegExp {
  const tree = parseExpression(expression)
  return new RegExp(`^(?:${tree ? partialSource(tree) : ''})`, expression.flags)
}
