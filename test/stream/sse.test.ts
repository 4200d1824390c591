import { createParser } from 'eventsource-parser'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sse } from '../../src/stream/sse.ts'
import { chunkings, cutAt } from '../../src/testing/chunkings.ts'
import { allFrames, joined, runs } from './frames.ts'

const encode = (text: string) => new TextEncoder().encode(text)

function events(chunks: readonly Uint8Array[]) {
  return allFrames(sse(), chunks).flatMap(({ event, data }) => (data === undefined ? [] : [{ event: event || undefined, data }]))
}

function oracle(text: string) {
  const found: { event: string | undefined; data: string }[] = []
  const parser = createParser({ onEvent: ({ event, data }) => found.push({ event, data }) })
  parser.feed(text)
  return found
}

const line = fc.oneof(
  fc.constantFrom(
    'data: {"a":1}',
    'data:{"a":1}',
    'data',
    'data:',
    'data: é😀',
    'event: ping',
    'event:x',
    'id: 7',
    'retry: 3',
    ': note',
    ':',
    'other: 1',
    '',
  ),
  fc.string({ maxLength: 8 }).map((text) => `data: ${text.replaceAll(/[\r\n\0]/g, '')}`),
)
const end = fc.constantFrom('\n', '\r', '\r\n')

test('the events are those of eventsource-parser, however lines end and bytes are cut', () => {
  const stream = fc.array(fc.tuple(line, end), { maxLength: 20 }).map((lines) => lines.flat().join(''))
  fc.assert(
    fc.property(stream, fc.array(fc.nat(), { maxLength: 6 }), (text, places) => {
      // The blank line at the end makes sure that both have dispatched everything, as the parser waits for what may follow a CR.
      const bytes = encode(`${text}\n\n\n`)
      const cuts = places.map((place) => place % bytes.length).sort((a, b) => a - b)
      expect(events(cutAt(bytes, cuts))).toEqual(oracle(`${text}\n\n\n`))
    }),
    runs(),
  )
})

test('frames joined are the bytes that came', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.array(fc.nat(), { maxLength: 6 }), fc.boolean(), (noise, places, lines) => {
      const bytes = lines ? noise.map((byte) => [10, 13, 100, 58][byte % 4] ?? 10) : noise
      const cuts = places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b)
      expect(joined(allFrames(sse(), cutAt(bytes, cuts)))).toEqual(Uint8Array.from(bytes))
    }),
    runs(),
  )
})

test.each([
  ['LF', 'data: 1\n\n'],
  ['CR', 'data: 1\r\r'],
  ['CRLF', 'data: 1\r\n\r\n'],
])('a frame ends with its blank line, in a stream that writes %s', (_, frame) => {
  for (const { name, chunks } of chunkings(frame + frame + frame)) {
    const texts = allFrames(sse(), chunks).map(({ bytes, start, end: to }) => new TextDecoder().decode(bytes.subarray(start, to)))
    expect(texts, name).toEqual([frame, frame, frame])
  }
})

test('a frame in a stream that writes CR alone is not kept waiting for a LF', () => {
  expect(sse().push(encode('data: 1\r\r'))).toHaveLength(1)
})

test('a byte order mark belongs to no field', () => {
  expect(events([encode('\uFEFFdata: 1\n\n')])).toEqual([{ event: undefined, data: '1' }])
})

test('other data is written into the lines of the old, and nothing else changes', () => {
  const framer = sse()
  const [frame] = framer.push(encode('\uFEFFid: 1\r\nevent: x\rdata:{"a":\ndata:  "b"}\n: data: c\n\n'))
  expect(frame?.data).toBe('{"a":\n "b"}')
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(frame && framer.withData(frame, '{"a":\n "é"}'))).toBe(
    '\uFEFFid: 1\r\nevent: x\rdata:{"a":\ndata:  "é"}\n: data: c\n\n',
  )
})

test('a frame in many small pieces is joined once', () => {
  const framer = sse()
  const pieces = Array.from({ length: 200_000 }, () => encode('xxxxxxxxxx'))
  framer.push(encode('data: '))
  expect(pieces.flatMap(framer.push)).toHaveLength(0)
  expect(framer.pending()).toBe(2_000_006)
  expect(framer.push(encode('\n\n'))[0]?.data).toHaveLength(2_000_000)
})
