import { brotliCompressSync, brotliDecompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bodySource, decodeBody, provideDecoder, readBody } from '../../src/core/body.ts'
import { classify } from '../../src/core/classify.ts'
import { spliceStrings } from '../../src/text/json-splice.ts'
import type { BodySource } from '../../src/types.ts'
import { wires } from '../../src/wire/index.ts'
import { knownProvider } from '../../src/wire/known.ts'

const json = '{"model":"m","messages":[{"role":"user","content":"grüß dich"}]}'
const bytes = new TextEncoder().encode(json)
const limit = 1_000_000

async function read(body: unknown, headers: Record<string, string> = {}, maxBytes = limit) {
  return readBody({ body: bodySource(body, maxBytes), header: (name) => headers[name] }, maxBytes)
}

async function* chunks() {
  yield bytes.subarray(0, 47)
  yield bytes.subarray(47)
}

test('a body is read in whatever form it is given', async () => {
  const padded = new Uint8Array(bytes.length + 2)
  padded.set(bytes, 1)
  const forms: unknown[] = [
    json,
    bytes,
    Buffer.from(json),
    bytes.buffer,
    new DataView(padded.buffer, 1, bytes.length),
    new Blob([json]),
    new Response(json).body,
    chunks(),
    [bytes.subarray(0, 9), bytes.subarray(9)],
  ]
  for (const form of forms) expect((await read(form)).text, Object.prototype.toString.call(form)).toBe(json)
  expect(await read(undefined)).toEqual({ text: undefined })
})

test('encoded bodies are decoded, in the order in which they were encoded', async () => {
  for (const [encoding, encoded] of [
    ['gzip', gzipSync(bytes)],
    ['X-GZIP', gzipSync(bytes)],
    ['deflate', deflateSync(bytes)],
    ['deflate', deflateRawSync(bytes)],
    ['identity', bytes],
    ['deflate, gzip', gzipSync(deflateSync(bytes))],
  ] as const) {
    expect((await read(encoded, { 'content-encoding': encoding })).text, encoding).toBe(json)
  }
})

test('an encoding that the platform does not know is said so, and can be taught', async () => {
  expect(await read(bytes, { 'content-encoding': 'x-own' })).toEqual({
    text: undefined,
    reason: 'the content encoding x-own is not known here',
  })
  const forget = provideDecoder('br', async (data) => brotliDecompressSync(data))
  expect((await read(brotliCompressSync(bytes), { 'content-encoding': 'br' })).text).toBe(json)
  forget()
})

test('what is too large, before or after decoding, is not read', async () => {
  expect((await read(json, {}, 10)).reason).toBe('the body is larger than 10 bytes')
  const bomb = gzipSync(Buffer.alloc(5_000_000))
  expect((await read(bomb, { 'content-encoding': 'gzip' })).reason).toMatch(/too large/)
  expect(await decodeBody(bomb, 'gzip', limit)).toBeUndefined()
})

test('bytes that are no UTF-8 text, or not what their encoding says, are not read', async () => {
  expect((await read(new Uint8Array([0x7b, 0xff, 0x7d]))).reason).toBe('the body is not UTF-8 text')
  expect((await read(bytes, { 'content-encoding': 'gzip' })).reason).toMatch(/could not be decoded/)
  expect((await read(new TextEncoder().encode('\uFEFF{}'))).text).toBe('\uFEFF{}')
})

test('a form is read as the object of its fields, and only what changed is written back', async () => {
  const body = 'model=m&prompt=my+key+is+SECRET%21&n=1%2B1'
  const form = await read(new URLSearchParams(body), { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' })
  expect(JSON.parse(form.text!)).toEqual({ model: 'm', prompt: 'my key is SECRET!', n: '1+1' })
  const changed = spliceStrings(form.text!, new Map([['/prompt', { edits: [{ start: 10, end: 16, text: '[A&B]' }] }]]))
  expect(form.rebuild!(changed)).toBe('model=m&prompt=my%20key%20is%20%5BA%26B%5D!&n=1%2B1')
})

const lines = [
  '{"custom_id":"1","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"my SECRET"}]}}',
  '{"custom_id":"2","body":{"messages":[]}}',
  '',
].join('\n')

test('a batch upload is read line by line, and the form around it stays byte for byte', async () => {
  const data = new FormData()
  data.set('purpose', 'batch')
  data.set('image', new Blob([new Uint8Array([255, 216, 0, 13, 10])], { type: 'image/png' }), 'a.png')
  data.set('file', new Blob([lines]), 'batch.jsonl')
  const response = new Response(data)
  const contentType = response.headers.get('content-type')!
  const raw = new Uint8Array(await response.arrayBuffer())
  const form = await read(raw, { 'content-type': contentType })
  const call = { method: 'POST', host: 'api.openai.com', port: 443, path: '/v1/files', query: '', header: () => undefined }
  const { wire } = classify(call, form.text, { wires, known: knownProvider })
  const [segment] = wire!.request(JSON.parse(form.text!), call).segments
  expect([wire!.name, segment]).toMatchObject(['openai-batch', { path: '/file/0/body/messages/0/content', text: 'my SECRET' }])
  const changed = spliceStrings(form.text!, new Map([[segment!.path, { edits: [{ start: 3, end: 9, text: '[X]' }] }]]))
  const text = (body: Uint8Array) => Buffer.from(body).toString('latin1')
  expect(text(form.rebuild!(changed) as Uint8Array)).toBe(text(raw).replace('SECRET', '[X]'))
  expect(text(form.rebuild!(form.text!) as Uint8Array)).toBe(text(raw))
})

test('a JSON part of a form is read as JSON', async () => {
  const data = new FormData()
  data.set('request', new Blob([' {"messages":[{"role":"user","content":"hi"}]} '], { type: 'application/json' }))
  data.set('prompt', 'draw')
  const response = new Response(data)
  const form = await read(await response.arrayBuffer(), { 'content-type': response.headers.get('content-type')! })
  expect(JSON.parse(form.text!)).toEqual({ request: { messages: [{ role: 'user', content: 'hi' }] }, prompt: 'draw' })
})

test('a source that takes waiting is a function, and one that does not is the body itself', () => {
  const kinds = [json, bytes, new URLSearchParams('a=b'), new Blob([json]), new FormData(), chunks()].map(
    (body) => typeof (bodySource(body) as BodySource),
  )
  expect(kinds).toEqual(['string', 'object', 'string', 'function', 'function', 'function'])
})
