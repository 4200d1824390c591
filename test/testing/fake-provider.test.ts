import Anthropic, { RateLimitError as AnthropicRateLimitError } from '@anthropic-ai/sdk'
import OpenAI, { RateLimitError as OpenAIRateLimitError } from 'openai'
import { expect, onTestFinished, test } from 'vitest'
import { fakeProvider } from '../../src/testing/fake-provider.ts'
import type { FakeProviderOptions } from '../../src/testing/fake-provider.ts'

async function started(options: FakeProviderOptions = {}) {
  const provider = await fakeProvider(options)
  onTestFinished(provider.close)
  return {
    provider,
    openai: new OpenAI({ apiKey: 'test', baseURL: `${provider.url}/v1`, maxRetries: 0 }),
    anthropic: new Anthropic({ apiKey: 'test', baseURL: provider.url, maxRetries: 0 }),
  }
}

const messages = [{ role: 'user' as const, content: 'Grüße 👋 to everybody' }]
const everyByte = (bytes: Uint8Array) => Array.from(bytes, (_, index) => bytes.subarray(index, index + 1))
const tools = {
  text: 'Let me look.',
  reasoning: 'I need the file.',
  toolCalls: [{ name: 'read', arguments: { path: '/tmp/ä', lines: [1, 2] } }],
}

test('chat completions are answered with the last text of the user', async () => {
  const { openai, provider } = await started()
  const answer = await openai.chat.completions.create({ model: 'gpt-4o', messages })
  expect(answer.choices[0]?.message.content).toBe('Grüße 👋 to everybody')
  expect(answer.usage?.total_tokens).toBeGreaterThan(0)
  expect(provider.requests).toMatchObject([
    { method: 'POST', path: '/v1/chat/completions', format: 'openai-chat', stream: false, json: { model: 'gpt-4o' } },
  ])
  expect(JSON.parse(new TextDecoder().decode(provider.requests[0]?.body))).toEqual({ model: 'gpt-4o', messages })
})

for (const lineEnd of ['\n', '\r\n'] as const) {
  test(`a chat stream cut into single bytes reads the same, lines ending in ${JSON.stringify(lineEnd)}`, async () => {
    const { openai } = await started({ chunk: everyByte, lineEnd })
    const stream = openai.chat.completions.stream({ model: 'gpt-4o', messages, stream_options: { include_usage: true } })
    const answer = await stream.finalChatCompletion()
    expect(answer.choices[0]?.message.content).toBe('Grüße 👋 to everybody')
    expect(answer.usage?.completion_tokens).toBeGreaterThan(0)
  })
}

test('a chat stream carries tool calls in pieces', async () => {
  const { openai } = await started({ reply: tools })
  const answer = await openai.chat.completions.stream({ model: 'gpt-4o', messages }).finalChatCompletion()
  const [call] = answer.choices[0]?.message.tool_calls ?? []
  expect(call).toMatchObject({ type: 'function', function: { name: 'read', arguments: '{"path":"/tmp/ä","lines":[1,2]}' } })
  expect(answer.choices[0]?.finish_reason).toBe('tool_calls')
})

test('responses are answered whole and as a stream, with reasoning and tool calls', async () => {
  const { openai } = await started({ reply: tools })
  const whole = await openai.responses.create({ model: 'gpt-5', input: 'hello' })
  const streamed = await openai.responses.stream({ model: 'gpt-5', input: 'hello' }).finalResponse()
  for (const answer of [whole, streamed]) {
    expect(answer.output_text).toBe('Let me look.')
    expect(answer.output.map((item) => item.type)).toEqual(['reasoning', 'message', 'function_call'])
    expect(answer.output[2]).toMatchObject({ name: 'read', arguments: '{"path":"/tmp/ä","lines":[1,2]}' })
    expect(answer.status).toBe('completed')
  }
})

test('messages are answered whole and as a stream, with thinking and tool calls', async () => {
  const { anthropic } = await started({ reply: tools, chunk: everyByte })
  const request = { model: 'claude-sonnet-4-5', max_tokens: 100, messages }
  const whole = await anthropic.messages.create(request)
  const streamed = await anthropic.messages.stream(request).finalMessage()
  for (const answer of [whole, streamed]) {
    expect(answer.content).toMatchObject([
      { type: 'thinking', thinking: 'I need the file.' },
      { type: 'text', text: 'Let me look.' },
      { type: 'tool_use', name: 'read', input: { path: '/tmp/ä', lines: [1, 2] } },
    ])
    expect(answer.stop_reason).toBe('tool_use')
  }
})

test('a scripted failure comes as the error of the SDK', async () => {
  const { openai, anthropic } = await started({ status: 429, headers: { 'retry-after': '1' } })
  await expect(openai.chat.completions.create({ model: 'm', messages })).rejects.toBeInstanceOf(OpenAIRateLimitError)
  await expect(anthropic.messages.create({ model: 'm', max_tokens: 1, messages })).rejects.toBeInstanceOf(AnthropicRateLimitError)
})

test('a connection cut after some bytes ends the stream with an error', async () => {
  const { openai, provider } = await started({ failAfter: 700 })
  const stream = await openai.chat.completions.create({ model: 'm', messages, stream: true })
  await expect(async () => {
    for await (const chunk of stream) expect(chunk.object).toBe('chat.completion.chunk')
  }).rejects.toThrow()
  provider.script({ failAfter: Number.POSITIVE_INFINITY })
  expect((await openai.chat.completions.create({ model: 'm', messages })).choices).toHaveLength(1)
})

test('a function scripts each answer from its request, and the end of a stream can be left out', async () => {
  const { provider } = await started({ reply: ({ lastUserText }) => lastUserText.toUpperCase(), done: false, deltaSize: 100 })
  const response = await fetch(`${provider.url}/v1/chat/completions`, { method: 'POST', body: JSON.stringify({ stream: true, messages }) })
  const body = await response.text()
  expect(body).toContain('"content":"GRÜSSE 👋 TO EVERYBODY"')
  expect(body).not.toContain('[DONE]')
})

test('headers are recorded as they came', async () => {
  const { provider } = await started()
  await fetch(`${provider.url}/elsewhere?a=1`, { headers: { 'X-Test': 'Yes' } })
  expect(provider.requests[0]).toMatchObject({ method: 'GET', path: '/elsewhere?a=1', format: undefined, stream: false })
  expect(provider.requests[0]?.header('x-test')).toBe('Yes')
})
