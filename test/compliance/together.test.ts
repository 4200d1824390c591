import http from 'node:http'
import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { propagation } from '@opentelemetry/api'
import { http as mswHttp, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import * as undici from 'undici'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { patch } from '../../src/entry/patch.ts'
import { httpEntry } from '../../src/node/http.ts'
import { undiciEntry } from '../../src/node/undici.ts'
import { hostWith, identity, refuse, rewriteRequest } from '../node/handles.ts'
import { rawServer, type RawServer } from '../node/raw-server.ts'

let server: RawServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const headers = { 'content-type': 'application/json' }
async function post(url: string, body = '{"mail":"ann@example.com"}') {
  const request = http.request(url, { method: 'POST', headers })
  request.end(body)
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  let text = ''
  for await (const chunk of response) text += String(chunk)
  return { status: response.statusCode, text }
}

describe('two guards', () => {
  const names = ['write', 'end', 'flushHeaders'] as const
  const methods = () => names.map((name) => http.ClientRequest.prototype[name] as unknown)

  test.each([
    ['in order', [0, 1]],
    ['the other way round', [1, 0]],
  ])('can be switched off %s, and nothing is left', async (_order, order) => {
    const before = methods()
    const restores = [httpEntry().install(hostWith(identity)).restore, httpEntry().install(hostWith(identity)).restore]
    server = await rawServer()
    expect((await post(server.url)).status).toBe(200)
    for (const index of order) restores[index]?.()
    expect(methods()).toEqual(before)
    expect(Object.hasOwn(http.ClientRequest.prototype, 'write')).toBe(false)
  })
})

test('a wrapper that came later is not removed, and guard is a plain passage beneath it', () => {
  const owner = { say: (text: string) => text }
  const first = owner.say
  const undo = patch(owner, 'say', (say) => (text) => `guard ${say(text)}`)
  const ours = owner.say
  owner.say = (text) => `later ${ours(text)}`
  expect(owner.say('x')).toBe('later guard x')
  undo()
  expect(owner.say('x')).toBe('later x')
  owner.say = ours
  expect(owner.say('x')).toBe('x')
  expect(owner.say).toBe(first)
})

test.each(['before', 'after'])('msw answers as it does without guard, when it is set up %s guard', async (when) => {
  const mock = setupServer(mswHttp.post('http://model.test/v1', () => HttpResponse.json({ mocked: true })))
  if (when === 'before') mock.listen()
  const { restore } = httpEntry().install(hostWith(identity))
  if (when === 'after') mock.listen()
  try {
    expect(await post('http://model.test/v1')).toEqual({ status: 200, text: '{"mocked":true}' })
  } finally {
    restore()
    mock.close()
  }
})

interface Instrumentation {
  enable: () => void
  disable: () => void
}

let made: Instrumentation | undefined
afterAll(() => made?.disable())

/** Switches both instrumentations on; that of node:http once, since it wraps functions which guard leaves as they are. */
function telemetry(): Instrumentation {
  const require = createRequire(import.meta.url)
  const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http') as Record<string, new () => Instrumentation>
  const { UndiciInstrumentation } = require('@opentelemetry/instrumentation-undici') as Record<string, new () => Instrumentation>
  made ??= new HttpInstrumentation!()
  // Node's own modules are instrumented when they are next asked for.
  require('node:http')
  return new UndiciInstrumentation!()
}

test.each(['before', 'after'])('OpenTelemetry adds its trace headers, when it is switched on %s guard', async (when) => {
  const traceparent = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`
  propagation.setGlobalPropagator({
    inject: (_context, carrier, setter) => setter.set(carrier, 'traceparent', traceparent),
    extract: (context) => context,
    fields: () => ['traceparent'],
  })
  server = await rawServer()
  let instrumentation = when === 'before' ? telemetry() : undefined
  const restores = [undiciEntry(), httpEntry()].map((entry) => entry.install(hostWith(rewriteRequest('ann', 'bob'))).restore)
  instrumentation ??= telemetry()
  try {
    expect((await post(server.url)).status).toBe(200)
    const { statusCode } = await undici.request(server.url, { method: 'POST', headers, body: '{"mail":"ann"}' })
    expect(statusCode).toBe(200)
    expect(server.received.join('').split('bob')).toHaveLength(3)
    expect(server.received.join('').split(`traceparent: ${traceparent}`)).toHaveLength(3)
  } finally {
    for (const restore of restores) restore()
    instrumentation.disable()
    propagation.disable()
  }
})

test('asynchronous context is that of the caller', async () => {
  server = await rawServer()
  const storage = new AsyncLocalStorage<string>()
  const restores = [undiciEntry(), httpEntry()].map((entry) => entry.install(hostWith(identity)).restore)
  const { url } = server
  const seen = await storage.run('mine', async () => {
    const { body } = await undici.request(url)
    await body.dump()
    const heard = await new Promise<string | undefined>((resolve) => {
      http.get(url, (response) => {
        response.resume()
        resolve(storage.getStore())
      })
    })
    return [storage.getStore(), heard]
  })
  for (const restore of restores) restore()
  expect(seen).toEqual(['mine', 'mine'])
})

test('refusals cause no unhandled rejections and no warnings', async () => {
  server = await rawServer()
  const heard: unknown[] = []
  const hear = (what: unknown) => void heard.push(what)
  process.on('unhandledRejection', hear)
  process.on('warning', hear)
  const restores = [undiciEntry(), httpEntry()].map((entry) => entry.install(hostWith(refuse)).restore)
  for (let index = 0; index < 30; index++) {
    expect((await post(server.url)).status).toBe(403)
    const { statusCode, body } = await undici.request(server.url, { method: 'POST', headers, body: '{}' })
    await body.dump()
    expect(statusCode).toBe(403)
  }
  for (const restore of restores) restore()
  await new Promise((resolve) => void setTimeout(resolve, 20))
  process.off('unhandledRejection', hear)
  process.off('warning', hear)
  expect(heard).toEqual([])
})
