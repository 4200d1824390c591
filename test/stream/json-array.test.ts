import { expect, test } from 'vitest'
import { jsonArray } from '../../src/stream/json-array.ts'
import { chunkings } from '../../src/testing/chunkings.ts'
import { allFrames, joined } from './frames.ts'

const elements = ['{"a":"é [}] \\" {"}', '{"b":[[1],{"c":{}}]}', '{"d":1}']
const body = `[${elements[0]}\n,\r\n${elements[1]}, ${elements[2]}\n]\n`

test.each(chunkings(body).map(({ name, chunks }) => [name, chunks] as const))('each element is a frame: %s', (_, chunks) => {
  const frames = allFrames(jsonArray(), chunks)
  expect(frames.map(({ data }) => data)).toEqual([...elements, undefined])
  expect(new TextDecoder().decode(joined(frames))).toBe(body)
})

test('an element is complete with its closing brace', () => {
  const framer = jsonArray()
  expect(framer.push(new TextEncoder().encode('[{"a":1}'))).toHaveLength(1)
  expect(framer.push(new TextEncoder().encode(',\n{"a":1}'))).toHaveLength(1)
})

test('an object on its own is one frame', () => {
  expect(allFrames(jsonArray(), [new TextEncoder().encode(' {"error":{"code":429}}\n')]).map(({ data }) => data)).toEqual([
    '{"error":{"code":429}}',
    undefined,
  ])
})

test('a torn element is the data of the last frame', () => {
  expect(allFrames(jsonArray(), [new TextEncoder().encode('[{"a":1},{"b":"tor')]).map(({ data }) => data)).toEqual(['{"a":1}', '{"b":"tor'])
})

test('other data leaves what stands before the element', () => {
  const framer = jsonArray()
  const [first, second] = framer.push(new TextEncoder().encode('[ {"a":1}\n, [1]'))
  expect(new TextDecoder().decode(first && framer.withData(first, '{"a":2}'))).toBe('[ {"a":2}')
  expect(new TextDecoder().decode(second && framer.withData(second, '[2]'))).toBe('\n, [2]')
})
