import { expect, test } from 'vitest'
import { guardStream, type GuardStreamOptions } from '../../src/core/stream-response.ts'
import { framers } from '../../src/stream/framers.ts'
import { chunkings, streamOf, type Chunking } from '../../src/testing/chunkings.ts'
import type { Reply } from '../../src/testing/provider/format.ts'
import { anthropicMessages as anthropicEvents } from '../../src/testing/provider/anthropic-messages.ts'
import { openaiChat as chatEvents } from '../../src/testing/provider/openai-chat.ts'
import { openaiResponses as responsesEvents } from '../../src/testing/provider/openai-responses.ts'
import type { Framing, WireCall, WireFormat } from '../../src/types.ts'
import { concat } from '../../src/stream/frame.ts'
import { awsEvent } from '../../src/wire/aws-frame.ts'
import { wires } from '../../src/wire/index.ts'
import { allFrames } from '../stream/frames.ts'
import { literalJudge, refusal } from './stream-kit.ts'

const secret = ['sk', 'test', '0123456789abcdef'].join('-')
const redact = { [secret]: '[KEY_1]' }
const said = `Ünïcode first, then ${secret} 😀, and so on.`
const args = JSON.stringify({ path: '/tmp/é', key: secret })

const pieces = (text: string, size = 3) => text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
const reply = (changes: Partial<Reply>): Reply => ({
  seed: 'abc123',
  created: 1_700_000_000,
  model: 'test-1',
  text: said,
  reasoning: `I thought of ${secret}.`,
  toolCalls: [{ name: 'write', arguments: args, id: 'call_1' }],
  stop: 'tool',
  deltas: (text) => pieces(text),
  usage: { input: 3, output: 5 },
  body: {},
  ...changes,
})

interface Case {
  wire: string
  framing: Framing
  path: string
  query?: string
  body: (text: string, args: string) => Uint8Array<ArrayBuffer>
}

const encode = (text: string) => new TextEncoder().encode(text)
const sse = (events: readonly { event?: string; data: unknown }[], end = '\n') =>
  encode(
    events
      .map(
        ({ event, data }) =>
          `${event === undefined ? '' : `event: ${event}${end}`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}${end}${end}`,
      )
      .join(''),
  )
const changed = (text: string, json: string) => ({
  text,
  reasoning: `I thought of ${text.includes('[KEY_1]') ? '[KEY_1]' : secret}.`,
  toolCalls: [{ name: 'write', arguments: json, id: 'call_1' }],
})

const gemini = (text: string, json: string) => [
  ...pieces(text, 9).map((part) => ({
    candidates: [{ content: { role: 'model', parts: [{ text: part }] }, index: 0 }],
    modelVersion: 'g-1',
  })),
  {
    candidates: [{ content: { role: 'model', parts: [{ functionCall: { name: 'write', args: JSON.parse(json) as unknown } }] }, index: 0 }],
  },
  {
    candidates: [{ content: { role: 'model', parts: [{ text: '' }] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 2 },
  },
]
const converse = (text: string, json: string) =>
  [
    ['messageStart', { role: 'assistant' }],
    ...pieces(text).map((part) => ['contentBlockDelta', { contentBlockIndex: 0, delta: { text: part } }]),
    ['contentBlockStop', { contentBlockIndex: 0 }],
    ['contentBlockStart', { contentBlockIndex: 1, start: { toolUse: { toolUseId: 't1', name: 'write' } } }],
    ...pieces(json).map((part) => ['contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: part } } }]),
    ['contentBlockStop', { contentBlockIndex: 1 }],
    ['messageStop', { stopReason: 'tool_use' }],
    ['metadata', { usage: { inputTokens: 1, outputTokens: 2 } }],
  ] as [string, object][]

const cases: Case[] = [
  {
    wire: 'openai-chat',
    framing: 'sse',
    path: '/v1/chat/completions',
    body: (text, json) => sse([...chatEvents.events(reply(changed(text, json))), { data: '[DONE]' }]),
  },
  {
    wire: 'openai-responses',
    framing: 'sse',
    path: '/v1/responses',
    body: (text, json) => sse(responsesEvents.events(reply(changed(text, json))), '\r\n'),
  },
  {
    wire: 'anthropic-messages',
    framing: 'sse',
    path: '/v1/messages',
    body: (text, json) => sse(anthropicEvents.events(reply(changed(text, json)))),
  },
  {
    wire: 'google',
    framing: 'sse',
    path: '/v1beta/models/g:streamGenerateContent',
    query: 'alt=sse',
    body: (text, json) =>
      sse(
        gemini(text, json).map((data) => ({ data })),
        '\r\n',
      ),
  },
  {
    wire: 'google',
    framing: 'json-array',
    path: '/v1beta/models/g:streamGenerateContent',
    body: (text, json) =>
      encode(
        `[${gemini(text, json)
          .map((one) => JSON.stringify(one, null, 2))
          .join('\n,\r\n')}\n]\n`,
      ),
  },
  {
    wire: 'bedrock-converse',
    framing: 'aws-event-stream',
    path: '/model/m/converse-stream',
    body: (text, json) => concat(converse(text, json).map(([type, data]) => awsEvent(type, data))),
  },
  {
    wire: 'bedrock-invoke',
    framing: 'aws-event-stream',
    path: '/model/m/invoke-with-response-stream',
    body: (text, json) =>
      concat(
        anthropicEvents
          .events(reply(changed(text, json)))
          .map(({ data }) => awsEvent('chunk', { bytes: Buffer.from(JSON.stringify(data)).toString('base64'), p: 'abc' })),
      ),
  },
  {
    wire: 'ollama',
    framing: 'ndjson',
    path: '/api/chat',
    body: (text, json) =>
      encode(
        [
          ...pieces(text).map((content) => ({ model: 'l', message: { role: 'assistant', content }, done: false })),
          {
            model: 'l',
            message: {
              role: 'assistant',
              content: '',
              tool_calls: [{ function: { name: 'write', arguments: JSON.parse(json) as unknown } }],
            },
            done: false,
          },
          { model: 'l', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', eval_count: 3 },
        ]
          .map((one) => `${JSON.stringify(one)}\n`)
          .join(''),
      ),
  },
]

const wireCall = ({ path, query = '' }: Case): WireCall => ({
  method: 'POST',
  host: 'api.test',
  port: 443,
  path,
  query,
  header: () => undefined,
})

async function through(
  given: Case,
  { chunks }: Pick<Chunking, 'chunks'>,
  options: Partial<GuardStreamOptions> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const wire = wires.find(({ name }) => name === given.wire) as WireFormat
  const call = wireCall(given)
  const response = guardStream({
    response: new Response(streamOf(chunks)),
    framing: given.framing,
    reader: wire.stream(call),
    wire,
    judge: literalJudge({ redact }),
    refusal: () => refusal,
    blockedError: () => new Error('blocked'),
    ...options,
  })
  return new Uint8Array(await response.arrayBuffer())
}

const named = cases.map((given) => [`${given.wire} as ${given.framing}`, given] as const)
const toText = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
/** Everything that the frames say, base64 undone. */
const dataOf = (framing: Framing, bytes: Uint8Array) => allFrames(framers[framing](), [bytes]).map(({ event, data }) => [event, data])

test.each(named)('a clean stream leaves byte for byte under every chunking: %s', async (_, given) => {
  const body = given.body(said.replace(secret, 'no secret'), args.replace(secret, 'no secret')).slice()
  const clean = encode(toText(body).replaceAll(secret, 'not one'))
  const bytes = given.framing === 'aws-event-stream' ? body : clean
  for (const { name, chunks } of chunkings(bytes)) {
    expect(await through(given, { chunks }, { judge: literalJudge({ redact: { 'never said': '' } }) }), name).toEqual(bytes)
  }
})

test.each(named)('what is forbidden is replaced wherever the stream says it, under every chunking: %s', async (_, given) => {
  const body = given.body(said, args)
  let first: Uint8Array<ArrayBuffer> | undefined
  for (const { name, chunks } of chunkings(body)) {
    const delivered = await through(given, { chunks })
    first ??= delivered
    expect(delivered, name).toEqual(first)
  }
  const [before, after] = [dataOf(given.framing, body), dataOf(given.framing, first ?? body)]
  expect(after.map(([event]) => event)).toEqual(before.map(([event]) => event))
  const texts = after.map(([, data]) => data ?? '').join('\n')
  for (let length = secret.length; length > 6; length--) expect(texts).not.toContain(secret.slice(0, length))
  expect(texts).toContain('[KEY_1]')
  expect(texts.match(/\[KEY_1\]/g)?.length).toBeGreaterThanOrEqual(2)
})

test.each(named)('every text of the stream reads as the redacted whole: %s', async (_, given) => {
  const wire = wires.find(({ name }) => name === given.wire) as WireFormat
  const read = (bytes: Uint8Array) => {
    const reader = wire.stream(wireCall(given))
    const channels = new Map<string, string>()
    for (const [event, data] of dataOf(given.framing, bytes)) {
      if (data === undefined) continue
      const { deltas } = reader({ event, data: data === '[DONE]' ? undefined : (JSON.parse(data) as unknown) })
      for (const { channel, text, mode } of deltas) {
        if (mode === 'whole' && channels.has(channel)) expect(text).toBe(channels.get(channel))
        else channels.set(channel, (channels.get(channel) ?? '') + text)
      }
    }
    return Object.fromEntries(channels)
  }
  const body = given.body(said, args)
  const wanted = Object.fromEntries(Object.entries(read(body)).map(([channel, text]) => [channel, text.replace(secret, '[KEY_1]')]))
  expect(read(await through(given, { chunks: [body] }))).toEqual(wanted)
  expect(Object.values(wanted).join()).toContain('[KEY_1]')
})

test.each(named.flatMap(([name, given]) => (['error', 'answer'] as const).map((onBlock) => [name, onBlock, given] as const)))(
  'a block ends the stream with whole frames and nothing of the text: %s, %s',
  async (_, onBlock, given) => {
    for (const { name, chunks } of chunkings(given.body(said, args), { everyCutBelow: 0 })) {
      const delivered = await through(given, { chunks }, { judge: literalJudge({ block: [secret] }), onBlock })
      const frames = dataOf(given.framing, delivered).flatMap(([, data]) => (data === undefined || data === '[DONE]' ? [] : [data]))
      for (const data of frames) expect(() => JSON.parse(data), name).not.toThrow()
      const texts = frames.join('\n')
      expect(texts).not.toContain('sk-')
      // Where no text is open, the provider's own stop says it.
      expect(texts).toMatch(onBlock === 'error' ? /withheld/ : /withheld|content_filter|"refusal"|guardrail_intervened/)
      if (given.framing === 'json-array') expect(() => JSON.parse(toText(delivered))).not.toThrow()
    }
  },
)
