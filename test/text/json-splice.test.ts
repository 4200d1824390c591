import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { locate } from '../../src/text/json-locate.ts'
import { spliceStrings, type StringEdit } from '../../src/text/json-splice.ts'
import { at, child } from '../../src/text/pointer.ts'

const splice = (text: string, path: string, ...edits: StringEdit[]) => spliceStrings(text, new Map([[path, { edits }]]))

test('only the edited characters change', () => {
  const text = '{ "id":12345678901234567890,"f":1e400 ,"g":1.0,"m":[{"c":"caf\\u00e9 a@b.co \\/ \\ud83d\\ude00"}],"id":1 }'
  expect(splice(text, '/m/0/c', { start: 5, end: 11, text: '[E"]' })).toBe(text.replace('a@b.co', '[E\\"]'))
})

test('offsets are counted in what the literal says, whatever its escapes', () => {
  const text = '{"a":"\\u0061\\n\\"b\\\\SECRET\\t\\u00e9"}'
  const start = (JSON.parse(text) as { a: string }).a.indexOf('SECRET')
  expect(splice(text, '/a', { start, end: start + 6, text: 'x\n' })).toBe(text.replace('SECRET', 'x\\n'))
})

test('several edits in several strings are applied in one go, in any order', () => {
  const text = '{"a":["one two three","four"],"b":"five"}'
  const edits = new Map([
    ['/b', { edits: [{ start: 0, end: 4, text: '5' }] }],
    [
      '/a/0',
      {
        edits: [
          { start: 8, end: 13, text: '3' },
          { start: 0, end: 3, text: '1' },
        ],
      },
    ],
  ])
  expect(spliceStrings(text, edits)).toBe('{"a":["1 two 3","four"],"b":"5"}')
})

test('an edit grows over a surrogate pair that it would cut', () => {
  expect(splice('{"a":"x😀y"}', '/a', { start: 2, end: 3, text: '-' })).toBe('{"a":"x-y"}')
})

test('tool-call arguments are edited as the JSON text that they are', () => {
  const inner = '{"to":"a@b.co","n":4111111111111111,"q":"say \\"hi\\"\\nSECRET"}'
  const text = JSON.stringify({ arguments: inner })
  const change = (needle: string, put: string) => {
    const start = inner.indexOf(needle)
    const out = spliceStrings(
      text,
      new Map([['/arguments', { encoding: 'json', edits: [{ start, end: start + needle.length, text: put }] }]]),
    )
    return JSON.parse((JSON.parse(out) as { arguments: string }).arguments) as Record<string, unknown>
  }
  expect(change('a@b.co', 'q"\n')).toEqual({ to: 'q"\n', n: 4111111111111111, q: 'say "hi"\nSECRET' })
  expect(change('4111111111111111', '[CARD]')).toEqual({ to: 'a@b.co', n: '[CARD]', q: 'say "hi"\nSECRET' })
  expect(change('nSECRET', 'gone')).toEqual({ to: 'a@b.co', n: 4111111111111111, q: 'say "hi"gone' })
})

test('arguments that are no complete JSON are edited as far as they are', () => {
  const text = JSON.stringify({ a: '{"x": "SECRET' })
  expect(spliceStrings(text, new Map([['/a', { encoding: 'json', edits: [{ start: 7, end: 13, text: 'y' }] }]]))).toBe(
    JSON.stringify({ a: '{"x": "y' }),
  )
})

test('data URLs and base64 are decoded, edited and encoded again', () => {
  const edits = [{ start: 3, end: 6, text: 'ü' }]
  const base64 = JSON.stringify({ a: btoa('abcdefgh') })
  const decoded = (text: string) => new TextDecoder().decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)))
  const out = JSON.parse(spliceStrings(base64, new Map([['/a', { encoding: 'base64', edits }]]))) as { a: string }
  expect(decoded(out.a)).toBe('abcügh')
  const url = JSON.stringify({ a: `data:text/plain;charset=utf-8;base64,${btoa('abcdefgh')}`, b: 'data:,abcdefgh' })
  const changed = JSON.parse(
    spliceStrings(
      url,
      new Map([
        ['/a', { encoding: 'data-url', edits }],
        ['/b', { encoding: 'data-url', edits }],
      ]),
    ),
  ) as Record<string, string>
  expect(changed['a']!.startsWith('data:text/plain;charset=utf-8;base64,')).toBe(true)
  expect(decoded(changed['a']!.split(',')[1]!)).toBe('abcügh')
  expect(changed['b']).toBe('data:,abc%C3%BCgh')
})

test('where a key stands twice, the last one is edited, and an earlier one that says the same', () => {
  const text = '{"a":{"b":"SECRET"},"c":"SECRET","a":{"b":"\\u0053ECRET"}}'
  expect(locate(text, ['/a/b']).get('/a/b')?.earlier).toHaveLength(1)
  expect(splice(text, '/a/b', { start: 0, end: 6, text: 'x' })).toBe('{"a":{"b":"x"},"c":"SECRET","a":{"b":"x"}}')
})

test('a pointer that leads to no string is an error', () => {
  expect(() => splice('{"a":1}', '/a', { start: 0, end: 1, text: '' })).toThrow(RangeError)
  expect(() => splice('{"a":"x"', '/b', { start: 0, end: 1, text: '' })).toThrow(RangeError)
})

test('every string of any document is found where it stands', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.boolean(), (json, pretty) => {
      const value: unknown = JSON.parse(json)
      const text = pretty ? JSON.stringify(value, null, 2) : json
      const strings = [...stringsOf(value, '')]
      const found = locate(
        text,
        strings.map(([path]) => path),
      )
      for (const [path, string] of strings) {
        const place = found.get(path)
        expect(place && JSON.parse(text.slice(place.start, place.end))).toBe(string)
      }
    }),
  )
})

test('any edit of any string gives what editing the parsed document gives', () => {
  const pieces = fc
    .array(fc.constantFrom('a', '"', '\\', '\n', 'é', '😀', '\u2028', '/', ' '), { minLength: 1, maxLength: 20 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(pieces, pieces, fc.nat(), fc.nat(), (value, put, a, b) => {
      const points = [...value]
      const [from, to] = [a % (points.length + 1), b % (points.length + 1)].sort((x, y) => x - y) as [number, number]
      const start = points.slice(0, from).join('').length
      const end = points.slice(0, to).join('').length
      const text = JSON.stringify({ x: [1, value], y: value })
      const out = JSON.parse(splice(text, '/x/1', { start, end, text: put })) as unknown
      expect(at(out, '/x/1')).toBe(value.slice(0, start) + put + value.slice(end))
      expect(at(out, '/y')).toBe(value)
    }),
  )
})

function* stringsOf(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value === 'string') yield [path, value]
  else if (Array.isArray(value)) for (let i = 0; i < value.length; i++) yield* stringsOf(value[i], child(path, i))
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* stringsOf(item, child(path, key))
}

test('a key repeated thousands of times above thousands of pointers is walked in linear time', () => {
  const messages = Array.from({ length: 5_000 }, (_, index) => `{"content":"c${index}"}`).join(',')
  const text = `{${'"messages":[{"content":"c0"}],'.repeat(10_000)}"messages":[${messages}]}`
  const found = locate(
    text,
    Array.from({ length: 5_000 }, (_, index) => `/messages/${index}/content`),
  )
  expect([found.size, found.get('/messages/0/content')?.earlier?.length]).toEqual([5_000, 10_000])
})
