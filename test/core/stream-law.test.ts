import { EventStreamCodec } from '@smithy/eventstream-codec'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { guardStream } from '../../src/core/stream-response.ts'
import { framers } from '../../src/stream/framers.ts'
import { cutAt, streamOf } from '../../src/testing/chunkings.ts'
import type { Framing } from '../../src/types.ts'
import { allFrames, joined, runs } from '../stream/frames.ts'
import { chatReader, literalJudge, refusal, wire } from './stream-kit.ts'

const forbidden: Record<string, string> = {
  [['sk', 'live', 'ABCDEF'].join('-')]: '[KEY_1]',
  ['AB'.repeat(3) + '"\\\n😀é']: '[ODD "quoted" \\ 😀]',
  aaab: '',
}

const codec = new EventStreamCodec(String, (text) => new TextEncoder().encode(text))

/** Writes events as each framing has them. `\r\n`, `\r` and `\n` all end lines of an event stream. */
const writers: Record<Framing, (events: readonly string[], lineEnd: string) => Uint8Array> = {
  sse: (events, lineEnd) =>
    encode(
      events.map((json) => `: note${lineEnd}event: delta${lineEnd}data: ${json}${lineEnd}${lineEnd}`).join('') +
        `data: [DONE]${lineEnd}${lineEnd}`,
    ),
  ndjson: (events, lineEnd) => encode(events.map((json) => json + (lineEnd === '\r' ? '\n' : lineEnd)).join('')),
  'json-array': (events, lineEnd) => encode(`[${events.join(`,${lineEnd}`)}]${lineEnd}`),
  'aws-event-stream': (events) => {
    const headers = { ':event-type': { type: 'string', value: 'delta' } } as const
    return joinAll(events.map((json) => codec.encode({ headers, body: encode(json) })))
  },
}

const encode = (text: string) => new TextEncoder().encode(text)
const joinAll = (parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))

// Prose that begins what is forbidden again and again, and sometimes completes it.
const words = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...Object.keys(forbidden)) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...Object.keys(forbidden).flatMap((text) => [text.slice(0, 3), text.slice(0, -1), text.slice(1)])),
  },
  { weight: 2, arbitrary: fc.constantFrom(' hello ', '\r\n', '\\u0041', '"', '😀', 'é', '\u0000', '</s>', '[KEY_1]') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
)
const text = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(''))
const cuts = fc.array(fc.nat({ max: 100_000 }), { maxLength: 30 })
const cutsOf = (places: readonly number[], length: number) =>
  [...new Set(places.map((place) => place % (length + 1)))].sort((a, b) => a - b)

/** How a text is cut into deltas: at these places, or unit by unit, inside surrogate pairs too. */
const deltasOf = (whole: string, places: readonly number[], single: boolean) => {
  if (single) return whole.split('')
  const at = [0, ...cutsOf(places, whole.length), whole.length]
  return at.slice(1).map((end, index) => whole.slice(at[index], end))
}

const stream = fc.record({
  framing: fc.constantFrom<Framing>('sse', 'ndjson', 'json-array', 'aws-event-stream'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  texts: fc.array(text, { minLength: 1, maxLength: 2 }),
  deltaCuts: cuts,
  single: fc.boolean(),
  escapes: fc.boolean(),
  finishes: fc.boolean(),
  byteCuts: cuts,
  bytewise: fc.boolean(),
})

/** The events of the texts, one channel each, in turns. */
function eventsOf({
  texts,
  deltaCuts,
  single,
  escapes,
  finishes,
}: {
  texts: string[]
  deltaCuts: number[]
  single: boolean
  escapes: boolean
  finishes: boolean
}): string[] {
  const queues = texts.map((whole) => deltasOf(whole, deltaCuts, single))
  const events: string[] = []
  for (let round = 0; queues.some((queue) => round < queue.length); round++) {
    for (const [index, queue] of queues.entries()) {
      const content = queue[round]
      if (content !== undefined) events.push(JSON.stringify({ id: 'x', choices: [{ index, delta: { content } }] }))
    }
  }
  if (finishes) for (const index of texts.keys()) events.push(JSON.stringify({ choices: [{ index, delta: {}, finish_reason: 'stop' }] }))
  return escapes
    ? events.map((json) => json.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`))
    : events
}

/** What a client has read of each channel. */
function readTexts(framing: Framing, bytes: Uint8Array): string[] {
  const texts: string[] = []
  for (const { data } of allFrames(framers[framing](), [bytes])) {
    if (data === undefined || data === '[DONE]') continue
    for (const { index, delta } of (JSON.parse(data) as { choices: { index: number; delta: { content?: string } }[] }).choices) {
      texts[index] = (texts[index] ?? '') + (delta.content ?? '')
    }
  }
  return texts
}

function redacted(whole: string): string {
  let out = ''
  for (let at = 0; at < whole.length;) {
    const found = Object.keys(forbidden).find((literal) => whole.startsWith(literal, at))
    out += found === undefined ? whole[at] : forbidden[found]
    at += found?.length ?? 1
  }
  return out
}

async function deliver(chunks: readonly Uint8Array[], framing: Framing): Promise<Uint8Array[]> {
  const { body } = guardStream({
    response: new Response(streamOf(chunks)),
    framing,
    reader: chatReader(),
    wire,
    judge: literalJudge({ redact: forbidden }),
    refusal: () => refusal,
    blockedError: () => new Error('blocked'),
  })
  const delivered: Uint8Array[] = []
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) delivered.push(part)
  return delivered
}

test('no prefix of a forbidden text is delivered, and the delivered text is the redacted whole, in every format and however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(stream, async (given) => {
      const { framing, lineEnd, texts, byteCuts, bytewise } = given
      const bytes = writers[framing](eventsOf(given), lineEnd)
      const places = bytewise ? Array.from(bytes.keys()).slice(1) : cutsOf(byteCuts, bytes.length)
      const delivered = await deliver(
        cutAt(bytes, places).filter((part) => part.length > 0),
        framing,
      )
      const wanted = texts.map(redacted)
      // Every delivered prefix is a prefix of the redacted whole: stronger than that it holds nothing forbidden.
      const whole = joinAll(delivered)
      let length = 0
      for (const part of delivered) {
        length += part.length
        for (const [index, sofar] of readTexts(framing, whole.subarray(0, length)).entries())
          expect(wanted[index]?.startsWith(sofar ?? '')).toBe(true)
      }
      expect(readTexts(framing, whole)).toEqual(
        texts.every((one) => one === '') && bytes.length === 0 ? [] : readTexts(framing, bytes).map(redacted),
      )
      if (texts.every((one) => redacted(one) === one)) expect(whole).toEqual(bytes)
    }),
    runs(300),
  )
})

test('a clean stream leaves frame for frame: every delivered piece is made of whole frames, in order', async () => {
  await fc.assert(
    fc.asyncProperty(stream, async (given) => {
      const { framing, lineEnd, byteCuts } = given
      const clean = { ...given, texts: given.texts.map((one) => one.replaceAll(/[aAs]/g, '-')) }
      const bytes = writers[framing](eventsOf(clean), lineEnd)
      const ends = new Set<number>()
      let at = 0
      for (const frame of allFrames(framers[framing](), [bytes])) ends.add((at += joined([frame]).length))
      const delivered = await deliver(cutAt(bytes, cutsOf(byteCuts, bytes.length)), framing)
      expect(joinAll(delivered)).toEqual(bytes)
      let length = 0
      for (const part of delivered) {
        length += part.length
        // A lone LF of a CRLF may come with the next piece.
        expect(ends.has(length) || bytes[length] === 10).toBe(true)
      }
    }),
    runs(150),
  )
})
