import { EventStreamCodec } from '@smithy/eventstream-codec'
import { expect, test } from 'vitest'
import { awsEventStream } from '../../src/stream/aws-event-stream.ts'
import { concat } from '../../src/stream/frame.ts'
import { chunkings } from '../../src/testing/chunkings.ts'
import { allFrames, joined } from './frames.ts'

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes as Uint8Array)),
  (text) => new TextEncoder().encode(text),
)

const message = (event: string, body: string) =>
  codec.encode({
    headers: {
      ':flag': { type: 'boolean', value: true },
      ':count': { type: 'integer', value: 7 },
      ':raw': { type: 'binary', value: new Uint8Array([1, 2, 3]) },
      ':event-type': { type: 'string', value: event },
      ':content-type': { type: 'string', value: 'application/json' },
      ':message-type': { type: 'string', value: 'event' },
    },
    body: new TextEncoder().encode(body),
  })

const messages = [
  message('messageStart', '{"role":"assistant"}'),
  message('contentBlockDelta', '{"delta":{"text":"é😀"}}'),
  message('messageStop', ''),
]

test.each(chunkings(concat(messages), { everyCutBelow: 1000 }).map(({ name, chunks }) => [name, chunks] as const))(
  'each message is a frame: %s',
  (_, chunks) => {
    const frames = allFrames(awsEventStream(), chunks)
    expect(frames.map(({ event, data }) => [event, data])).toEqual([
      ['messageStart', '{"role":"assistant"}'],
      ['contentBlockDelta', '{"delta":{"text":"é😀"}}'],
      ['messageStop', undefined],
    ])
    expect(joined(frames)).toEqual(concat(messages))
  },
)

test('a message with other data keeps its headers and has the checksums that AWS expects', () => {
  const framer = awsEventStream()
  const [, frame] = framer.push(concat(messages))
  const changed = frame && framer.withData(frame, '{"delta":{"text":"[KEY_1] ü"}}')
  const decoded = codec.decode(changed ?? new Uint8Array())
  expect(decoded.headers).toEqual(codec.decode(messages[1] ?? new Uint8Array()).headers)
  expect(new TextDecoder().decode(decoded.body)).toBe('{"delta":{"text":"[KEY_1] ü"}}')
  expect(changed).toEqual(message('contentBlockDelta', '{"delta":{"text":"[KEY_1] ü"}}'))
})

test('bytes that are no event stream are noticed', () => {
  const framer = awsEventStream()
  framer.push(new TextEncoder().encode('{"message":"Internal error"}'))
  expect(framer.broken()).toBe(true)
  expect(framer.flush()).toMatchObject({ start: 0, end: 28 })
})

test('a torn message cannot be rewritten, so nothing of it is kept', () => {
  const framer = awsEventStream()
  framer.push((messages[1] ?? new Uint8Array()).subarray(0, -10))
  const torn = framer.flush()
  expect(torn?.data).toContain('{"delta"')
  expect(torn && framer.withData(torn, 'x')).toEqual(new Uint8Array())
})

test('the event that Bedrock wraps in base64 is the data, and is wrapped again when it is changed', () => {
  const inner = '{"type":"content_block_delta","delta":{"text":"é 😀"}}'
  const wrap = (text: string) => message('chunk', `{"bytes":"${Buffer.from(text).toString('base64')}","p":"abcd"}`)
  const framer = awsEventStream()
  const [frame] = framer.push(wrap(inner))
  expect(frame?.data).toBe(inner)
  expect(frame && framer.withData(frame, inner.replace('é', '[KEY_1]'))).toEqual(wrap(inner.replace('é', '[KEY_1]')))
})

test('the type of an exception is its event', () => {
  const exception = codec.encode({
    headers: {
      ':exception-type': { type: 'string', value: 'throttlingException' },
      ':message-type': { type: 'string', value: 'exception' },
    },
    body: new TextEncoder().encode('{"message":"slow down"}'),
  })
  expect(awsEventStream().push(exception)[0]).toMatchObject({ event: 'throttlingException', data: '{"message":"slow down"}' })
})
