import Anthropic, { APIError as AnthropicError } from '@anthropic-ai/sdk'
import OpenAI, { APIError as OpenAIError } from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { guardStream } from '../../src/core/stream-response.ts'
import { fakeProvider, type FakeProvider } from '../../src/testing/fake-provider.ts'
import type { OnBlock, WireCall } from '../../src/types.ts'
import { anthropicMessages } from '../../src/wire/anthropic-messages.ts'
import { openaiChat } from '../../src/wire/openai-chat.ts'
import { literalJudge, refusal } from './stream-kit.ts'

const secret = ['sk', 'test', '0123456789'].join('-')
const said = `First this, then ${secret}, then that.`
let provider: FakeProvider

beforeAll(async () => void (provider = await fakeProvider({ reply: said, deltaSize: 3 })))
afterAll(() => provider.close())

class Blocked extends Error {
  readonly code = 'GUARD_BLOCKED'
}

/** A fetch whose answers are guarded. */
function guardedFetch(wire: typeof openaiChat, judge: ReturnType<typeof literalJudge>, onBlock: OnBlock = 'error'): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    const call: WireCall = {
      method: 'POST',
      host: 'x',
      port: 443,
      path: new URL(response.url).pathname,
      query: '',
      header: () => undefined,
    }
    const blockedError = () => new Blocked('withheld')
    return guardStream({ response, framing: 'sse', reader: wire.stream(call), wire, judge, onBlock, refusal: () => refusal, blockedError })
  }
}

const openai = (judge: ReturnType<typeof literalJudge>, onBlock?: OnBlock) =>
  new OpenAI({ apiKey: 'none', baseURL: `${provider.url}/v1`, maxRetries: 0, fetch: guardedFetch(openaiChat, judge, onBlock) })
const anthropic = (judge: ReturnType<typeof literalJudge>, onBlock?: OnBlock) =>
  new Anthropic({ apiKey: 'none', baseURL: provider.url, maxRetries: 0, fetch: guardedFetch(anthropicMessages, judge, onBlock) })

async function readChat(client: OpenAI): Promise<{ text: string; finish: string | null | undefined }> {
  let text = ''
  let finish: string | null | undefined
  for await (const chunk of await client.chat.completions.create({
    model: 'm',
    stream: true,
    messages: [{ role: 'user', content: 'hi' }],
  })) {
    text += chunk.choices[0]?.delta.content ?? ''
    finish = chunk.choices[0]?.finish_reason ?? finish
  }
  return { text, finish }
}

const ask = { model: 'm', max_tokens: 9, messages: [{ role: 'user' as const, content: 'hi' }] }

test('the openai SDK reads the redacted whole', async () => {
  expect(await readChat(openai(literalJudge({ redact: { [secret]: '[KEY_1]' } })))).toEqual({
    text: said.replace(secret, '[KEY_1]'),
    finish: 'stop',
  })
})

test('the openai SDK throws its own error at a stream that is ended with an error, and ours where it is thrown', async () => {
  await expect(readChat(openai(literalJudge({ block: [secret] })))).rejects.toBeInstanceOf(OpenAIError)
  await expect(readChat(openai(literalJudge({ block: [secret] }), 'throw'))).rejects.toBeInstanceOf(Blocked)
})

test('the openai SDK reads a stream that is ended with an answer as one that a filter stopped', async () => {
  const { text, finish } = await readChat(openai(literalJudge({ block: [secret] }), 'answer'))
  expect(text).toMatch(/^First this, then? ?[^s]*withheld$/s)
  expect(finish).toBe('content_filter')
})

test('the Anthropic SDK reads the redacted whole', async () => {
  const message = await anthropic(literalJudge({ redact: { [secret]: '[KEY_1]' } }))
    .messages.stream(ask)
    .finalMessage()
  expect(message.content).toMatchObject([{ type: 'text', text: said.replace(secret, '[KEY_1]') }])
  expect(message.stop_reason).toBe('end_turn')
})

test('the Anthropic SDK throws its own error at a stream that is ended with an error, and reads an answer as a refusal', async () => {
  await expect(
    anthropic(literalJudge({ block: [secret] }))
      .messages.stream(ask)
      .finalMessage(),
  ).rejects.toBeInstanceOf(AnthropicError)
  const message = await anthropic(literalJudge({ block: [secret] }), 'answer')
    .messages.stream(ask)
    .finalMessage()
  expect(message.stop_reason).toBe('refusal')
  expect(JSON.stringify(message.content)).not.toContain('sk-')
})
