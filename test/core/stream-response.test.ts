import { expect, test } from 'vitest'
import { chunkings, streamOf } from '../../src/testing/chunkings.ts'
import { chunk, chunksOf, done, guarded, literalJudge, textOf } from './stream-kit.ts'

const secret = ['sk', 'test', '0123456789'].join('-')
const redact = { [secret]: '[KEY_1]' }

test('a clean stream leaves byte for byte, in the chunks in which it came', async () => {
  const frames = [
    ': hello\n\n',
    'event: ping\nid: 7\nretry: 10\ndata: {"type":"ping"}\n\n',
    chunk({ content: 'naïve 😀 text' }),
    chunk({}, 'stop'),
    done,
  ]
  const { response, outcomes } = guarded(
    frames.map((frame) => new TextEncoder().encode(frame)),
    { judge: literalJudge({ redact }) },
  )
  expect(await chunksOf(response.body)).toEqual(frames)
  expect(outcomes).toEqual([['completed', undefined]])
})

test('a text that is cut over deltas is replaced where it begins, and the frames that held the rest stay', async () => {
  const pieces = ['the key is sk-', 'te', 'st-01234', '56789 ok']
  const body = pieces.map((content) => chunk({ content })).join('') + done
  const { response } = guarded(body, { judge: literalJudge({ redact }) })
  expect(await response.text()).toBe(['the key is [KEY_1]', '', '', ' ok'].map((content) => chunk({ content })).join('') + done)
})

test('only the string changes in a frame: number spelling, key order and white space stay', async () => {
  const body = `data:{ "n": 1.0e+2 , "choices":[{"index":0, "delta":{"content" : "a\\u00e9 ${secret} \\/ b"}}], "n": 2 }\r\n\r\n`
  const { response } = guarded(body, { judge: literalJudge({ redact }) })
  expect(await response.text()).toBe(body.replace(secret, '[KEY_1]'))
})

test.each(
  chunkings(`${chunk({ content: `x ${secret.slice(0, 9)}` })}${chunk({ content: `${secret.slice(9)} é` })}${done}`, {
    everyCutBelow: 1000,
  }).map(({ name, chunks }) => [name, chunks] as const),
)('a text is found however the bytes are cut: %s', async (_, chunks) => {
  const { response } = guarded(chunks, { judge: literalJudge({ redact }) })
  expect(await response.text()).toBe(chunk({ content: 'x [KEY_1]' }) + chunk({ content: ' é' }) + done)
})

test('channels never mix', async () => {
  const body =
    chunk({ content: secret.slice(0, 8) }) + chunk({ content: secret.slice(8) }, null, 1) + chunk({ reasoning: secret.slice(8) }) + done
  const { response } = guarded(body, { judge: literalJudge({ redact }) })
  expect(await response.text()).toBe(body)
})

test('what is held leaves when the stream ends, though it has no mark of its end', async () => {
  for (const end of ['', ': bye', '\n', done]) {
    const body = chunk({ content: 'so it is sk-test' }) + end
    const { response } = guarded(body, { judge: literalJudge({ redact }) })
    expect(await response.text()).toBe(body)
  }
})

test('a last event without its blank line is judged like any other', async () => {
  const body = chunk({ content: 'sk-test-' }) + chunk({ content: '0123456789' }).trimEnd()
  const { response } = guarded(body, { judge: literalJudge({ redact }) })
  expect(await response.text()).toBe(chunk({ content: '[KEY_1]' }) + chunk({ content: '' }).trimEnd())
})

test('a last event that is torn is delivered without what is forbidden', async () => {
  const torn = chunk({ content: `see ${secret} and` }).slice(0, -12)
  const { response } = guarded(torn, { judge: literalJudge({ redact }) })
  expect(await response.text()).toBe(torn.replace(secret, '[KEY_1]'))
})

test('the channel that ends in a frame is settled before that frame leaves', async () => {
  const seen: string[] = []
  const body = chunk({ content: 'a sk-te' }) + chunk({}, 'stop') + chunk({ content: 'b' }, null, 1)
  const { response } = guarded(
    body.split(/(?<=\n\n)/).map((frame) => new TextEncoder().encode(frame)),
    { judge: literalJudge({ redact }) },
  )
  seen.push(...(await chunksOf(response.body)))
  expect(seen).toEqual([chunk({ content: 'a sk-te' }) + chunk({}, 'stop'), chunk({ content: 'b' }, null, 1)])
})

test('an event that repeats the whole text is changed as its deltas were', async () => {
  const whole = (text: string) => `data: ${JSON.stringify({ choices: [{ index: 0, whole: text }] })}\n\n`
  const text = `one ${secret} two ${secret}`
  const pieces = text.match(/.{1,5}/g) ?? []
  const body = pieces.map((content) => chunk({ content })).join('') + whole(text)
  const { response } = guarded(body, { judge: literalJudge({ redact }) })
  const delivered = await response.text()
  expect(delivered.endsWith(whole('one [KEY_1] two [KEY_1]'))).toBe(true)
  expect(textOf(delivered)).toBe('one [KEY_1] two [KEY_1]')
})

test('a whole text that its deltas did not say is judged for itself', async () => {
  const whole = (text: string) => `data: ${JSON.stringify({ choices: [{ index: 0, whole: text }] })}\n\n`
  const { response } = guarded(chunk({ content: 'harmless' }) + whole(`not ${secret}`), { judge: literalJudge({ redact }) })
  expect(await response.text()).toBe(chunk({ content: 'harmless' }) + whole('not [KEY_1]'))
})

test.each([false, true])('tool calls are held until they are complete and judged (slow judge: %s)', async (slow) => {
  const judge = literalJudge({ redact, slow })
  const frames = [
    chunk({ content: 'calling' }),
    chunk({ tool: '{"k":"sk-te' }),
    chunk({ tool: 'st-0123456789"}' }),
    chunk({}, 'tool_calls'),
    done,
  ]
  const { response } = guarded(
    frames.map((frame) => new TextEncoder().encode(frame)),
    { judge },
  )
  expect(await chunksOf(response.body)).toEqual([frames[0], chunk({ tool: '{"k":"[KEY_1]' }) + chunk({ tool: '"}' }) + frames[3], done])
  expect(judge.log.calls).toEqual([`run({"k":"${secret}"})`])
})

test.each(['error', 'answer'] as const)(
  'a block ends the stream with %s, and nothing of the text or after it is delivered',
  async (onBlock) => {
    let cancelled: unknown
    const frames = [
      chunk({ content: 'fine ' }),
      chunk({ content: 'x sk-test-01' }),
      chunk({ content: '23456789' }),
      chunk({ content: 'never' }),
    ]
    let next = 0
    const upstream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode(frames[next++])),
      cancel: (reason) => void (cancelled = reason),
    })
    const { response, outcomes } = guarded(upstream, { judge: literalJudge({ block: [secret] }), onBlock })
    expect(await response.text()).toBe(`${chunk({ content: 'fine ' })}data: {"${onBlock}":"withheld","events":1}\n\n`)
    expect(cancelled).toMatchObject({ code: 'GUARD_BLOCKED' })
    expect(outcomes.map(([outcome]) => outcome)).toEqual(['blocked'])
  },
)

test('a block that is to be thrown errors the body, after what may be read', async () => {
  const { response, outcomes } = guarded(chunk({ content: 'fine ' }) + chunk({ content: secret }), {
    judge: literalJudge({ block: [secret] }),
    onBlock: 'throw',
  })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  expect(new TextDecoder().decode((await reader.read()).value)).toBe(chunk({ content: 'fine ' }))
  await expect(reader.read()).rejects.toMatchObject({ code: 'GUARD_BLOCKED' })
  expect(outcomes.map(([outcome]) => outcome)).toEqual(['blocked'])
})

test('in observe mode the chunks pass as they come, and everything is judged', async () => {
  const judge = literalJudge({ block: [secret], enforce: false })
  const body = chunk({ content: `a ${secret} b` }) + chunk({ tool: `{"k":1}` }) + done
  const chunks = chunkings(body).find(({ name }) => name === 'in pieces of 7')?.chunks ?? []
  const { response, outcomes } = guarded(chunks, { judge })
  expect(await chunksOf(response.body)).toEqual(chunks.map((part) => new TextDecoder().decode(part)))
  await expect.poll(() => outcomes).toEqual([['completed', undefined]])
  expect(judge.log.judged.join('')).toBe(`a ${secret} b`)
  expect(judge.log.calls).toEqual(['run({"k":1})'])
})

test('properties, headers and status stay, in clones too, except the length', async () => {
  const original = new Response(streamOf([new TextEncoder().encode(done)]), {
    status: 201,
    statusText: 'Fine',
    headers: { 'x-id': '1', 'content-length': '14' },
  })
  Object.defineProperties(original, { url: { value: 'https://api.test/v1' }, redirected: { value: true }, type: { value: 'basic' } })
  const { guardStream } = await import('../../src/core/stream-response.ts')
  const options = {
    framing: 'sse',
    reader: () => ({ deltas: [] }),
    judge: literalJudge(),
    refusal: () => ({}) as never,
    blockedError: () => new Error('x'),
    wire: {} as never,
  } as const
  const derived = guardStream({ response: original, ...options })
  for (const response of [derived, derived.clone(), derived.clone().clone()]) {
    expect(response).toMatchObject({
      url: 'https://api.test/v1',
      redirected: true,
      type: 'basic',
      status: 201,
      statusText: 'Fine',
      ok: true,
    })
    expect(Object.fromEntries(response.headers)).toEqual({ 'x-id': '1' })
    expect(await response.text()).toBe(done)
  }
})
