import { createOpenAI } from '@ai-sdk/openai'
import Anthropic from '@anthropic-ai/sdk'
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime'
import { GoogleGenAI } from '@google/genai'
import { ChatOpenAI } from '@langchain/openai'
import { Mistral } from '@mistralai/mistralai'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { generateText } from 'ai'
import axios from 'axios'
import { CohereClientV2 } from 'cohere-ai'
import Groq from 'groq-sdk'
import { createGuard, type Guard, type Observation } from 'guard'
import { Ollama } from 'ollama'
import OpenAI from 'openai'
import { Agent, request } from 'undici'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { email } from '../clients/secrets.ts'
import { echoServer, type EchoServer } from './echo-server.ts'

let server: EchoServer
let guard: Guard
let observations: Observation[]

beforeEach(async () => {
  server = await echoServer()
  guard = createGuard({ mode: 'enforce', exact: { env: false } })
  observations = []
  guard.on('observation', (observation) => observations.push(observation))
})
afterEach(async () => {
  await guard.close()
  await server.close()
})

const messages = () => [{ role: 'user' as const, content: `write for ${email()}` }]

const clients: Record<string, () => Promise<unknown>> = {
  OpenAI: async () => {
    const client = guard.wrap(new OpenAI({ apiKey: 'x', baseURL: `${server.url}/v1` }))
    return (await client.chat.completions.create({ model: 'm', messages: messages() })).choices[0]?.message.content
  },
  'a withOptions() copy of OpenAI': async () => {
    const client = guard.wrap(new OpenAI({ apiKey: 'x', baseURL: `${server.url}/v1` })).withOptions({ maxRetries: 0 })
    return (await client.chat.completions.create({ model: 'm', messages: messages() })).choices[0]?.message.content
  },
  Anthropic: async () => {
    const client = guard.wrap(new Anthropic({ apiKey: 'x', baseURL: server.url }))
    const { content } = await client.messages.create({ model: 'm', max_tokens: 9, messages: messages() })
    return content[0]?.type === 'text' ? content[0].text : undefined
  },
  Groq: async () => {
    const client = guard.wrap(new Groq({ apiKey: 'x', baseURL: server.url }))
    return (await client.chat.completions.create({ model: 'm', messages: messages() })).choices[0]?.message.content
  },
  Ollama: async () => (await guard.wrap(new Ollama({ host: server.url })).chat({ model: 'm', messages: messages() })).message.content,
  Google: async () => {
    const client = guard.wrap(new GoogleGenAI({ apiKey: 'x', httpOptions: { baseUrl: server.url } }))
    return (await client.models.generateContent({ model: 'gemini-2.5-pro', contents: messages()[0]?.content ?? '' })).text
  },
  Mistral: async () => {
    const client = guard.wrap(new Mistral({ apiKey: 'x', serverURL: server.url }))
    return (await client.chat.complete({ model: 'm', messages: messages() })).choices[0]?.message?.content
  },
  Cohere: async () => {
    const client = guard.wrap(new CohereClientV2({ token: 'x', environment: server.url }))
    const { message } = await client.chat({ model: 'm', messages: messages() })
    return message.content?.[0]?.type === 'text' ? message.content[0].text : undefined
  },
  LangChain: async () => {
    const model = guard.wrap(new ChatOpenAI({ apiKey: 'x', model: 'm', configuration: { baseURL: `${server.url}/v1` } }))
    return (await model.invoke(messages()[0]?.content ?? '')).content
  },
  'the fetch option of the AI SDK': async () => {
    const provider = createOpenAI({ apiKey: 'x', baseURL: `${server.url}/v1`, fetch: guard.wrap(fetch) })
    return (await generateText({ model: provider.chat('m'), messages: messages() })).text
  },
  axios: async () => {
    const client = guard.wrap(axios.create({ baseURL: server.url }))
    const { data } = await client.post<OpenAI.ChatCompletion>('/v1/chat/completions', { model: 'm', messages: messages() })
    return data.choices[0]?.message.content
  },
  'an undici dispatcher': async () => {
    const dispatcher = guard.wrap(new Agent())
    const options = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'm', messages: messages() }),
      dispatcher,
    }
    const { body } = await request(`${server.url}/v1/chat/completions`, options as Parameters<typeof request>[1])
    return ((await body.json()) as OpenAI.ChatCompletion).choices[0]?.message.content
  },
  'the Bedrock client of the AWS SDK': async () => {
    const client = guard.wrap(
      new BedrockRuntimeClient({
        region: 'us-east-1',
        endpoint: server.url,
        credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
        requestHandler: new NodeHttpHandler(),
      }),
    )
    const { output } = await client.send(
      new ConverseCommand({ modelId: 'm', messages: [{ role: 'user', content: [{ text: messages()[0]?.content ?? '' }] }] }),
    )
    return output?.message?.content?.[0]?.text
  },
}

test.each(Object.keys(clients))(
  '%s is guarded: the address does not leave, comes back restored, and the call is observed once',
  async (name) => {
    const text = await clients[name]?.()
    expect(server.bodies).toHaveLength(1)
    expect(server.bodies[0]).not.toContain(email())
    expect(text).toBe(`for ${email()}`)
    await expect.poll(() => observations.length).toBe(1)
    expect(observations[0]).toMatchObject({ decision: 'allow', request: { verdict: 'redact' }, outcome: 'completed' })
  },
)

test('other clients go their own way', async () => {
  guard.wrap(new OpenAI({ apiKey: 'x', baseURL: `${server.url}/v1` }))
  await new OpenAI({ apiKey: 'x', baseURL: `${server.url}/v1` }).chat.completions.create({ model: 'm', messages: messages() })
  await axios.post(`${server.url}/v1/chat/completions`, { model: 'm', messages: messages() })
  for (const body of server.bodies) expect(body).toContain(email())
  expect(observations).toEqual([])
})

test('a client that is wrapped twice is guarded once', async () => {
  const client = guard.wrap(guard.wrap(new OpenAI({ apiKey: 'x', baseURL: `${server.url}/v1` })))
  await client.chat.completions.create({ model: 'm', messages: messages() })
  expect(observations).toHaveLength(1)
})

test.each([
  ['a number', 7],
  ['nothing', undefined],
  ['a plain object', {}],
  ['a class', class {}],
  ['text', 'fetch'],
])('%s is a TypeError that says what can be wrapped', (_, value) => {
  expect(() => guard.wrap(value)).toThrow(TypeError)
  expect(() => guard.wrap(value)).toThrow(/fetch function.*OpenAI.*axios.*Dispatcher/s)
})

test('with install() and a wrapped client one call is one observation', async () => {
  guard.install()
  const client = guard.wrap(new OpenAI({ apiKey: 'x', baseURL: `${server.url}/v1`, fetch: guard.fetch }))
  await client.chat.completions.create({ model: 'm', messages: messages() })
  await fetch(`${server.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'm', messages: messages() }),
  })
  await axios.post(`${server.url}/v1/chat/completions`, { model: 'm', messages: messages() })
  await expect.poll(() => observations.length).toBe(3)
  expect(observations.map(({ via }) => via)).toEqual(['client', 'fetch', 'http'])
})
