import { expect, test } from 'vitest'
import { chunkings, cutAt, streamOf } from '../../src/testing/chunkings.ts'

const body = 'data: {"t":"é\\n"}\r\n\r\n'
const bytes = new TextEncoder().encode(body)

test('every chunking holds the same bytes, and no empty chunk', () => {
  for (const { name, chunks } of chunkings(body)) {
    expect(Buffer.concat(chunks).toString(), name).toBe(body)
    expect(
      chunks.every((chunk) => chunk.length > 0),
      name,
    ).toBe(true)
  }
})

test('a short body is cut at every place, and byte by byte', () => {
  const ways = chunkings(body)
  const cuts = ways.filter(({ name }) => name.startsWith('cut at')).map(({ chunks }) => chunks[0]?.length)
  expect(cuts).toEqual(Array.from({ length: bytes.length - 1 }, (_, index) => index + 1))
  expect(ways.find(({ name }) => name === 'byte by byte')?.chunks).toHaveLength(bytes.length)
})

test('characters, line ends and escapes are cut in the middle', () => {
  const ways = Object.fromEntries(chunkings(body).map(({ name, chunks }) => [name, chunks]))
  expect(ways['inside every UTF-8 character']?.map((chunk) => chunk.length)).toEqual([13, bytes.length - 13])
  expect(ways['between CR and LF']).toHaveLength(3)
  expect(ways['inside every JSON escape']?.[1]?.[0]).toBe('n'.charCodeAt(0))
})

test('an empty body has one chunking, with nothing in it', () => {
  expect(chunkings('')).toEqual([{ name: 'in one piece', chunks: [new Uint8Array()] }])
})

test('a stream delivers the chunks one by one', async () => {
  const seen: number[] = []
  for await (const chunk of streamOf(cutAt(bytes, [3, 9])) as unknown as AsyncIterable<Uint8Array>) seen.push(chunk.length)
  expect(seen).toEqual([3, 6, bytes.length - 9])
})
