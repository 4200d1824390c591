import { createGuard, type Guard, type GuardOptions, type Observation } from 'guard'
import { fakeGateway, fakeProvider, type FakeProvider } from 'guard/testing'
import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { awsKey, email, githubToken, injection } from '../clients/secrets.ts'

let provider: FakeProvider
let guard: Guard | undefined
let observations: Observation[]

beforeEach(async () => {
  provider = await fakeProvider()
  observations = []
})
afterEach(async () => {
  await guard?.close()
  await provider.close()
})

function start(options: GuardOptions = {}): Guard {
  guard = createGuard({ mode: 'enforce', exact: { env: false }, ...options })
  guard.on('observation', (observation) => observations.push(observation))
  return guard
}

const post = (fetch: Guard['fetch'], body: unknown, path = '/v1/chat/completions') =>
  fetch(`${provider.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const ask = (content: string, more = {}) => ({ model: 'gpt-5', messages: [{ role: 'user', content }], ...more })

describe('a redacted request', () => {
  test('keeps every other byte: number spelling, key order, duplicate keys and white space', async () => {
    const body = `{"seed":12345678901234567890, "x":1e400,\t"y":1.0,"y":2, "messages" : [ {"content":"to ${email()}, caf\\u00e9","role":"user"} ],"model":"gpt-5"}`
    await (await post(start().fetch, body)).text()
    const [before, after] = body.split(email())
    const got = provider.requests[0]?.text ?? ''
    expect(got.startsWith(before ?? 'x')).toBe(true)
    expect(got.endsWith(after ?? 'x')).toBe(true)
    expect(provider.requests[0]?.header('content-length')).toBe(String(Buffer.byteLength(got)))
  })

  test('gives the same placeholder in every message and every turn', async () => {
    const { fetch } = start()
    const messages = [
      { role: 'user', content: `I am ${email()}` },
      { role: 'assistant', content: `Hello ${email()}` },
      { role: 'user', content: `Write to ${email()}` },
    ]
    await (await post(fetch, { model: 'gpt-5', messages })).text()
    await (await post(fetch, ask(email()))).text()
    const placeholders = provider.requests.flatMap(({ text }) => text.match(/\[EMAIL_\w+\]/g) ?? [])
    expect(placeholders).toHaveLength(4)
    expect(new Set(placeholders).size).toBe(1)
  })

  test('never restores a placeholder of another exchange', async () => {
    const { fetch } = start()
    await (await post(fetch, ask(`I am ${email()}`))).text()
    const placeholder = provider.requests[0]?.text.match(/\[EMAIL_\w+\]/)?.[0] ?? ''
    const answer = await (await post(fetch, ask(`What is ${placeholder}?`))).text()
    expect(answer).toContain(placeholder)
    expect(answer).not.toContain(email())
  })

  test('restores what comes back in a conversation that is continued by the id of the provider', async () => {
    const client = new OpenAI({ apiKey: 'x', baseURL: `${provider.url}/v1`, fetch: start().fetch })
    const first = await client.responses.create({ model: 'gpt-5', input: `I am ${email()}` })
    const placeholder = provider.requests[0]?.text.match(/\[EMAIL_\w+\]/)?.[0] ?? ''
    provider.script({ reply: `You are ${placeholder}.` })
    const next = await client.responses.create({ model: 'gpt-5', input: 'Who am I?', previous_response_id: first.id })
    expect(next.output_text).toBe(`You are ${email()}.`)
    const other = await client.responses.create({ model: 'gpt-5', input: 'Who am I?' })
    expect(other.output_text).toBe(`You are ${placeholder}.`)
  })

  test('is not restored when restoring is off', async () => {
    const answer = await (await post(start({ redaction: { restore: false } }).fetch, ask(email()))).text()
    expect(answer).toMatch(/\[EMAIL_\w+\]/)
  })

  test('puts values back into tool-call arguments as JSON needs them', async () => {
    const odd = 'a "quoted" \\ value\nin lines'
    const find = (text: string) => (text.includes(odd) ? [{ start: text.indexOf(odd), end: text.indexOf(odd) + odd.length }] : [])
    const { fetch } = start({
      detectors: [{ name: 'odd-value', category: 'custom', severity: 'high', find }],
      policy: { 'odd-value': { request: 'redact' } },
    })
    provider.script({ reply: ({ lastUserText }) => ({ text: '', toolCalls: [{ name: 'save', arguments: { note: lastUserText } }] }) })
    const note = `keep ${odd}`
    const client = new OpenAI({ apiKey: 'x', baseURL: `${provider.url}/v1`, fetch })
    const completion = await client.chat.completions.create({ model: 'gpt-5', messages: [{ role: 'user', content: note }] })
    const call = completion.choices[0]?.message.tool_calls?.[0]
    expect(provider.requests[0]?.text).not.toContain('quoted')
    expect(call?.type === 'function' && JSON.parse(call.function.arguments)).toEqual({ note })

    let streamed = ''
    for await (const chunk of await client.chat.completions.create({
      model: 'gpt-5',
      stream: true,
      messages: [{ role: 'user', content: note }],
    })) {
      streamed += chunk.choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? ''
    }
    expect(JSON.parse(streamed)).toEqual({ note })
  })
})

describe('an answer', () => {
  test('with a secret that the model made up is masked, and the mask is not restored later', async () => {
    const { fetch } = start()
    provider.script({ reply: `Use ${awsKey()} for now.` })
    const answer = await (await post(fetch, ask('hello'))).text()
    expect(answer).not.toContain(awsKey())
    const mask = answer.match(/\[[A-Z_]+_[0-9A-Z]{8}\]/)?.[0] ?? ''
    provider.script({ reply: `It was ${mask}.` })
    expect(await (await post(fetch, ask(`What was ${mask}?`))).text()).toContain(mask)
  })

  test('that is an error of the provider passes as it is', async () => {
    provider.script({ status: 429 })
    const response = await post(start().fetch, ask('hello'))
    expect(response.status).toBe(429)
    expect(observations[0]).toMatchObject({ status: 429, outcome: 'completed', decision: 'allow' })
  })

  test('keeps url, status, headers and clone()', async () => {
    const response = await post(start().fetch, ask('hello'))
    expect(response.url).toBe(`${provider.url}/v1/chat/completions`)
    expect(response.headers.get('x-request-id')).not.toBe(null)
    const [one, other] = await Promise.all([response.clone().text(), response.text()])
    expect(one).toBe(other)
  })
})

describe('routes', () => {
  test('the first that matches decides for its calls: by host, path and model', async () => {
    const { fetch } = start({
      routes: [
        { match: { path: '/v1/messages' }, mode: 'off' },
        { match: { model: 'local-*' }, policy: { pii: 'allow' } },
      ],
    })
    await (await post(fetch, { ...ask(email()), max_tokens: 5 }, '/v1/messages')).text()
    await (await post(fetch, { ...ask(email()), model: 'local-7b' })).text()
    await (await post(fetch, ask(email()))).text()
    expect(provider.requests.map(({ text }) => text.includes(email()))).toEqual([true, true, false])
    expect(observations).toHaveLength(2)
  })
})

describe('destinations', () => {
  test('an unknown one is flagged, an allowed one is known, a blocked one is refused', async () => {
    await (await post(start().fetch, ask('hello'))).text()
    expect(observations[0]).toMatchObject({ branch: 'shape', request: { verdict: 'flag', findings: [{ category: 'destination' }] } })
    await guard?.close()

    await (await post(start({ destinations: { allow: ['127.0.0.1'] } }).fetch, ask('hello'))).text()
    expect(observations[1]).toMatchObject({ branch: 'known', request: { verdict: 'allow', findings: [] } })
    await guard?.close()

    const refused = await post(start({ destinations: { block: ['127.0.0.1'] } }).fetch, ask('hello'))
    expect(refused.status).toBe(403)
    expect(observations[2]).toMatchObject({ decision: 'block', request: { findings: [{ detector: 'destination-blocked' }] } })
    expect(provider.requests).toHaveLength(2)
  })
})

describe('a guardrail of the user', () => {
  const guardrail = (check: () => never) => ({ name: 'mine', mode: 'pre_call' as const, timeoutMs: 100, check })

  test.each([
    [
      'throws',
      () => {
        throw new Error('no')
      },
    ],
    ['never settles', () => new Promise(() => {})],
    ['gives no verdict', () => ({})],
  ])('that %s blocks, unless it is told to fail open', async (_, check) => {
    const closed = await post(start({ guardrails: [guardrail(check as () => never)] }).fetch, ask('hello'))
    expect(closed.status).toBe(403)
    await guard?.close()
    const open = await post(start({ guardrails: [{ ...guardrail(check as () => never), onError: 'fail_open' }] }).fetch, ask('hello'))
    expect(open.status).toBe(200)
    await open.text()
    expect(observations.map(({ decision, evaluated }) => [decision, evaluated])).toEqual([
      ['block', false],
      ['allow', false],
    ])
  })

  test('redacts by spans, and its own calls are not looked at', async () => {
    const { fetch } = start({
      guardrails: [
        {
          name: 'codeword',
          mode: 'pre_call',
          check: async ({ segments }) => {
            await (
              await fetch(`${provider.url}/v1/chat/completions`, { method: 'POST', body: JSON.stringify(ask('is this fine?')) })
            ).text()
            const index = segments.findIndex(({ text }) => text.includes('bluebird'))
            const start = segments[index]?.text.indexOf('bluebird') ?? 0
            return { action: 'redact', category: 'custom', spans: [{ segment: index, start, end: start + 8, type: 'codeword' }] }
          },
        },
      ],
    })
    const answer = await (await post(fetch, ask('the word is bluebird'))).text()
    expect(provider.requests.map(({ text }) => text.includes('bluebird'))).toEqual([false, false])
    expect(answer).toContain('bluebird')
    expect(observations).toHaveLength(1)
  })
})

describe('observations', () => {
  test('carry the context of guard.run, cut and cleaned, and one trace for all of it', async () => {
    const { fetch, run } = start()
    await run({ sessionId: `s\n${'x'.repeat(300)}`, agentId: 'agent', other: 'ignored' }, async () => {
      await (await post(fetch, ask('one'))).text()
      await (await post(fetch, ask('two'))).text()
    })
    expect(observations[0]?.context).toEqual({ sessionId: `s${'x'.repeat(127)}`, agentId: 'agent' })
    const traces = observations.map(({ traceparent }) => traceparent?.slice(3, 35))
    expect(traces[0]).toMatch(/^[0-9a-f]{32}$/)
    expect(traces[0]).toBe(traces[1])
    expect(observations[0]?.traceparent).not.toBe(observations[1]?.traceparent)
  })

  test.each([
    [
      'a call that fails',
      async (fetch: Guard['fetch']) => fetch('http://127.0.0.1:1/v1/chat/completions', { method: 'POST', body: JSON.stringify(ask('x')) }),
      'failed',
    ],
    [
      'a call that is aborted',
      async (fetch: Guard['fetch']) => {
        provider.script({ delayMs: 5_000 })
        return fetch(`${provider.url}/v1/chat/completions`, {
          method: 'POST',
          body: JSON.stringify(ask('x')),
          signal: AbortSignal.timeout(50),
        })
      },
      'aborted',
    ],
    [
      'a stream whose reader stops early',
      async (fetch: Guard['fetch']) => {
        provider.script({ reply: 'a long answer '.repeat(50) })
        const response = await post(fetch, ask('x', { stream: true }))
        const reader = response.body?.getReader()
        await reader?.read()
        await reader?.cancel()
      },
      'aborted',
    ],
    [
      'a stream that breaks off',
      async (fetch: Guard['fetch']) => {
        provider.script({ reply: 'a long answer '.repeat(50), failAfter: 900 })
        await (await post(fetch, ask('x', { stream: true }))).text()
      },
      'failed',
    ],
  ])('%s is observed once', async (_, call, outcome) => {
    await call(start().fetch).catch(() => {})
    await expect.poll(() => observations.length).toBe(1)
    expect(observations[0]).toMatchObject({ outcome, decision: 'allow' })
  })

  test('a sink or a listener that throws is a note, not an error of the call', async () => {
    const { fetch, on, status } = start({
      sinks: [
        {
          name: 'broken',
          observe: () => {
            throw new Error('no')
          },
        },
      ],
    })
    on('observation', () => {
      throw new Error('no')
    })
    expect((await post(fetch, ask('hello'))).status).toBe(200)
    await expect.poll(() => status().notes).toContain('The sink broken failed.')
  })
})

describe('bad input', () => {
  test.each([
    ['text that is no JSON', 'this is no JSON'],
    ['JSON that was cut', JSON.stringify(ask('hello')).slice(0, -4)],
    ['a lone surrogate', '{"model":"m","messages":[{"role":"user","content":"\\ud800 x"}]}'],
    [
      'ten thousand levels',
      `{"model":"m","messages":[{"role":"user","content":"x"}],"metadata":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    ],
    ['a key that pollutes', '{"model":"m","__proto__":{"messages":1},"messages":[{"role":"user","content":"x"}]}'],
  ])('%s goes through untouched', async (_, body) => {
    await (await post(start().fetch, body)).text()
    expect(provider.requests[0]?.text).toBe(body)
  })

  test('a body over the limit is not judged, and the policy for failures decides', async () => {
    const body = JSON.stringify(ask(`${'x'.repeat(3_000)} ${githubToken()}`))
    await (await post(start({ limits: { bodyBytes: 2_000 }, destinations: { allow: ['127.0.0.1'] } }).fetch, body)).text()
    expect(observations[0]).toMatchObject({ evaluated: false, notEvaluated: [expect.stringContaining('2000 bytes')] })
    await guard?.close()
    const closed = await post(
      start({ limits: { bodyBytes: 2_000 }, onError: 'fail_closed', destinations: { allow: ['127.0.0.1'] } }).fetch,
      body,
    )
    expect(closed.status).toBe(403)
  })
})

test('events of blocked, redacted, flagged and plain calls carry their reasons', async () => {
  const gateway = await fakeGateway()
  const { fetch, flush } = start({ gateway: { url: gateway.url, token: gateway.token }, report: { spool: false } })
  await (await post(fetch, ask(injection))).text()
  await (await post(fetch, ask(githubToken()))).text()
  await (await post(fetch, ask('hello'))).text()
  await fetch(`${provider.url}/elsewhere`)
  await flush()
  const said = gateway.events.map(({ event: { decision, branch, reason } }) => `${decision} ${branch} ${reason}`)
  expect(said.sort()).toEqual([
    'allow passthrough no-match',
    'allow shape flagged-destination',
    'allow shape redacted-secret',
    'block shape blocked-injection',
  ])
  await gateway.close()
})

describe('observe mode', () => {
  test('hands an answer on before anything of it was judged, and judges it beside', async () => {
    provider.script({ reply: `Use ${awsKey()} for now.` })
    const { fetch } = start({ mode: 'observe' })
    const answer = await (await post(fetch, ask(injection))).text()
    expect(answer).toContain(awsKey())
    await expect.poll(() => observations.length).toBe(1)
    expect(observations[0]).toMatchObject({
      mode: 'observe',
      decision: 'allow',
      request: { verdict: 'block' },
      response: { verdict: 'redact' },
    })
  })

  test('delivers a stream as it came, chunk for chunk, and observes it once, also when its reader stops early', async () => {
    provider.script({ reply: `the key ${awsKey()} is here `.repeat(20), deltaSize: 9 })
    const { fetch } = start({ mode: 'observe' })
    const whole = await (await post(fetch, ask('x', { stream: true }))).text()
    expect(whole).toContain('data: [DONE]')
    const reader = (await post(fetch, ask('x', { stream: true }))).body?.getReader()
    await reader?.read()
    await reader?.cancel()
    await expect.poll(() => observations.length).toBe(2)
    expect(observations.map(({ outcome, stream }) => [outcome, stream])).toEqual([
      ['completed', true],
      ['aborted', true],
    ])
    expect(observations[0]?.response.verdict).toBe('redact')
  })

  test('leaves the answer of a call that is no model call the very object that it was', async () => {
    const { fetch } = start({ mode: 'observe' })
    await (await post(fetch, { order: 7 }, '/orders')).text()
    const response = await post(fetch, { order: 7 }, '/orders')
    expect(Object.hasOwn(response, 'url')).toBe(false)
    await response.text()
    await expect.poll(() => observations.length).toBe(2)
  })
})
