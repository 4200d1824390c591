import { expect, test } from 'vitest'
import { isLocalHost, knownProvider, knownProviders } from '../../src/wire/known.ts'

test.each([
  ['api.openai.com', 443, 'openai'],
  ['API.OpenAI.com.', 443, 'openai'],
  ['eu.api.openai.com', 443, 'openai'],
  ['api.openai.com', 8080, 'openai'],
  ['api.anthropic.com', 80, 'anthropic'],
  ['my-resource.openai.azure.com', 443, 'azure'],
  ['bedrock-runtime.eu-west-1.amazonaws.com', 443, 'bedrock'],
  ['bedrock-runtime.cn-north-1.amazonaws.com.cn', 443, 'bedrock'],
  ['vpce-0a-1b.bedrock-runtime.us-east-1.vpce.amazonaws.com', 443, 'bedrock'],
  ['europe-west4-aiplatform.googleapis.com', 443, 'vertex'],
  ['api.githubcopilot.com', 443, 'github-copilot'],
  ['localhost', 11434, 'ollama'],
  ['localhost.', 11434, 'ollama'],
  ['[::1]', 11434, 'ollama'],
  ['127.9.8.7', 11434, 'ollama'],
  ['0.0.0.0', 11434, 'ollama'],
])('%s:%i belongs to a provider', (host, port, name) => {
  expect(knownProvider(host, port, '/v1/x')).toBe(name)
})

test.each([
  ['api.openai.com.evil.example', 443],
  ['notapi.openai.com.example', 443],
  ['evilapi.openai.com', 443],
  ['a.bedrock-runtime.us-east-1.amazonaws.com', 443],
  ['bedrock-runtime.a.b.amazonaws.com', 443],
  ['storage.googleapis.com', 443],
  ['oauth2.googleapis.com', 443],
  ['s3.amazonaws.com', 443],
  ['localhost', 11435],
  ['10.0.0.1', 11434],
  ['', 443],
])('%s:%i belongs to nobody', (host, port) => {
  expect(knownProvider(host, port, '/v1/x')).toBeUndefined()
})

test('a path after the host must be the beginning of the path that is called', () => {
  expect(knownProvider('chatgpt.com', 443, '/backend-api/codex/responses')).toBe('openai-codex')
  expect(knownProvider('chatgpt.com', 443, '/backend-apis')).toBeUndefined()
  expect(knownProvider('chatgpt.com', 443, '/')).toBeUndefined()
})

test('registered providers are asked first, with ports, wildcards and this machine', () => {
  const known = knownProviders([
    {
      name: 'mine',
      domains: ['llm.corp', '*.models.corp', 'localhost:8000', '[fd00::1]:9', 'api.openai.com/v9', 'bad host', 'http://x'],
      ports: [5001],
    },
  ])
  expect(known('LLM.corp', 443, '/')).toBe('mine')
  expect(known('a.models.corp', 443, '/')).toBe('mine')
  expect(known('a.b.models.corp', 443, '/')).toBeUndefined()
  expect(known('localhost', 8000, '/')).toBe('mine')
  expect(known('localhost', 8001, '/')).toBeUndefined()
  expect(known('[fd00::1]', 9, '/')).toBe('mine')
  expect(known('127.0.0.1', 5001, '/')).toBe('mine')
  expect(known('api.openai.com', 443, '/v9/x')).toBe('mine')
  expect(known('api.openai.com', 443, '/v1/x')).toBe('openai')
})

test('this machine has many names', () => {
  for (const host of [
    'localhost',
    'LOCALHOST.',
    'a.localhost',
    '127.1',
    '::1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '0:0:0:0:0:0:0:1',
    '[::]',
  ])
    expect(isLocalHost(host), host).toBe(true)
  for (const host of ['localhost.example', '128.0.0.1', '::2', 'local', '']) expect(isLocalHost(host), host).toBe(false)
})
