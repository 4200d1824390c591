import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { createGuard, type Guard, type GuardOptions, type Observation } from 'guard'
import { fakeProvider, type FakeProvider } from 'guard/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { email, githubToken, injection, openaiKey, pem } from './secrets.ts'

let provider: FakeProvider
let guard: Guard | undefined
const observations: Observation[] = []

beforeEach(async () => {
  provider = await fakeProvider()
  observations.length = 0
})
afterEach(async () => {
  await guard?.close()
  await provider.close()
})

function start(options: GuardOptions = { mode: 'enforce' }) {
  guard = createGuard({ exact: { env: false }, ...options })
  guard.on('observation', (observation) => observations.push(observation))
  return {
    guard,
    openai: new OpenAI({ apiKey: 'test', baseURL: `${provider.url}/v1`, fetch: guard.fetch }),
    anthropic: new Anthropic({ apiKey: 'test', baseURL: provider.url, fetch: guard.fetch }),
  }
}

const ask = (content: string) => ({ model: 'gpt-5', messages: [{ role: 'user' as const, content }] })
const askAnthropic = (content: string) => ({ model: 'claude-test', max_tokens: 100, messages: [{ role: 'user' as const, content }] })

describe('a secret and an e-mail in a prompt', () => {
  const prompt = () => `Write to ${email()} and use ${githubToken()} for the clone.`

  test('never reach the provider and come back restored in a JSON answer of chat completions', async () => {
    const { openai } = start()
    const completion = await openai.chat.completions.create(ask(prompt()))
    expect(provider.requests[0]?.text).not.toContain(email())
    expect(provider.requests[0]?.text).not.toContain(githubToken())
    expect(provider.requests[0]?.lastUserText).toMatch(/^Write to \[EMAIL_[0-9A-Z]{8}\] and use \[[A-Z_]+_[0-9A-Z]{8}\] for the clone\.$/)
    expect(completion.choices[0]?.message.content).toBe(prompt())
  })

  test('never reach the provider and come back restored in the Responses API', async () => {
    const { openai } = start()
    const response = await openai.responses.create({ model: 'gpt-5', input: prompt(), instructions: 'Be short.' })
    expect(provider.requests[0]?.text).not.toContain(email())
    expect(response.output_text).toBe(prompt())
  })

  test('never reach the provider and come back restored in messages of Anthropic', async () => {
    const { anthropic } = start()
    const message = await anthropic.messages.create(askAnthropic(prompt()))
    expect(provider.requests[0]?.text).not.toContain(githubToken())
    expect(message.content).toEqual([expect.objectContaining({ type: 'text', text: prompt() })])
  })

  test.each([1, 2, 3, 7, 1_000])('come back restored in streams of all three formats, cut every %i bytes', async (size) => {
    provider.script({ deltaSize: 3, chunk: (bytes) => cut(bytes, size) })
    const { openai, anthropic } = start()

    let chat = ''
    for await (const chunk of await openai.chat.completions.create({ ...ask(prompt()), stream: true }))
      chat += chunk.choices[0]?.delta.content ?? ''
    expect(chat).toBe(prompt())

    let responses = ''
    for await (const event of await openai.responses.create({ model: 'gpt-5', input: prompt(), stream: true })) {
      if (event.type === 'response.output_text.delta') responses += event.delta
      if (event.type === 'response.completed') expect(event.response.output_text ?? responses).toBe(prompt())
    }
    expect(responses).toBe(prompt())

    const message = await anthropic.messages.stream(askAnthropic(prompt())).finalMessage()
    expect(message.content).toEqual([expect.objectContaining({ text: prompt() })])
    for (const request of provider.requests) expect(request.text).not.toContain(email())
  })

  test('is observed once, with findings that do not hold the text', async () => {
    const { openai } = start()
    await openai.chat.completions.create(ask(prompt()))
    expect(observations).toHaveLength(1)
    const [observation] = observations
    expect(observation).toMatchObject({
      decision: 'allow',
      outcome: 'completed',
      status: 200,
      wire: 'openai-chat',
      model: 'gpt-5',
      evaluated: true,
    })
    expect(observation?.request.verdict).toBe('redact')
    expect(observation?.request.findings.map(({ category }) => category).sort()).toEqual(['destination', 'pii', 'secret'])
    expect(JSON.stringify(observation)).not.toContain(email())
    expect(JSON.stringify(observation)).not.toContain(githubToken())
  })
})

describe('an injection', () => {
  test('in a user message is refused at the first attempt with the error of the OpenAI SDK', async () => {
    const { openai } = start()
    const error = await openai.chat.completions.create(ask(injection)).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(OpenAI.PermissionDeniedError)
    expect(error).toMatchObject({ status: 403, type: 'guardrail_violation' })
    expect(provider.requests).toHaveLength(0)
    expect(observations).toHaveLength(1)
    expect(observations[0]).toMatchObject({ decision: 'block', outcome: 'blocked', request: { verdict: 'block' } })
  })

  test('in a tool result is refused at the first attempt with the error of the Anthropic SDK', async () => {
    const { anthropic } = start()
    const error = await anthropic.messages
      .create({
        model: 'claude-test',
        max_tokens: 100,
        messages: [
          { role: 'user', content: 'What does the page say?' },
          { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_01', name: 'fetch', input: { url: 'https://a.io' } }] },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_01', content: `Weather: sunny. ${injection}` }] },
        ],
      })
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(Anthropic.PermissionDeniedError)
    expect(error).toMatchObject({ status: 403 })
    expect(String(error)).toContain('guardrail_violation')
    expect(provider.requests).toHaveLength(0)
  })

  test('that was refused does not refuse the conversation that goes on after it', async () => {
    const { openai } = start()
    await openai.chat.completions.create(ask(injection)).catch(() => {})
    const completion = await openai.chat.completions.create({
      model: 'gpt-5',
      messages: [
        { role: 'user', content: injection },
        { role: 'assistant', content: 'I cannot do that.' },
        { role: 'user', content: 'Then tell me about otters.' },
      ],
    })
    expect(completion.choices[0]?.message.content).toBe('Then tell me about otters.')
    await expect(openai.chat.completions.create(ask(injection))).rejects.toBeInstanceOf(OpenAI.PermissionDeniedError)
  })
})

describe('onBlock', () => {
  test('answer gives a well-formed answer that says it was withheld', async () => {
    const { openai, anthropic } = start({ mode: 'enforce', onBlock: 'answer' })
    const completion = await openai.chat.completions.create(ask(injection))
    expect(completion.choices[0]).toMatchObject({ finish_reason: 'content_filter' })
    const message = await anthropic.messages.stream(askAnthropic(injection)).finalMessage()
    expect(message.stop_reason).toBe('refusal')
    expect(provider.requests).toHaveLength(0)
  })

  test('throw gives a GuardBlockedError', async () => {
    const { guard } = start({ mode: 'enforce', onBlock: 'throw' })
    const call = guard.fetch(`${provider.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ask(injection)),
    })
    await expect(call).rejects.toMatchObject({
      name: 'GuardBlockedError',
      code: 'GUARD_BLOCKED',
      direction: 'request',
      category: 'injection',
    })
  })
})

describe('a stream', () => {
  test('never shows a byte of a PEM block that comes in many deltas', async () => {
    provider.script({ deltaSize: 2, reply: `Here is the key:\n${pem()}\nKeep it safe.` })
    const { openai } = start()
    let text = ''
    for await (const chunk of await openai.chat.completions.create({ ...ask('hello'), stream: true }))
      text += chunk.choices[0]?.delta.content ?? ''
    expect(text).toMatch(/^Here is the key:\n\[[A-Z_]+_[0-9A-Z]{8}\]\nKeep it safe\.$/)
  })

  test('that is clean leaves byte for byte and frame for frame', async () => {
    const reply = 'A clean answer, with nothing in it that any rule could mind: otters hold hands while they sleep. 🦦'
    const { guard } = start()
    for (const path of ['/v1/chat/completions', '/v1/messages', '/v1/responses']) {
      provider.script({ reply, deltaSize: 3 })
      const body = JSON.stringify(
        path.endsWith('responses') ? { model: 'm', input: 'hi', stream: true } : { ...askAnthropic('hi'), stream: true },
      )
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
      const plain = withoutIds(await (await fetch(`${provider.url}${path}`, init)).text())
      const guarded = withoutIds(await (await guard.fetch(`${provider.url}${path}`, init)).text())
      expect(guarded).toBe(plain)
    }
  })

  test('with a dangerous tool call is ended in the way of the provider, and nothing of the call is delivered', async () => {
    const key = openaiKey()
    provider.script({
      reply: { text: 'Let me clean up.', toolCalls: [{ name: 'bash', arguments: { command: 'rm -rf / --no-preserve-root' } }] },
      deltaSize: 3,
    })
    const { openai } = start()
    let seen = ''
    const reading = (async () => {
      for await (const chunk of await openai.chat.completions.create({ ...ask(`use ${key}`), stream: true })) seen += JSON.stringify(chunk)
    })()
    await expect(reading).rejects.toMatchObject({ type: 'guardrail_violation' })
    expect(seen).not.toContain('rm -rf')
    expect(observations[0]).toMatchObject({ decision: 'block', outcome: 'blocked', response: { verdict: 'block' } })
  })
})

describe('observe mode', () => {
  test('sends byte for byte what was given, and reports what it found', async () => {
    const { guard } = start({ mode: 'observe' })
    const body = `{ "model":"gpt-5",\n "messages": [{"role":"user","content":"my key is ${githubToken()} and ${injection}"}], "seed": 12345678901234567890 }`
    const response = await guard.fetch(`${provider.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    await response.text()
    await expect.poll(() => observations).toHaveLength(1)
    expect(provider.requests[0]?.text).toBe(body)
    expect(observations[0]).toMatchObject({ mode: 'observe', decision: 'allow', outcome: 'completed', request: { verdict: 'block' } })
  })
})

function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
  return pieces
}

/** Ids and times differ from answer to answer. */
function withoutIds(text: string): string {
  return text
    .replace(/(chatcmpl-|msg_|resp_|req_|fp_|item_)[A-Za-z0-9]+/g, '$1x')
    .replace(/"(created|created_at|completed_at)":\d+/g, '"$1":0')
    .replace(/"obfuscation":"[^"]*"/g, '')
}
