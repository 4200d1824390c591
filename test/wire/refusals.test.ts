import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import Anthropic, { PermissionDeniedError as AnthropicDenied } from '@anthropic-ai/sdk'
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { GoogleGenAI } from '@google/genai'
import { Mistral } from '@mistralai/mistralai'
import { generateText, streamText } from 'ai'
import { CohereClient, CohereClientV2 } from 'cohere-ai'
import { Ollama } from 'ollama'
import OpenAI, { PermissionDeniedError } from 'openai'
import { afterEach, expect, test } from 'vitest'
import type { WireFormat } from '../../src/types.ts'
import { anthropicMessages } from '../../src/wire/anthropic-messages.ts'
import { awsEvent } from '../../src/wire/aws-frame.ts'
import { bedrockConverse } from '../../src/wire/bedrock-converse.ts'
import { bedrockInvoke } from '../../src/wire/bedrock-invoke.ts'
import { cohere } from '../../src/wire/cohere.ts'
import { google } from '../../src/wire/google.ts'
import { ollama } from '../../src/wire/ollama.ts'
import { openaiChat } from '../../src/wire/openai-chat.ts'
import { openaiResponses } from '../../src/wire/openai-responses.ts'
import { refusal, refusingServer, type How } from './refusing-server.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

async function serve(wire: WireFormat, how: How) {
  const server = await refusingServer(wire, how)
  open.push(server.close)
  return server
}

async function failure(run: () => Promise<unknown>): Promise<Record<string, unknown> & Error> {
  try {
    await run()
  } catch (error) {
    return error as Record<string, unknown> & Error
  }
  throw new Error('Nothing was thrown.')
}

async function collect<T>(source: AsyncIterable<T> | Iterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of source) all.push(item)
  return all
}

const hi = [{ role: 'user' as const, content: 'hi' }]
const aws = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }
const sse = (data: unknown, event?: string) => `${event ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`
const begun = { framing: 'sse', open: [], events: 0 } as const

// ---------------------------------------------------------------- errors

test('openai throws its PermissionDeniedError at the first attempt', async () => {
  for (const wire of [openaiChat, openaiResponses]) {
    const server = await serve(wire, 'error')
    const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'k' })
    const error = await failure(() =>
      wire === openaiChat
        ? client.chat.completions.create({ model: 'm', messages: hi, stream: true })
        : client.responses.create({ model: 'm', input: 'hi' }),
    )
    expect(error).toBeInstanceOf(PermissionDeniedError)
    expect([error['status'], error['type'], error['code'], server.attempts()]).toEqual([
      403,
      'guardrail_violation',
      'guardrail_violation',
      1,
    ])
    expect(error.message).toContain(refusal.message)
  }
})

test('anthropic throws its PermissionDeniedError at the first attempt', async () => {
  const server = await serve(anthropicMessages, 'error')
  const client = new Anthropic({ baseURL: server.url, apiKey: 'k' })
  const error = await failure(() => client.messages.create({ model: 'm', max_tokens: 1, messages: hi }))
  expect(error).toBeInstanceOf(AnthropicDenied)
  expect([error['status'], error['type'], server.attempts()]).toEqual([403, 'guardrail_violation', 1])
})

test('genai throws an ApiError 403 at the first attempt', async () => {
  const server = await serve(google, 'error')
  const client = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: server.url } })
  const error = await failure(() => client.models.generateContent({ model: 'm', contents: 'hi' }))
  expect([error.name, error['status'], server.attempts()]).toEqual(['ApiError', 403, 1])
  const streamed = await failure(async () => collect(await client.models.generateContentStream({ model: 'm', contents: 'hi' })))
  expect([streamed.name, streamed['status'], server.attempts()]).toEqual(['ApiError', 403, 2])
})

test('ollama throws its ResponseError with the sentence as it is', async () => {
  const server = await serve(ollama, 'error')
  const client = new Ollama({ host: server.url })
  const error = await failure(() => client.chat({ model: 'm', messages: hi }))
  expect([error.name, error['status_code'], error.message, server.attempts()]).toEqual(['ResponseError', 403, refusal.message, 1])
})

test('cohere throws its ForbiddenError at the first attempt', async () => {
  const server = await serve(cohere, 'error')
  const client = new CohereClientV2({ token: 'k', environment: server.url })
  const error = await failure(() => client.chat({ model: 'm', messages: hi }))
  expect([error.constructor.name, error['statusCode'], server.attempts()]).toEqual(['ForbiddenError', 403, 1])
})

test('mistral throws its error 403 at the first attempt', async () => {
  const server = await serve(openaiChat, 'error')
  const client = new Mistral({ serverURL: server.url, apiKey: 'k' })
  const error = await failure(() => client.chat.complete({ model: 'm', messages: hi }))
  expect([error['statusCode'], server.attempts()]).toEqual([403, 1])
})

test('the AI SDK throws an APICallError 403 that cannot be retried', async () => {
  const chat = await serve(openaiChat, 'error')
  const messages = await serve(anthropicMessages, 'error')
  for (const [server, model] of [
    [chat, createOpenAI({ baseURL: `${chat.url}/v1`, apiKey: 'k' }).chat('m')],
    [messages, createAnthropic({ baseURL: `${messages.url}/v1`, apiKey: 'k' })('m')],
  ] as const) {
    const error = await failure(() => generateText({ model, prompt: 'hi' }))
    expect([error.name, error['statusCode'], error['isRetryable'], error.message, server.attempts()]).toEqual([
      'AI_APICallError',
      403,
      false,
      refusal.message,
      1,
    ])
  }
})

test('the AWS SDK throws AccessDeniedException at the first attempt', async () => {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler')
  for (const [wire, command] of [
    [bedrockConverse, new ConverseCommand({ modelId: 'amazon.nova', messages: [{ role: 'user', content: [{ text: 'hi' }] }] })],
    [bedrockInvoke, new InvokeModelCommand({ modelId: 'amazon.titan', body: '{"inputText":"hi"}' })],
  ] as const) {
    const server = await serve(wire, 'error')
    const client = new BedrockRuntimeClient({ ...aws, endpoint: server.url, requestHandler: new NodeHttpHandler() })
    const error = await failure(() => client.send(command as ConverseCommand))
    expect([error.name, error.message, server.attempts()]).toEqual(['AccessDeniedException', refusal.message, 1])
  }
})

// ---------------------------------------------------------------- answers

test('openai reads a withheld chat as filtered content, whole and streamed', async () => {
  const client = new OpenAI({ baseURL: `${(await serve(openaiChat, 'answer')).url}/v1`, apiKey: 'k' })
  const whole = await client.chat.completions.create({ model: 'm', messages: hi })
  expect([whole.choices[0]?.finish_reason, whole.choices[0]?.message.content, whole.model]).toEqual([
    'content_filter',
    refusal.message,
    'm',
  ])
  const final = await client.chat.completions.stream({ model: 'm', messages: hi }).finalChatCompletion()
  expect([final.choices[0]?.finish_reason, final.choices[0]?.message.content]).toEqual(['content_filter', refusal.message])
})

test('openai reads a withheld response as incomplete, whole and streamed', async () => {
  const client = new OpenAI({ baseURL: `${(await serve(openaiResponses, 'answer')).url}/v1`, apiKey: 'k' })
  const whole = await client.responses.create({ model: 'm', input: 'hi' })
  expect([whole.status, whole.incomplete_details?.reason, whole.output_text]).toEqual(['incomplete', 'content_filter', refusal.message])
  expect(whole.output[0]?.id).toMatch(/^msg_/)
  const final = await client.responses.stream({ model: 'm', input: 'hi' }).finalResponse()
  expect([final.status, final.output_text]).toEqual(['incomplete', refusal.message])
})

test('anthropic reads a withheld message as a refusal, whole and streamed', async () => {
  const client = new Anthropic({ baseURL: (await serve(anthropicMessages, 'answer')).url, apiKey: 'k' })
  const whole = await client.messages.create({ model: 'm', max_tokens: 1, messages: hi })
  expect([whole.stop_reason, whole.content]).toEqual(['refusal', [{ type: 'text', text: refusal.message }]])
  const final = await client.messages.stream({ model: 'm', max_tokens: 1, messages: hi }).finalMessage()
  expect([final.stop_reason, final.content[0]]).toMatchObject(['refusal', { text: refusal.message }])
})

test('genai reads a withheld answer as SAFETY, whole and streamed', async () => {
  const client = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: (await serve(google, 'answer')).url } })
  const whole = await client.models.generateContent({ model: 'm', contents: 'hi' })
  expect([whole.candidates?.[0]?.finishReason, whole.text]).toEqual(['SAFETY', refusal.message])
  const chunks = await collect(await client.models.generateContentStream({ model: 'm', contents: 'hi' }))
  expect(chunks.at(-1)?.candidates?.[0]?.finishReason).toBe('SAFETY')
})

test('ollama reads a withheld answer, whole and streamed', async () => {
  const client = new Ollama({ host: (await serve(ollama, 'answer')).url })
  const whole = await client.chat({ model: 'm', messages: hi })
  expect([whole.done_reason, whole.message.content]).toEqual(['guardrail_intervened', refusal.message])
  const chunks = await collect(await client.chat({ model: 'm', messages: hi, stream: true }))
  expect(chunks.map(({ message }) => message.content).join('')).toBe(refusal.message)
  const generated = await client.generate({ model: 'm', prompt: 'hi' })
  expect(generated.response).toBe(refusal.message)
})

test('cohere reads a withheld chat of either version, whole and streamed', async () => {
  const { url } = await serve(cohere, 'answer')
  const second = new CohereClientV2({ token: 'k', environment: url })
  const whole = await second.chat({ model: 'm', messages: hi })
  expect([whole.finishReason, whole.message.content]).toMatchObject(['ERROR', [{ text: refusal.message }]])
  const events = await collect(await second.chatStream({ model: 'm', messages: hi }))
  expect(events.map(({ type }) => type)).toEqual(['message-start', 'content-start', 'content-delta', 'content-end', 'message-end'])
  const first = new CohereClient({ token: 'k', environment: url })
  const old = await first.chat({ message: 'hi' })
  expect(old.text).toBe(refusal.message)
  const oldEvents = await collect(await first.chatStream({ message: 'hi' }))
  expect(oldEvents.map(({ eventType }) => eventType)).toEqual(['stream-start', 'text-generation', 'stream-end'])
})

test('the AI SDK finishes a withheld stream with content-filter', async () => {
  for (const [wire, modelOf] of [
    [openaiChat, (url: string) => createOpenAI({ baseURL: `${url}/v1`, apiKey: 'k' }).chat('m')],
    [openaiResponses, (url: string) => createOpenAI({ baseURL: `${url}/v1`, apiKey: 'k' }).responses('m')],
    [anthropicMessages, (url: string) => createAnthropic({ baseURL: `${url}/v1`, apiKey: 'k' })('m')],
  ] as const) {
    const { url } = await serve(wire, 'answer')
    const result = streamText({ model: modelOf(url), prompt: 'hi' })
    expect([await result.text, await result.finishReason], wire.name).toEqual([refusal.message, 'content-filter'])
  }
})

test('the AWS SDK reads a withheld answer as guardrail_intervened, whole and streamed', async () => {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler')
  const client = new BedrockRuntimeClient({
    ...aws,
    endpoint: (await serve(bedrockConverse, 'answer')).url,
    requestHandler: new NodeHttpHandler(),
  })
  const input = { modelId: 'amazon.nova', messages: [{ role: 'user' as const, content: [{ text: 'hi' }] }] }
  const whole = await client.send(new ConverseCommand(input))
  expect([whole.stopReason, whole.output?.message?.content?.[0]?.text]).toEqual(['guardrail_intervened', refusal.message])
  const events = await collect((await client.send(new ConverseStreamCommand(input))).stream ?? [])
  expect(events.find((event) => event.messageStop)?.messageStop?.stopReason).toBe('guardrail_intervened')
})

test('the AWS SDK reads withheld bodies of every hosted model', async () => {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler')
  const client = new BedrockRuntimeClient({
    ...aws,
    endpoint: (await serve(bedrockInvoke, 'answer')).url,
    requestHandler: new NodeHttpHandler(),
  })
  for (const modelId of [
    'us.anthropic.claude-x',
    'amazon.nova-pro',
    'amazon.titan-text',
    'meta.llama3',
    'mistral.mixtral',
    'cohere.command',
    'ai21.jamba',
  ]) {
    const body = '{"prompt":"hi"}'
    const whole = await client.send(new InvokeModelCommand({ modelId, body }))
    expect(new TextDecoder().decode(whole.body), modelId).toContain(refusal.message)
    const events = await collect((await client.send(new InvokeModelWithResponseStreamCommand({ modelId, body }))).body ?? [])
    expect(events.map(({ chunk }) => new TextDecoder().decode(chunk?.bytes)).join(''), modelId).toContain(refusal.message)
  }
})

// ---------------------------------------------------------------- ends of streams that have begun

const chatFrame = sse({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: { role: 'assistant', content: 'Hello' }, finish_reason: null }],
})
const chatBegun = { ...begun, events: 1, open: [{ channel: '0/content' }], first: JSON.parse(chatFrame.slice(6)) as unknown }

test('a chat that has begun ends with an error, or as filtered content', async () => {
  const stream = async (how: 'error' | 'answer') => {
    const server = await serve(openaiChat, { frames: [chatFrame], contentType: 'text/event-stream', begun: chatBegun, how })
    return new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'k' }).chat.completions.create({ model: 'm', messages: hi, stream: true })
  }
  const error = await failure(async () => collect(await stream('error')))
  expect([error['code'], error['type']]).toEqual(['guardrail_violation', 'guardrail_violation'])
  const chunks = await collect(await stream('answer'))
  expect([chunks.at(-1)?.choices[0]?.finish_reason, new Set(chunks.map(({ id }) => id)).size]).toEqual(['content_filter', 1])
})

const created = {
  type: 'response.created',
  sequence_number: 0,
  response: { id: 'resp_1', object: 'response', created_at: 1, model: 'm', status: 'in_progress', output: [] },
}
const responseFrames = [
  created,
  {
    type: 'response.output_item.added',
    sequence_number: 1,
    output_index: 0,
    item: { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress', content: [] },
  },
  {
    type: 'response.content_part.added',
    sequence_number: 2,
    output_index: 0,
    content_index: 0,
    item_id: 'msg_1',
    part: { type: 'output_text', text: '', annotations: [] },
  },
  { type: 'response.output_text.delta', sequence_number: 3, output_index: 0, content_index: 0, item_id: 'msg_1', delta: 'Hello' },
]

test('a response that has begun fails, or is incomplete', async () => {
  const end = async (how: 'error' | 'answer') => {
    const server = await serve(openaiResponses, {
      frames: responseFrames.map((frame) => sse(frame, frame.type)),
      contentType: 'text/event-stream',
      begun: { ...begun, events: 4, open: [{ channel: '0/content/0' }], first: created },
      how,
    })
    const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'k' })
    const events = await collect(await client.responses.create({ model: 'm', input: 'hi', stream: true }))
    const final = await client.responses.stream({ model: 'm', input: 'hi' }).finalResponse()
    return [events.at(-1)?.type, final.status, final.id, final.error?.message]
  }
  expect(await end('error')).toEqual(['response.failed', 'failed', 'resp_1', refusal.message])
  expect((await end('answer')).slice(0, 3)).toEqual(['response.incomplete', 'incomplete', 'resp_1'])
})

const blockStart = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }
const messageFrames = [
  {
    type: 'message_start',
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [],
      stop_reason: null,
      usage: { input_tokens: 1, output_tokens: 1 },
    },
  },
  blockStart,
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello' } },
]

test('a message that has begun ends with an error, or its blocks are closed and it is a refusal', async () => {
  const stream = async (how: 'error' | 'answer') => {
    const server = await serve(anthropicMessages, {
      frames: messageFrames.map((frame) => sse(frame, frame.type)),
      contentType: 'text/event-stream',
      begun: { ...begun, events: 3, open: [{ channel: '0', opened: blockStart }] },
      how,
    })
    return new Anthropic({ baseURL: server.url, apiKey: 'k' }).messages.stream({ model: 'm', max_tokens: 1, messages: hi }).finalMessage()
  }
  const error = await failure(() => stream('error'))
  expect(error.message).toContain('guardrail_violation')
  const final = await stream('answer')
  expect([final.stop_reason, final.content[0]]).toMatchObject(['refusal', { text: `Hello\n\n${refusal.message}` }])
})

test('a Gemini stream that has begun ends with an error, or for SAFETY', async () => {
  const frame = { candidates: [{ index: 0, content: { role: 'model', parts: [{ text: 'Hello' }] } }] }
  const stream = async (how: 'error' | 'answer') => {
    const server = await serve(google, {
      frames: [sse(frame)],
      contentType: 'text/event-stream',
      begun: { ...begun, events: 1, open: [{ channel: '0/text' }], first: frame },
      how,
    })
    return collect(
      await new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: server.url } }).models.generateContentStream({
        model: 'm',
        contents: 'hi',
      }),
    )
  }
  expect((await failure(() => stream('error')))['status']).toBe(403)
  expect((await stream('answer')).at(-1)?.candidates?.[0]?.finishReason).toBe('SAFETY')
})

test('a Bedrock stream that has begun ends with an exception, or with guardrail_intervened', async () => {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler')
  const frames = [
    awsEvent('messageStart', { role: 'assistant' }),
    awsEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hello' } }),
  ]
  const stream = async (how: 'error' | 'answer') => {
    const contentType = 'application/vnd.amazon.eventstream'
    const server = await serve(bedrockConverse, {
      frames,
      contentType,
      begun: { framing: 'aws-event-stream', events: 2, open: [{ channel: '0' }] },
      how,
    })
    const client = new BedrockRuntimeClient({ ...aws, endpoint: server.url, requestHandler: new NodeHttpHandler() })
    return collect(
      (await client.send(new ConverseStreamCommand({ modelId: 'm', messages: [{ role: 'user', content: [{ text: 'hi' }] }] }))).stream ??
        [],
    )
  }
  const error = await failure(() => stream('error'))
  expect([error.name, error.message]).toEqual(['ValidationException', refusal.message])
  expect((await stream('answer')).map((event) => Object.keys(event)[0])).toEqual([
    'messageStart',
    'contentBlockDelta',
    'contentBlockDelta',
    'contentBlockStop',
    'messageStop',
    'metadata',
  ])
})

test('an Ollama stream that has begun ends with its error, or is done', async () => {
  const frame = { model: 'm', message: { role: 'assistant', content: 'Hello' }, done: false }
  const stream = async (how: 'error' | 'answer') => {
    const server = await serve(ollama, {
      frames: [`${JSON.stringify(frame)}\n`],
      contentType: 'application/x-ndjson',
      begun: { framing: 'ndjson', events: 1, open: [{ channel: 'content' }], first: frame },
      how,
    })
    return collect(await new Ollama({ host: server.url }).chat({ model: 'm', messages: hi, stream: true }))
  }
  expect((await failure(() => stream('error'))).message).toBe(refusal.message)
  expect((await stream('answer')).at(-1)).toMatchObject({ done: true, done_reason: 'guardrail_intervened' })
})
