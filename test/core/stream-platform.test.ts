import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createBrotliCompress, gzipSync } from 'node:zlib'
import { Duplex } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { provideStreamDecoder, type StreamDecoder } from '../../src/core/stream-decode.ts'
import { guardStream } from '../../src/core/stream-response.ts'
import { cutAt } from '../../src/testing/chunkings.ts'
import { chatReader, chunk, chunksOf, done, guarded, literalJudge, refusal, wire } from './stream-kit.ts'

const secret = ['sk', 'test', '0123456789'].join('-')
const redact = { [secret]: '[KEY_1]' }
const encode = (text: string) => new TextEncoder().encode(text)

/** An upstream that goes on until it is cancelled, and says what became of it. */
function endless(frame = chunk({ content: ' word' })) {
  const state = { pulled: 0, reason: undefined as unknown }
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        state.pulled++
        controller.enqueue(encode(frame))
      },
      cancel: (reason) => void (state.reason = reason),
    },
    { highWaterMark: 0 },
  )
  return { body, state }
}

let server: Server
let base: string
const closed: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = request.url ?? ''
    response.on('close', () => closed.push(url))
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const timer = setInterval(() => response.write(chunk({ content: ' word' })), 2)
    response.on('close', () => clearInterval(timer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

/** A real fetch, guarded. */
async function fetched(path: string, init?: RequestInit, enforce = true): Promise<Response> {
  return guardStream({
    response: await fetch(base + path, init),
    framing: 'sse',
    reader: chatReader(),
    wire,
    judge: literalJudge({ redact, enforce }),
    refusal: () => refusal,
    blockedError: () => new Error('blocked'),
  })
}

test('nothing is read before somebody reads, and no more than is read', async () => {
  const { body, state } = endless()
  const { response } = guarded(body, { judge: literalJudge({ redact }) })
  await sleep(5)
  expect(state.pulled).toBe(0)
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  await reader.read()
  await sleep(5)
  expect(state.pulled).toBe(2)
  await reader.cancel()
})

test.each([true, false])('cancel reaches the upstream with its reason (enforce: %s)', async (enforce) => {
  const { body, state } = endless()
  const { response, outcomes } = guarded(body, { judge: literalJudge({ redact, enforce }) })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  await reader.cancel('enough')
  expect(state.reason).toBe('enough')
  await expect.poll(() => outcomes).toEqual([['cancelled', 'enough']])
})

test('a body that is cancelled unread cancels the upstream', async () => {
  const { body, state } = endless()
  const { response, outcomes } = guarded(body, { judge: literalJudge({ redact }) })
  await response.body?.cancel('unread')
  expect(state.reason).toBe('unread')
  expect(outcomes).toEqual([['cancelled', 'unread']])
})

test.each([true, false])('a loop that stops early closes the connection (enforce: %s)', async (enforce) => {
  const response = await fetched(`/early-${enforce}`, undefined, enforce)
  for await (const _ of response.body as unknown as AsyncIterable<Uint8Array>) break
  await expect.poll(() => closed).toContain(`/early-${enforce}`)
})

test('an abort reaches the reader as the very error that fetch gives, and closes the connection', async () => {
  const abort = new AbortController()
  const response = await fetched('/abort', { signal: abort.signal })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  const reason = new Error('enough')
  abort.abort(reason)
  const read = async () => {
    for (;;) if ((await reader.read()).done) return
  }
  await expect(read()).rejects.toBe(reason)
  await expect.poll(() => closed).toContain('/abort')
})

test.each([true, false])('an error of the upstream arrives as it is; what was held is dropped (enforce: %s)', async (enforce) => {
  const error = new Error('reset')
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent++ === 0) controller.enqueue(encode(chunk({ content: 'fine' }) + chunk({ content: 'sk-tes' })))
      else controller.error(error)
    },
  })
  const { response, outcomes } = guarded(body, { judge: literalJudge({ redact, enforce }) })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const first = new TextDecoder().decode((await reader.read()).value)
  expect(first).toBe(chunk({ content: 'fine' }) + (enforce ? '' : chunk({ content: 'sk-tes' })))
  await expect(reader.read()).rejects.toBe(error)
  await expect.poll(() => outcomes).toEqual([['failed', error]])
})

test('tee and clone give two bodies with the same bytes', async () => {
  const body = chunk({ content: `a ${secret}` }) + done
  const wanted = chunk({ content: 'a [KEY_1]' }) + done
  const { response } = guarded(body, { judge: literalJudge({ redact }) })
  const copy = response.clone()
  expect(await Promise.all([response.text(), copy.text()])).toEqual([wanted, wanted])
  const [one, two] = (guarded(body, { judge: literalJudge({ redact }) }).response.body as ReadableStream<Uint8Array>).tee()
  expect((await Promise.all([chunksOf(one), chunksOf(two)])).map((parts) => parts.join(''))).toEqual([wanted, wanted])
})

test.each([true, false])('BYOB readers work to the end (enforce: %s)', async (enforce) => {
  const body = chunk({ content: 'first' }) + chunk({ content: 'second' }) + done
  const { response } = guarded(body, { judge: literalJudge({ redact, enforce }) })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader({ mode: 'byob' })
  let text = ''
  for (;;) {
    const { done: over, value } = await reader.read(new Uint8Array(16))
    if (over) break
    text += new TextDecoder().decode(value)
  }
  expect(text).toBe(body)
})

test('chunks that live in a shared pool are neither taken away nor changed', async () => {
  const pooled = Buffer.from(chunk({ content: 'pooled' }))
  expect(pooled.buffer.byteLength).toBeGreaterThan(pooled.byteLength)
  for (const enforce of [true, false]) {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(pooled)
        controller.enqueue(pooled)
        controller.close()
      },
    })
    const { response } = guarded(body, { judge: literalJudge({ redact, enforce }) })
    expect(await response.text()).toBe(chunk({ content: 'pooled' }).repeat(2))
    expect(pooled.toString()).toBe(chunk({ content: 'pooled' }))
  }
})

test('a response without a body is the response itself', () => {
  for (const status of [204, 304]) {
    const original = new Response(null, { status })
    const response = guardStream({
      response: original,
      framing: 'sse',
      reader: chatReader(),
      wire,
      judge: literalJudge(),
      refusal: () => refusal,
      blockedError: () => new Error('x'),
    })
    expect(response).toBe(original)
  }
})

test('a compressed body is decoded, and no header says otherwise', async () => {
  const body = chunk({ content: `a ${secret} é` }) + done
  const zipped = gzipSync(body)
  const { response } = guarded(
    cutAt(zipped, [1, 20, 40]),
    { judge: literalJudge({ redact }), encoded: true },
    { headers: { 'content-encoding': 'gzip', 'content-length': '9' } },
  )
  expect(await response.text()).toBe(chunk({ content: 'a [KEY_1] é' }) + done)
  expect(Object.fromEntries(response.headers)).toEqual({})
})

test('in observe mode a compressed body passes as it is, and is judged', async () => {
  const zipped = gzipSync(chunk({ content: `a ${secret}` }) + done)
  const judge = literalJudge({ redact, enforce: false })
  const { response, outcomes } = guarded(cutAt(zipped, [1, 20, 40]), { judge, encoded: true }, { headers: { 'content-encoding': 'gzip' } })
  expect(Buffer.from(await response.arrayBuffer())).toEqual(zipped)
  await expect.poll(() => outcomes).toEqual([['completed', undefined]])
  expect(judge.log.judged.join('')).toBe(`a ${secret}`)
  expect(response.headers.get('content-encoding')).toBe('gzip')
})

test('a content encoding that nobody knows follows the policy for what cannot be judged', async () => {
  const body = encode('whatever it says')
  const headers = { headers: { 'content-encoding': 'rot13' } }
  const passed = guarded([body], { judge: literalJudge(), encoded: true }, headers)
  expect(await passed.response.text()).toBe('whatever it says')
  const { response, outcomes } = guarded([body], { judge: literalJudge({ failing: 'block' }), encoded: true }, headers)
  expect(await response.text()).toBe('data: {"error":"withheld","events":0}\n\n')
  expect(outcomes.map(([outcome]) => outcome)).toEqual(['blocked'])
})

test('a runtime can be taught a content encoding', async () => {
  const { createBrotliDecompress, brotliCompressSync } = await import('node:zlib')
  const forget = provideStreamDecoder('br', () => Duplex.toWeb(createBrotliDecompress()) as unknown as StreamDecoder)
  const { response } = guarded(
    [Uint8Array.from(brotliCompressSync(chunk({ content: secret })))],
    { judge: literalJudge({ redact }), encoded: true },
    { headers: { 'content-encoding': 'br' } },
  )
  expect(await response.text()).toBe(chunk({ content: '[KEY_1]' }))
  forget()
  createBrotliCompress().destroy()
})

test('a comment keeps the connection alive every 15 seconds while something is held', async () => {
  let now = 0
  const timers = new Set<{ at: number; task: () => void }>()
  const clock = {
    now: () => now,
    after: (milliseconds: number, task: () => void) => {
      const timer = { at: now + milliseconds, task }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
  }
  const pass = (milliseconds: number) => {
    now += milliseconds
    for (const timer of [...timers].filter(({ at }) => at <= now)) {
      timers.delete(timer)
      timer.task()
    }
  }
  let send: ((text: string | undefined) => void) | undefined
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => void (send = (text) => (text === undefined ? controller.close() : controller.enqueue(encode(text)))),
  })
  const { response } = guarded(body, { judge: literalJudge({ redact }), clock })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const read = async () => new TextDecoder().decode((await reader.read()).value)

  send?.(chunk({ content: 'a sk-te' }))
  const first = read()
  await sleep(1)
  pass(14_999)
  pass(1)
  expect(await first).toBe(': guard\n\n')
  const second = read()
  await sleep(1)
  pass(15_000)
  expect(await second).toBe(': guard\n\n')
  send?.(chunk({ content: 'nt' }))
  expect(await read()).toBe(chunk({ content: 'a sk-te' }) + chunk({ content: 'nt' }))
  const last = read()
  await sleep(1)
  pass(60_000)
  send?.(undefined)
  expect(await last).toBe('')
  expect(timers.size).toBe(0)
})
