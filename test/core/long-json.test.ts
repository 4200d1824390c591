import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { longJson } from '../../src/core/long-json.ts'
import { cutAt, streamOf } from '../../src/testing/chunkings.ts'
import { runs } from '../stream/frames.ts'
import { guarded, literalJudge } from './stream-kit.ts'

const secret = ['sk', 'test', '0123'].join('-')
const odd = '"\\\n😀é'
const redact = { [secret]: '[KEY "1"]', [odd]: '' }
const encode = (text: string) => new TextEncoder().encode(text)

async function delivered(chunks: readonly Uint8Array[], judge = literalJudge({ redact })): Promise<string> {
  const { response } = guarded(streamOf(chunks), { ...longJson(), judge }, { headers: { 'content-type': 'application/json' } })
  return response.text()
}

/** The value with every text that is read redacted. */
function redacted(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    return key === 'id' || key === 'data' || key === 'thoughtSignature'
      ? value
      : Object.entries(redact).reduce((text, [from, to]) => text.replaceAll(from, to), value)
  }
  if (Array.isArray(value)) return value.map((item) => redacted(item, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, redacted(item, name)]))
}

const text = fc
  .array(fc.constantFrom(secret, odd, secret.slice(0, 5), odd.slice(0, 3), ' and ', 'sk', '\\', '"', '😀', ''), { maxLength: 6 })
  .map((parts) => parts.join(''))
const keys = fc.constantFrom('text', 'id', 'data', 'thoughtSignature', 'name', 'odd "key" \\ 😀', secret)
const document = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.constantFrom<unknown>(1.5, true, null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
  ),
})).value

const escaped = (json: string) => json.replaceAll(/[^\n -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

test('every string value of a long document reads as the redacted whole, however it is cut; all other bytes stay', async () => {
  await fc.assert(
    fc.asyncProperty(
      document,
      fc.boolean(),
      fc.boolean(),
      fc.array(fc.nat({ max: 10_000 }), { maxLength: 20 }),
      async (value, ascii, bytewise, cuts) => {
        const json = JSON.stringify(value, null, 1)
        const bytes = encode(ascii ? escaped(json) : json)
        const places = bytewise
          ? Array.from(bytes.keys()).slice(1)
          : [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
        const out = await delivered(cutAt(bytes, places).filter((part) => part.length > 0))
        expect(JSON.parse(out)).toEqual(redacted(value))
        if (JSON.stringify(redacted(value)) === JSON.stringify(value)) expect(encode(out)).toEqual(bytes)
      },
    ),
    runs(300),
  )
})

test('what is held of a text waits for its end, and not for the end of the document', async () => {
  const { response } = guarded(
    streamOf([`{"text":"so sk-te`, `st","n":[1,`, `2,3]}`].map(encode)),
    { ...longJson(), judge: literalJudge({ redact }) },
    { headers: { 'content-type': 'application/json' } },
  )
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const parts: string[] = []
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(new TextDecoder().decode(part.value))
  expect(parts).toEqual([`{"text":"`, `so sk-test","n":[1,`, `2,3]}`])
})

test('the arguments of a call are judged as those of its tool, and other texts at their place', async () => {
  const judge = literalJudge()
  const channels: string[] = []
  const body = {
    choices: [{ message: { content: 'hello', tool_calls: [{ function: { name: 'run', arguments: '{"a":"b"}' } }] } }],
    tools: [{ name: 'described', input: { description: 'no call' } }],
  }
  const noting = { ...judge, judge: (...given: Parameters<typeof judge.judge>) => (channels.push(given[3].channel), judge.judge(...given)) }
  expect(await delivered([encode(JSON.stringify(body))], noting)).toBe(JSON.stringify(body))
  expect(judge.log.calls).toEqual(['run({\\"a\\":\\"b\\"})'.replaceAll('\\', '')])
  expect(channels).toContain('choices/0/message/content')
})

test('a document that may not go on breaks off with an error; one that is no JSON follows the policy', async () => {
  const blocked = guarded([encode(`{"a":"fine","b":"${secret}"}`)], { ...longJson(), judge: literalJudge({ block: [secret] }) })
  await expect(blocked.response.text()).rejects.toMatchObject({ code: 'GUARD_BLOCKED' })
  expect(blocked.outcomes.map(([outcome]) => outcome)).toEqual(['blocked'])
  for (const body of ['{"a":]', '}', '['.repeat(5000)]) {
    expect(await delivered([encode(body), encode('and more')])).toBe(`${body}and more`)
    await expect(delivered([encode(body)], literalJudge({ failing: 'block' }))).rejects.toMatchObject({ code: 'GUARD_BLOCKED' })
  }
  expect(await delivered([encode('{"a":"cut off \\')])).toBe('{"a":"cut off \\')
})

test('nothing of a long document is kept', async () => {
  const forgotten = new Set<string>()
  const judge = { ...literalJudge({ redact }), forget: (channel: string) => void forgotten.add(channel) }
  const many = JSON.stringify(Array.from({ length: 5000 }, (_, index) => ({ text: `number ${index}` })))
  expect(await delivered(cutAt(encode(many), [1000, 50_000]), judge)).toBe(many)
  expect(forgotten.size).toBe(5000)
})
