import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventParser } from '../../src/core/stream-parse.ts'
import { runs } from '../stream/frames.ts'

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom('"', '\\', '\n', '"}', '","t":"x', '\ud83d', 'é'))
const event = fc.record({ id: fc.constantFrom('a', 'b'), d: fc.record({ 'a/b': text }), n: fc.constantFrom(1, 1, 1, 2) })

test('events are parsed as JSON.parse parses them, whatever was learnt from those before', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), fc.array(fc.string()), (events, noise) => {
      const parser = eventParser()
      for (const [index, value] of events.entries()) {
        const json = JSON.stringify(value)
        const mangled = noise[index] === undefined ? json : json.replace('"id"', `"d":{"a/b":"${noise[index]}"},"id"`)
        let expected: unknown
        try {
          expected = JSON.parse(mangled)
        } catch {}
        expect(parser.parse(mangled)).toEqual(expected)
        if (expected !== undefined) parser.learn(mangled, '/d/a~1b')
      }
    }),
    runs(),
  )
})

test('events that differ in one string only are the same object with another text', () => {
  const parser = eventParser()
  parser.learn('{"n":1,"t":"a"}', '/t')
  const first = parser.parse('{"n":1,"t":"b"}')
  expect(first).toEqual({ n: 1, t: 'b' })
  expect(parser.parse('{"n":1,"t":"c"}')).toBe(first)
  expect(first).toEqual({ n: 1, t: 'c' })
  expect(parser.parse('{"n":1,"t":"\\u0063"}')).not.toBe(first)
})
