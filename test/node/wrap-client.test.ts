import { create, isAxiosError } from 'axios'
import { afterEach, expect, test } from 'vitest'
import { Agent, request } from 'undici'
import { httpEntry } from '../../src/node/http.ts'
import { wrapClient } from '../../src/node/wrap-client.ts'
import { guarded, hostWith, identity, refuse, rewriteRequest, rewriteResponse } from './handles.ts'
import { ok, rawServer, type RawServer } from './raw-server.ts'

let server: RawServer
afterEach(() => server.close())
const prompt = { text: 'mail to ann@example.com' }

test('an axios instance is guarded alone, and its sockets are not looked at again', async () => {
  server = await rawServer({ answer: ok('{"text":"the cat sat"}') })
  const client = create({ baseURL: server.url, headers: { 'x-mine': 'yes' } })
  const host = hostWith(rewriteRequest('ann', 'bob'))
  const beneath = hostWith(identity)
  wrapClient(client, host)
  const { data } = await guarded(httpEntry(), beneath, () => client.post('/v1', prompt))
  expect(data).toEqual({ text: 'the cat sat' })
  expect(server.received[0]).toContain('bob@')
  expect(server.received[0]).toContain('x-mine: yes')
  expect([host.calls.length, beneath.calls.length]).toEqual([1, 0])
})

test('a refused axios call sends nothing and has the error of axios', async () => {
  server = await rawServer()
  const client = create()
  wrapClient(client, hostWith(refuse))
  const error: unknown = await client.post(server.url, prompt).catch((caught: unknown) => caught)
  expect(isAxiosError(error)).toBe(true)
  expect(error).toMatchObject({ response: { status: 403, data: { error: { type: 'guardrail_violation' } } } })
  expect(server.received.join('')).toBe('')
})

test.each(['text', 'arraybuffer', 'stream'] as const)('an axios answer can be changed as %s', async (responseType) => {
  server = await rawServer({ answer: ok('{"text":"the cat sat"}') })
  const client = create({ responseType })
  wrapClient(client, hostWith(rewriteResponse('cat', 'dog')))
  const { data } = await client.post<string | Buffer | AsyncIterable<Buffer>>(server.url, prompt)
  let text = ''
  if (responseType === 'stream') for await (const chunk of data as AsyncIterable<Buffer>) text += chunk.toString()
  else text = String(typeof data === 'object' && !Buffer.isBuffer(data) ? JSON.stringify(data) : data)
  expect(text).toContain('the dog sat')
})

test('a dispatcher is guarded alone', async () => {
  server = await rawServer()
  const dispatcher = new Agent()
  wrapClient(dispatcher, hostWith(refuse))
  expect((await request(server.url, { dispatcher })).statusCode).toBe(403)
  expect((await request(server.url)).statusCode).toBe(200)
})

test('what is none of them is left alone', async () => {
  server = await rawServer()
  expect(wrapClient({}, hostWith(identity))).toBeUndefined()
})
