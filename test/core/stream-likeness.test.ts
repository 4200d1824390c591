import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { likeness } from '../../src/core/stream-likeness.ts'
import { runs } from '../stream/frames.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('"', '\\', '\n', '"}', '","t":"x', '\ud83d', 'é', '"sequence_number":7,'),
)
const event = fc.record({
  id: fc.constantFrom('a', 'b', '"sequence_number":1,'),
  sequence_number: fc.nat(),
  d: fc.record({ 'a/b': text }),
  n: fc.constantFrom(1, 1, 1, 2),
  obfuscation: fc.string({ maxLength: 5 }),
})

test('what is like the event before says the text that JSON.parse finds, and differs from it in nothing else', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), fc.array(fc.string()), (events, mangles) => {
      const alike = likeness()
      let learned: string | undefined
      const bare = (value: (typeof events)[number]) => JSON.stringify({ ...value, d: '', sequence_number: 0, obfuscation: '' })
      for (const [index, value] of events.entries()) {
        const json = JSON.stringify(value)
        const mangled = mangles[index] === undefined ? json : json.replace('"id"', `"d":{"a/b":"${mangles[index]}"},"id"`)
        const found = alike.textOf(mangled)
        if (found !== undefined) {
          expect(found).toBe((JSON.parse(mangled) as typeof value).d['a/b'])
          expect(bare(value)).toBe(learned)
          continue
        }
        try {
          alike.learn(mangled, '/d/a~1b', (JSON.parse(mangled) as typeof value).d['a/b'])
          learned = bare(value)
        } catch {}
      }
    }),
    runs(),
  )
})

test('events are alike that differ in their text, their number and their padding only', () => {
  const alike = likeness()
  const delta = (number: number, said: string, padding: string, end = '}') =>
    `{"type":"delta","sequence_number":${number},"delta":${JSON.stringify(said)},"obfuscation":"${padding}"${end}`
  alike.learn(delta(9, 'one', 'xyz'), '/delta', 'one')
  expect(alike.textOf(delta(10, 'two "quoted"\n', ''))).toBe('two "quoted"\n')
  expect(alike.textOf(delta(11, '', 'abcdef'))).toBe('')
  expect(alike.textOf(delta(12, 'three', 'a', ',"more":1}'))).toBeUndefined()
  expect(alike.textOf(delta(13, 'four', 'a'))).toBeUndefined()
})

test('a text that the reader has changed is not learned', () => {
  const alike = likeness()
  alike.learn('{"t":" one "}', '/t', 'one')
  expect(alike.textOf('{"t":" two "}')).toBeUndefined()
})
