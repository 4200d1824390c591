import { expect, test } from 'vitest'
import { ndjson } from '../../src/stream/ndjson.ts'
import { chunkings } from '../../src/testing/chunkings.ts'
import { allFrames, joined } from './frames.ts'

const body = '{"a":"é"}\n\r\n  {"b":1} \r\n\n{"c":"\\n"}'

test.each(chunkings(body).map(({ name, chunks }) => [name, chunks] as const))('each line is a frame: %s', (_, chunks) => {
  const frames = allFrames(ndjson(), chunks)
  expect(frames.map(({ data }) => data)).toEqual(['{"a":"é"}', undefined, '{"b":1}', undefined, '{"c":"\\n"}'])
  expect(new TextDecoder().decode(joined(frames))).toBe(body)
})

test('other data leaves the white space around it', () => {
  const framer = ndjson()
  const [frame] = framer.push(new TextEncoder().encode(' \t{"a":1} \r\n'))
  expect(new TextDecoder().decode(frame && framer.withData(frame, '{"a":"$&"}'))).toBe(' \t{"a":"$&"} \r\n')
})
