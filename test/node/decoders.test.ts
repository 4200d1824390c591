import { randomBytes } from 'node:crypto'
import * as zlib from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { decodeBody } from '../../src/core/body.ts'
import { streamDecoders } from '../../src/core/stream-decode.ts'
import { provideDecoders } from '../../src/node/decoders.ts'
import { cutAt, streamOf } from '../../src/testing/chunkings.ts'
import { chunk, chunksOf, done, guarded, literalJudge, textOf } from '../core/stream-kit.ts'

const secret = ['sk', 'test', '0123456789'].join('-')
const body = Array.from({ length: 50 }, (_, index) => chunk({ content: `${index} ${secret} é ` })).join('') + done

type Compress = (bytes: Uint8Array) => Uint8Array
const encodings: [string, Compress][] = [['br', zlib.brotliCompressSync]]
if ('zstd' in process.versions) encodings.push(['zstd', (zlib as unknown as { zstdCompressSync: Compress }).zstdCompressSync])

let restore = () => {}
afterEach(() => restore())

test.each(encodings)('a body and a stream in %s are decoded, and judged', async (encoding, compress) => {
  restore = provideDecoders()
  const bytes = compress(Buffer.from(body))
  expect(await decodeBody(bytes, encoding, 1e6)).toBe(body)
  const cuts = Array.from(bytes.keys()).filter((at) => at % 3 === 1)
  const { response } = guarded(
    streamOf(cutAt(bytes, cuts)),
    { judge: literalJudge({ redact: { [secret]: '[KEY]' } }), encoded: true },
    { headers: { 'content-type': 'text/event-stream', 'content-encoding': encoding } },
  )
  expect(response.headers.has('content-encoding')).toBe(false)
  expect(textOf((await chunksOf(response.body)).join(''))).toBe(textOf(body).replaceAll(secret, '[KEY]'))
})

test.each(encodings)('what is in %s and too large is given up before it is all decoded', async (encoding, compress) => {
  restore = provideDecoders()
  expect(await decodeBody(compress(Buffer.alloc(20_000_000)), encoding, 1000)).toBeUndefined()
})

test.each(encodings)('a stream in %s is decoded no faster than it is read', async (encoding, compress) => {
  restore = provideDecoders()
  const [decoder] = streamDecoders(encoding) ?? []
  if (decoder === undefined) throw new Error('no decoder')
  let taken = 0
  const parts = Array.from({ length: 200 }, () => randomBytes(10_000))
  const compressed = cutAt(
    new Uint8Array(compress(Buffer.concat(parts))),
    Array.from({ length: 199 }, (_, index) => (index + 1) * 10_000),
  )
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = compressed[taken++]
      if (next === undefined) controller.close()
      else controller.enqueue(next)
    },
  })
  const reader = source.pipeThrough(decoder).getReader()
  await reader.read()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(taken).toBeLessThan(50)
  let size = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) size += part.value.length
  expect(size).toBeGreaterThan(1_900_000)
})

test.each(encodings)('a stream in %s that is cut off gives what it holds, and one that is wrong fails', async (encoding, compress) => {
  restore = provideDecoders()
  const bytes = compress(Buffer.from(body))
  const through = (part: Uint8Array) => new Response(streamOf([part]).pipeThrough(streamDecoders(encoding)?.[0] as never)).text()
  expect(body.startsWith(await through(bytes.subarray(0, -2)))).toBe(true)
  await expect(through(randomBytes(100))).rejects.toThrow()
})

test('decoders are provided once, and taken back', () => {
  const before = streamDecoders('br') === undefined
  restore = provideDecoders()
  expect(provideDecoders()).toBe(restore)
  expect(streamDecoders('br')).toHaveLength(1)
  restore()
  expect(streamDecoders('br') === undefined).toBe(before)
})
