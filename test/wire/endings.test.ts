import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { guardStream } from '../../src/core/stream-response.ts'
import { framers } from '../../src/stream/framers.ts'
import { streamOf } from '../../src/testing/chunkings.ts'
import type { Framing, WireCall, WireFormat } from '../../src/types.ts'
import { anthropicMessages } from '../../src/wire/anthropic-messages.ts'
import { awsEvent } from '../../src/wire/aws-frame.ts'
import { bedrockConverse } from '../../src/wire/bedrock-converse.ts'
import { bedrockInvoke } from '../../src/wire/bedrock-invoke.ts'
import { cohere } from '../../src/wire/cohere.ts'
import { google } from '../../src/wire/google.ts'
import { openaiChat } from '../../src/wire/openai-chat.ts'
import { literalJudge, refusal } from '../core/stream-kit.ts'
import { allFrames } from '../stream/frames.ts'

const secret = ['sk', 'test', '0123456789'].join('-')
const encode = (text: string) => new TextEncoder().encode(text)
const sse = (data: { type?: string }) =>
  encode(`${data.type === undefined ? '' : `event: ${data.type}\n`}data: ${JSON.stringify(data)}\n\n`)
const call: WireCall = {
  method: 'POST',
  host: 'x',
  port: 443,
  path: '/model/m/invoke-with-response-stream',
  query: '',
  header: () => undefined,
}

/** A stream of these frames that is ended with an answer where it says the secret. */
function ended(wire: WireFormat, frames: readonly Uint8Array[], framing: Framing = 'sse'): Response {
  return guardStream({
    response: new Response(streamOf(frames), { headers: { 'content-type': 'text/event-stream' } }),
    framing,
    reader: wire.stream(call),
    wire,
    judge: literalJudge({ block: [secret] }),
    onBlock: 'answer',
    refusal: () => refusal,
    blockedError: () => new Error('blocked'),
  })
}

async function dataOf(response: Response, framing: Framing = 'sse'): Promise<[string | undefined, Record<string, unknown>][]> {
  const frames = allFrames(framers[framing](), [new Uint8Array(await response.arrayBuffer())])
  return frames.flatMap(({ event, data }) => (data?.startsWith('{') ? [[event, JSON.parse(data) as Record<string, unknown>]] : []))
}

const message = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'm',
  content: [],
  stop_reason: null,
  usage: { input_tokens: 1, output_tokens: 1 },
}
const begin = (index: number, type: 'text' | 'thinking') => ({ type: 'content_block_start', index, content_block: { type, [type]: '' } })
const delta = (index: number, type: 'text' | 'thinking', text: string) => ({
  type: 'content_block_delta',
  index,
  delta: { type: `${type}_delta`, [type]: text },
})
const stop = (index: number) => ({ type: 'content_block_stop', index })
const start = { type: 'message_start', message }

test.each([
  ['an empty text block', [begin(0, 'text'), delta(0, 'text', secret)], [`\n\n${refusal.message}`]],
  ['a thinking block', [begin(0, 'thinking'), delta(0, 'thinking', 'Well.'), delta(0, 'thinking', secret)], ['Well.', refusal.message]],
  ['an empty thinking block', [begin(0, 'thinking'), delta(0, 'thinking', secret)], ['', refusal.message]],
  [
    'an empty block behind another',
    [begin(0, 'thinking'), delta(0, 'thinking', 'Well.'), stop(0), begin(1, 'text'), delta(1, 'text', secret)],
    ['Well.', `\n\n${refusal.message}`],
  ],
])('the Anthropic SDK reads a message that is ended within %s', async (_, frames, texts) => {
  const fetch = async () => ended(anthropicMessages, [start, ...frames].map(sse))
  const client = new Anthropic({ apiKey: 'none', fetch, maxRetries: 0 })
  const final = await client.messages.stream({ model: 'm', max_tokens: 9, messages: [{ role: 'user', content: 'hi' }] }).finalMessage()
  expect(final.stop_reason).toBe('refusal')
  expect(final.content.map((block) => (block.type === 'text' ? block.text : block.type === 'thinking' ? block.thinking : ''))).toEqual(
    texts,
  )
  const events = (await dataOf(await fetch())).map(([, data]) => data)
  const indexes = (type: string) => events.filter((event) => event['type'] === type).map((event) => event['index'])
  expect(indexes('content_block_stop')).toEqual(indexes('content_block_start'))
})

test('a message of Bedrock that is ended while the model thinks closes its thinking and says why', async () => {
  const payloads = [start, begin(0, 'thinking'), delta(0, 'thinking', 'Well.'), delta(0, 'thinking', secret)]
  const frames = payloads.map((payload) => awsEvent('chunk', { bytes: Buffer.from(JSON.stringify(payload)).toString('base64') }))
  const events = await dataOf(ended(bedrockInvoke, frames, 'aws-event-stream'), 'aws-event-stream')
  expect(events.slice(3).map(([, { type, index }]) => [type, index])).toEqual([
    ['content_block_stop', 0],
    ['content_block_start', 1],
    ['content_block_delta', 1],
    ['content_block_stop', 1],
    ['message_delta', undefined],
    ['message_stop', undefined],
  ])
  expect(JSON.stringify(events)).toContain(refusal.message)
})

test('a stream of Converse, and of Nova, that is ended while the model thinks closes its block and says why', async () => {
  const thought = (text: string) => ['contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { text } } }] as const
  const payloads = [['messageStart', { role: 'assistant' }] as const, thought('Well.'), thought(secret)]
  const wanted = [
    'messageStart',
    'contentBlockDelta',
    'contentBlockStop',
    'contentBlockDelta',
    'contentBlockStop',
    'messageStop',
    'metadata',
  ]
  const frames = payloads.map(([event, frame]) => awsEvent(event, frame))
  const converse = await dataOf(ended(bedrockConverse, frames, 'aws-event-stream'), 'aws-event-stream')
  expect(converse.map(([event]) => event)).toEqual(wanted)
  expect(converse[3]?.[1]).toEqual({ contentBlockIndex: 1, delta: { text: refusal.message } })
  const wrapped = payloads.map(([event, frame]) =>
    awsEvent('chunk', { bytes: Buffer.from(JSON.stringify({ [event]: frame })).toString('base64') }),
  )
  const nova = await dataOf(ended(bedrockInvoke, wrapped, 'aws-event-stream'), 'aws-event-stream')
  expect(nova.map(([, data]) => Object.keys(data)[0])).toEqual(wanted)
})

test.each([
  ['reasoning', { reasoning_content: 'Well.' }, { reasoning_content: secret }, refusal.message],
  ['text', { content: 'Well.' }, { content: secret }, `Well.\n\n${refusal.message}`],
])('the openai SDK reads why a chat was ended that had only said %s', async (_, first, second, text) => {
  const chunk = (part: object) =>
    sse({
      id: 'c',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'm',
      choices: [{ index: 0, delta: part, finish_reason: null }],
    } as object)
  const client = new OpenAI({ apiKey: 'none', maxRetries: 0, fetch: async () => ended(openaiChat, [first, second].map(chunk)) })
  const final = await client.chat.completions.stream({ model: 'm', messages: [{ role: 'user', content: 'hi' }] }).finalChatCompletion()
  expect([final.choices[0]?.finish_reason, final.choices[0]?.message.content]).toEqual(['content_filter', text])
})

test('Gemini and Cohere streams that had only thought say why they were ended', async () => {
  const part = (text: string) => sse({ candidates: [{ index: 0, content: { role: 'model', parts: [{ text, thought: true }] } }] } as object)
  const gemini = await dataOf(ended(google, ['Well.', secret].map(part)))
  expect(JSON.stringify(gemini.at(-1))).toContain(refusal.message)

  const thinking = (text: string) => sse({ type: 'content-delta', index: 0, delta: { message: { content: { thinking: text } } } } as object)
  const opening = sse({ type: 'content-start', index: 0, delta: { message: { content: { type: 'thinking', thinking: '' } } } } as object)
  const events = await dataOf(ended(cohere, [sse({ type: 'message-start' }), opening, thinking(secret)]))
  expect(events.map(([, { type, index }]) => [type, index])).toEqual([
    ['message-start', undefined],
    ['content-start', 0],
    ['content-end', 0],
    ['content-start', 1],
    ['content-delta', 1],
    ['content-end', 1],
    ['message-end', undefined],
  ])
})
