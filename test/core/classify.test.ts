import { expect, test } from 'vitest'
import { classify } from '../../src/core/classify.ts'
import type { WireCall } from '../../src/types.ts'
import { wires } from '../../src/wire/index.ts'
import { knownProvider } from '../../src/wire/known.ts'

function recognise(
  url: string,
  body?: unknown,
  { method = 'POST', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  const { hostname, port, protocol, pathname, search } = new URL(url)
  const call: WireCall = {
    method,
    host: hostname,
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    path: pathname,
    query: search.slice(1),
    header: (name) => headers[name],
  }
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const { branch, bodyShape, wire } = classify(call, text, { wires, known: knownProvider })
  return `${branch} ${bodyShape} ${wire?.name ?? '-'}`
}

const hi = [{ role: 'user', content: 'hi' }]

test.each([
  ['https://api.openai.com/v1/chat/completions', { model: 'm', messages: hi }, 'known messages openai-chat'],
  ['https://api.openai.com/v1/responses', { model: 'm', input: 'hi' }, 'known input openai-responses'],
  ['https://api.openai.com/v1/responses', { prompt: { id: 'p' } }, 'known input openai-responses'],
  ['https://api.openai.com/v1/completions', { model: 'm', prompt: 'hi' }, 'known prompt openai-completions'],
  ['https://api.openai.com/v1/embeddings', { model: 'm', input: ['hi'] }, 'known input openai-embeddings'],
  ['https://api.openai.com/v1/moderations', { input: 'hi' }, 'known input openai-moderations'],
  ['https://api.openai.com/v1/images/generations', { prompt: 'a cat' }, 'known prompt openai-media'],
  ['https://api.openai.com/v1/threads/runs', { assistant_id: 'a', additional_messages: hi }, 'known messages openai-assistants'],
  ['https://r.openai.azure.com/openai/deployments/d/chat/completions', { messages: hi }, 'known messages openai-chat'],
  ['https://api.anthropic.com/v1/messages', { model: 'm', messages: hi }, 'known messages anthropic-messages'],
  ['https://api.anthropic.com/v1/messages/count_tokens', { model: 'm', messages: hi }, 'known messages anthropic-messages'],
  ['https://api.anthropic.com/v1/messages/batches', { requests: [{ params: { messages: hi } }] }, 'known messages anthropic-batches'],
  ['https://api.anthropic.com/v1/complete', { prompt: 'hi', max_tokens_to_sample: 1 }, 'known prompt anthropic-complete'],
  [
    'https://generativelanguage.googleapis.com/v1beta/models/g:generateContent',
    { contents: [{ parts: [{ text: 'hi' }] }] },
    'known contents google',
  ],
  [
    'https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/google/models/m:predict',
    { instances: [{ prompt: 'x' }] },
    'known input google',
  ],
  ['https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude/converse', { messages: [] }, 'known messages bedrock-converse'],
  ['https://bedrock-runtime-fips.us-east-1.amazonaws.com/model/amazon.titan/invoke', { inputText: 'hi' }, 'known input bedrock-invoke'],
  ['http://localhost:11434/api/chat', { model: 'm', messages: hi }, 'known messages ollama'],
  ['http://[::1]:11434/api/generate', { model: 'm', prompt: 'hi' }, 'known prompt ollama'],
  ['http://127.0.0.2:11434/api/embed', { model: 'm', input: 'hi' }, 'known input ollama'],
  ['https://api.cohere.com/v1/chat', { message: 'hi' }, 'known messages cohere'],
  ['https://api.cohere.com/v2/chat', { model: 'm', messages: hi }, 'known messages cohere'],
  ['https://api.cohere.com/v2/rerank', { model: 'm', query: 'q', documents: ['d'] }, 'known input cohere'],
  ['https://api-inference.huggingface.co/models/a/b', { inputs: 'hi' }, 'known input huggingface'],
  ['https://api.replicate.com/v1/predictions', { version: 'v', input: { prompt: 'hi' } }, 'known input replicate'],
  ['https://api.openai.com/v1/files', '--x\r\n', 'known none -'],
])('a call to a known host is known: %s', (url, body, expected) => {
  expect(recognise(url, body)).toBe(expected)
})

test.each([
  ['http://10.0.0.5:8000/v1/chat/completions', { model: 'm', messages: [] }, 'shape messages openai-chat'],
  ['http://127.0.0.1:4711/v1/chat/completions', { messages: hi }, 'shape messages openai-chat'],
  ['http://localhost:1234/v1/responses', { model: 'm', input: 'hi' }, 'shape input openai-responses'],
  ['http://llm.internal/v1/messages', { model: 'm', messages: hi }, 'shape messages anthropic-messages'],
  ['http://llm.internal/v1/completions', { model: 'm', prompt: 'hi' }, 'shape prompt openai-completions'],
  ['http://llm.internal/completion', { prompt: 'hi', n_predict: 5 }, 'shape prompt openai-completions'],
  ['http://llm.internal/v1beta/models/x:streamGenerateContent', { contents: [{ parts: [] }] }, 'shape contents google'],
  ['http://llm.internal/model/amazon.nova/converse-stream', { messages: [] }, 'shape messages bedrock-converse'],
  ['http://ai.example/api/chat', { model: 'm', messages: hi }, 'shape messages ollama'],
  ['http://ai.example/anything', { messages: hi }, 'shape messages generic'],
  ['http://ai.example/anything', { model: 'm', input: 'hi' }, 'shape input generic'],
  ['http://ai.example/anything', { input: hi }, 'shape input generic'],
  ['http://ai.example/anything', { contents: [{ parts: [{ text: 'x' }] }] }, 'shape contents generic'],
  ['http://ai.example/anything', { model: 'm', prompt: 'hi' }, 'shape prompt generic'],
  ['http://ai.example/anything', { prompt: ['a'], max_tokens: 5 }, 'shape prompt generic'],
  ['http://tgi.internal/generate', { inputs: 'hi', parameters: {} }, 'shape input huggingface'],
  ['http://tgi.internal/generate', { inputs: 'hi' }, 'shape input huggingface'],
  ['http://cog.internal/predictions', { input: { prompt: 'hi' } }, 'shape input replicate'],
  ['http://chain.internal/chain/invoke', { input: { question: 'hi' }, config: {}, kwargs: {} }, 'shape input langserve'],
  ['http://cohere.internal/v1/chat', { message: 'hi', chat_history: [] }, 'shape messages cohere'],
  ['http://rerank.internal/v1/rerank', { query: 'q', documents: ['d'] }, 'shape input cohere'],
  ['http://mcp.internal/mcp', { jsonrpc: '2.0', id: 1, method: 'tools/call', params: {} }, 'shape none mcp'],
])('a call in an unmistakable format is one by its shape: %s %o', (url, body, expected) => {
  expect(recognise(url, body)).toBe(expected)
})

test.each([
  ['https://discord.com/api/v10/channels/1/messages', { content: 'hello' }],
  ['https://api.mailgun.net/v3/d/messages', 'from=a&to=b&text=hello'],
  ['https://graph.facebook.com/v19.0/1/messages', { messaging_product: 'whatsapp', to: '1', text: { body: 'hi' } }],
  ['https://api.line.me/v2/bot/message/push', { to: 'U1', messages: [{ type: 'text', text: 'hello' }] }],
  ['https://mail.example/send', { messages: [{ to: 'a@b', subject: 's', html: 'h' }] }],
  ['https://mandrillapp.com/api/1.0/messages/send', { key: 'k', message: { text: 'hi' } }],
  ['https://queue.example/publish', { messages: [{ data: 'aGk=', attributes: {} }] }],
  ['https://matrix.example/_matrix/client/v3/rooms/r/send/m.room.message', { msgtype: 'm.text', body: 'hi' }],
  ['https://api.typeform.com/forms/f/responses', { answers: [] }],
  ['https://api.surveymonkey.com/v3/collectors/1/responses', { pages: [] }],
  ['https://api.example/api/generate-report', { from: 'x' }],
  ['https://api.example/api/chatroom', { message: 'hello' }],
  ['https://api.example/messagesArchive', { messages: ['a', 'b'] }],
  ['https://fn.example/invoke', { input: { orderId: 1 } }],
  ['https://fn.example/invoke', { a: 1 }],
  ['https://gql.example/graphql', { query: 'mutation($input: I!) { a(input: $input) }', variables: { input: {} } }],
  ['https://gql.example/graphql', { input: 'x', query: '{ a }' }],
  ['https://tx.example/build', { inputs: [{ txid: 'a' }], outputs: [] }],
  ['https://form.example/submit', { prompt: 'Continue?' }],
  ['https://search.example/search', { query: 'q', documents: true }],
  ['https://search.example/_search', { query: { match: {} } }],
  ['https://eth.example/', { jsonrpc: '2.0', id: 1, method: 'eth_call', params: [] }],
  ['https://cms.example/posts', { contents: [{ title: 'x' }] }],
  ['https://chat.example/v1/messages', { messages: [{ author: 'x', content: 'y' }] }],
  ['https://support.example/chat/completions', { ticket: 1 }],
  ['https://storage.googleapis.com/upload', { input: 'x' }],
  ['https://oauth2.googleapis.com/token', 'grant_type=refresh_token'],
  ['https://chatgpt.com/public', { a: 1 }],
])('what only looks alike passes: %s %o', (url, body) => {
  expect(recognise(url, body)).toMatch(/^passthrough \w+ -$/)
})

test('a call that carries no prompt is observed at a known host, and nothing elsewhere', () => {
  expect(recognise('https://api.openai.com/v1/models', undefined, { method: 'GET' })).toBe('known none -')
  expect(recognise('https://api.openai.com/v1/files/f', undefined, { method: 'DELETE' })).toBe('known none -')
  expect(recognise('http://localhost:9999/v1/chat/completions', undefined, { method: 'GET' })).toBe('passthrough none -')
})

test('keys are found whatever their size, order and spelling, and decoys are not', () => {
  const pad = 'x'.repeat(200_000)
  expect(recognise('http://a.example/x', `\uFEFF{"pad":"${pad}","model":"m","m\\u0065ssages":[{"content":"hi","role":"user"}]}`)).toBe(
    'shape messages generic',
  )
  expect(recognise('http://a.example/x', { meta: { prompt: 'x', model: 'm', messages: hi } })).toBe('passthrough none -')
})

test('a body that is no JSON leaves only a path that cannot be mistaken', () => {
  expect(recognise('http://127.0.0.1:9/v1/chat/completions', '{"model":"m","messages":[{"role":"us')).toBe('shape none openai-chat')
  expect(recognise('http://127.0.0.1:9/v1/messages', '{"messages":[')).toBe('passthrough none -')
  expect(recognise('http://127.0.0.1:9/v1/responses', 'garbage')).toBe('passthrough none -')
})
