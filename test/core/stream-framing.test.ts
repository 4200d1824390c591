import { expect, test } from 'vitest'
import { framingOf } from '../../src/core/stream-framing.ts'
import { guardStream } from '../../src/core/stream-response.ts'
import { concat } from '../../src/stream/frame.ts'
import { chunkings, streamOf } from '../../src/testing/chunkings.ts'
import type { WireCall, WireFormat } from '../../src/types.ts'
import { awsEvent } from '../../src/wire/aws-frame.ts'
import { wires } from '../../src/wire/index.ts'
import { literalJudge, refusal } from './stream-kit.ts'

const secret = ['sk', 'test', '0123456789'].join('-')
const encode = (text: string) => new TextEncoder().encode(text)
const call: WireCall = {
  method: 'POST',
  host: 'x',
  port: 443,
  path: '/v1beta/models/g:streamGenerateContent',
  query: '',
  header: () => undefined,
}
const wireOf = (name: string) => wires.find((wire) => wire.name === name) as WireFormat

/** A stream that was asked for, without the content type that says what it is. */
function delivered(
  name: string,
  chunks: readonly Uint8Array[],
  { enforce = true, failing = 'go-on' }: { enforce?: boolean; failing?: 'go-on' | 'block' } = {},
) {
  const wire = wireOf(name)
  const response = new Response(streamOf(chunks), { headers: { 'content-type': 'application/octet-stream' } })
  const format = framingOf(response, wire, call, { stream: true })
  if (format === undefined) throw new Error('not taken for a stream')
  const judge = literalJudge({ redact: { [secret]: '[KEY_1]' }, enforce, failing })
  const guarded = guardStream({ response, ...format, wire, judge, refusal: () => refusal, blockedError: () => new Error('blocked') })
  return { judge, body: guarded.arrayBuffer().then((bytes) => new Uint8Array(bytes)) }
}

const chat = (content: string) => ({ id: 'c', choices: [{ index: 0, delta: { content } }] })
const sse = (content: string) => encode(`\n: hi\r\nid: 1\ndata: ${JSON.stringify(chat(content))}\n\ndata: [DONE]\n\n`)
const line = (content: string) => encode(`${JSON.stringify({ model: 'm', message: { role: 'assistant', content }, done: false })}\n`)
const whole = (content: string) =>
  encode(JSON.stringify({ id: 'c', choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] }, null, 2))
const gemini = (text: string) =>
  encode(`[${JSON.stringify({ candidates: [{ index: 0, content: { role: 'model', parts: [{ text }] } }] })}\n]`)
const converse = (text: string) =>
  concat([awsEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text } }), awsEvent('messageStop', { stopReason: 'end_turn' })])

test.each([
  ['an event stream', 'openai-chat', sse],
  ['lines of JSON', 'ollama', line],
  ['a JSON answer in one piece', 'openai-chat', whole],
  ['a JSON array', 'google', gemini],
  ['an event stream of AWS', 'bedrock-converse', converse],
])('%s is told by its first bytes, however they arrive', async (_, name, body) => {
  for (const { name: chunking, chunks } of chunkings(body(`a ${secret} b`), { everyCutBelow: 400 })) {
    expect(await delivered(name, chunks).body, chunking).toEqual(body('a [KEY_1] b'))
  }
  for (const { name: chunking, chunks } of chunkings(body('no secret'), { everyCutBelow: 0 })) {
    expect(await delivered(name, chunks).body, chunking).toEqual(body('no secret'))
  }
  const { judge, body: passed } = delivered(name, [body(`a ${secret} b`)], { enforce: false })
  expect(await passed).toEqual(body(`a ${secret} b`))
  expect(judge.log.judged.join('')).toContain(secret)
})

test('what is of no known kind passes with a note, or is withheld, as the policy says', async () => {
  const passed = delivered('openai-chat', [encode('dat'), encode(' once upon a time')])
  expect(await passed.body).toEqual(encode('dat once upon a time'))
  expect(passed.judge.log.unjudged).toEqual(['the stream is of no known kind'])
  const withheld = delivered('openai-chat', [encode('Once upon a time')], { failing: 'block' })
  expect(new TextDecoder().decode(await withheld.body)).toContain('guardrail_violation')
  for (const parts of [[], ['\n\n'], ['d', 'at']])
    expect(await delivered('openai-chat', parts.map(encode)).body).toEqual(encode(parts.join('')))
})

test('only what was asked for as a stream, went well and has no telling content type is looked at', () => {
  const wire = wireOf('openai-chat')
  const sniffed = (status: number, contentType: string, stream: boolean) =>
    framingOf(new Response('', { status, headers: { 'content-type': contentType } }), wire, call, { stream })?.sniff !== undefined
  expect(sniffed(200, 'text/plain; charset=utf-8', true)).toBe(true)
  expect(sniffed(200, 'text/plain', false)).toBe(false)
  expect(sniffed(500, 'text/plain', true)).toBe(false)
  expect(sniffed(200, 'application/json', true)).toBe(false)
  expect(framingOf(new Response('', { headers: { 'content-type': 'text/event-stream' } }), wire, call, { stream: false })?.framing).toBe(
    'sse',
  )
  expect(framingOf({ ok: true, headers: new Headers() }, wire, call, { stream: true })?.sniff).toBeDefined()
})
