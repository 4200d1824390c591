import { expect, test } from 'vitest'
import { reporter } from '../../src/report/reporter.ts'
import type { ReporterOptions } from '../../src/report/reporter.ts'
import type { Spool } from '../../src/types.ts'
import { observation } from './observation.ts'
import { testClock } from './test-clock.ts'

interface Posted {
  at: number
  url: string
  headers: Record<string, string>
  event: Record<string, unknown>
}
type Answer = { status: number; retryAfterMs?: number } | Error | 'hang'

/** A reporter whose gateway answers as scripted: the last answer again and again. */
function reporting(answers: Answer[] = [{ status: 204 }], options: Partial<ReporterOptions> = {}) {
  const clock = testClock()
  const posted: Posted[] = []
  const pending: ((answer: Answer) => void)[] = []
  const sink = reporter({
    url: 'http://127.0.0.1:4000/',
    token: 'token',
    clock,
    random: () => 1,
    post: (url, { headers, body }) => {
      posted.push({ at: clock.now(), url, headers, event: JSON.parse(body) as Record<string, unknown> })
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      return new Promise((resolve, reject) => {
        const settle = (outcome: Answer) => (outcome instanceof Error ? reject(outcome) : resolve(outcome as { status: number }))
        if (answer === undefined || answer === 'hang') pending.push(settle)
        else settle(answer)
      })
    },
    ...options,
  })
  return { sink, clock, posted, pending, ids: () => posted.map(({ headers }) => headers['X-DefenseClaw-Request-Id']) }
}

function memorySpool(lines: string[] = []) {
  const written: string[] = []
  let settled = 0
  const spool: Spool = {
    write: (more) => void written.push(...more),
    take: () => lines.splice(0),
    size: () => lines.length + written.length,
    settle: () => void settled++,
  }
  return { spool, written, settled: () => settled }
}

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:4000'), { code: 'ECONNREFUSED' })

test('an observation is sent as one event with its correlation', async () => {
  const { sink, clock, posted } = reporting()
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
  const context = { sessionId: `s\u0007${'ä'.repeat(100)}`, agentId: ' agent ', userId: '' }
  sink.observe(observation({ id: 'one', traceparent, context }))
  expect(posted).toHaveLength(0)
  await clock.advance(1)
  expect(posted).toHaveLength(1)
  expect(posted[0]).toMatchObject({
    url: 'http://127.0.0.1:4000/v1/events/egress',
    event: { target_host: 'api.openai.com', branch: 'known', decision: 'allow' },
    headers: {
      'X-DC-Auth': 'Bearer token',
      'Content-Type': 'application/json',
      'X-DefenseClaw-Request-Id': 'one',
      'X-DefenseClaw-Agent-Id': 'agent',
      traceparent,
    },
  })
  const session = Buffer.from(posted[0]?.headers['X-DefenseClaw-Session-Id'] ?? '', 'latin1').toString('utf8')
  expect(session).toBe(`s${'ä'.repeat(63)}`)
  expect(posted[0]?.headers).not.toHaveProperty('X-DefenseClaw-User-Id')
  expect(sink.status?.()).toEqual({ state: 'ok', queued: 0, spooled: 0, sent: 1, dropped: 0 })
})

test('a trace is made where there is none', async () => {
  const { sink, clock, posted } = reporting()
  sink.observe(observation({ traceparent: 'nonsense' }))
  await clock.advance(1)
  expect(posted[0]?.headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
})

test('the path of the gateway is kept', async () => {
  const { sink, clock, posted } = reporting([{ status: 204 }], { url: 'https://gateway.example/c/openclaw/?x=1' })
  sink.observe(observation())
  await clock.advance(1)
  expect(posted[0]?.url).toBe('https://gateway.example/c/openclaw/v1/events/egress')
})

test('a gateway that is down is tried again after longer and longer waits, with the same request id', async () => {
  const { sink, clock, posted, ids } = reporting([refused])
  sink.observe(observation({ id: 'same' }))
  await clock.advance(60_000)
  const waits = posted.map(({ at }, index) => at - (posted[index - 1]?.at ?? 0))
  expect(waits.slice(1, 8)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000])
  expect(new Set(ids())).toEqual(new Set(['same']))
  expect(sink.status?.()).toMatchObject({
    state: 'unreachable',
    queued: 1,
    sent: 0,
    dropped: 0,
    lastError: 'The gateway could not be reached (ECONNREFUSED).',
  })
})

test('waits are spread, so that many processes do not come back at once', async () => {
  const { sink, clock, posted } = reporting([refused], { random: () => 0 })
  sink.observe(observation())
  await clock.advance(1_000)
  expect(posted.map(({ at }) => at)).toEqual([0, 250, 750])
})

for (const status of [500, 502, 503, 408]) {
  test(`an answer of ${status} is followed by another attempt, and only one event at a time finds out`, async () => {
    const { sink, clock, posted } = reporting([{ status }, { status }, { status: 204 }])
    for (let index = 0; index < 10; index++) sink.observe(observation())
    await clock.advance(499)
    expect(posted).toHaveLength(1)
    await clock.advance(3_000)
    expect(posted).toHaveLength(12)
    expect(sink.status?.()).toMatchObject({ state: 'ok', sent: 10, queued: 0, dropped: 0 })
  })
}

test('a 429 is followed as Retry-After says', async () => {
  const { sink, clock, posted } = reporting([{ status: 429, retryAfterMs: 3_000 }, { status: 204 }])
  sink.observe(observation())
  await clock.advance(2_999)
  expect(posted).toHaveLength(1)
  await clock.advance(10)
  expect(sink.status?.()).toMatchObject({ state: 'ok', sent: 1 })
})

test('a hostile Retry-After does not silence the reporter for good', async () => {
  const { sink, clock } = reporting([{ status: 429, retryAfterMs: 1e15 }, { status: 204 }])
  sink.observe(observation())
  await clock.advance(60_001)
  expect(sink.status?.()).toMatchObject({ sent: 1 })
})

for (const status of [200, 302, 400, 403, 404, 405, 415]) {
  test(`an event that is answered with ${status} is given up`, async () => {
    const { sink, clock, posted } = reporting([{ status }, { status: 204 }])
    sink.observe(observation())
    sink.observe(observation())
    await clock.advance(60_000)
    expect(posted).toHaveLength(2)
    expect(sink.status?.()).toMatchObject({ state: 'ok', sent: 1, dropped: 1, queued: 0, lastError: `The gateway answered ${status}.` })
  })
}

test('after a 401 nothing is sent until there is another token', async () => {
  let token = 'old'
  const { sink, clock, posted } = reporting([{ status: 401 }, { status: 204 }], { token: () => token })
  for (let index = 0; index < 5; index++) sink.observe(observation())
  await clock.advance(600_000)
  sink.observe(observation())
  await sink.flush?.()
  expect(posted).toHaveLength(1)
  expect(sink.status?.()).toMatchObject({ state: 'unauthorized', queued: 6, dropped: 0 })
  token = 'new'
  sink.observe(observation())
  await clock.advance(10)
  expect(posted.slice(1).map(({ headers }) => headers['X-DC-Auth'])).toEqual(Array.from({ length: 7 }, () => 'Bearer new'))
  expect(sink.status?.()).toMatchObject({ state: 'ok', queued: 0, sent: 7 })
})

test('no second holds more than the allowed number of events, wherever it begins', async () => {
  const { sink, clock, posted } = reporting()
  for (let index = 0; index < 400; index++) {
    sink.observe(observation())
    if (index % 7 === 0) await clock.advance(20)
  }
  await clock.advance(20_000)
  expect(posted).toHaveLength(400)
  const most = Math.max(...posted.map(({ at }) => posted.filter((other) => other.at >= at && other.at < at + 1_000).length))
  expect(most).toBe(80)
})

test('a full queue drops the oldest call that is no model call, then the oldest', async () => {
  const { sink, clock, ids } = reporting([refused, { status: 204 }], { queue: 3, coalesceWindowMs: 0 })
  const other = { branch: 'passthrough', bodyShape: 'none' } as const
  sink.observe(observation({ id: 'model-1' }))
  sink.observe(observation({ id: 'other-1', ...other }))
  sink.observe(observation({ id: 'other-2', ...other }))
  sink.observe(observation({ id: 'model-2' }))
  sink.observe(observation({ id: 'model-3' }))
  sink.observe(observation({ id: 'model-4' }))
  expect(sink.status?.()).toMatchObject({ queued: 3, dropped: 3 })
  await clock.advance(5_000)
  expect(ids().slice(1).toSorted()).toEqual(['model-2', 'model-3', 'model-4'])
})

test('calls that are no model calls are reported once per host and window, model calls and blocks always', async () => {
  const { sink, clock, posted } = reporting()
  const other = { branch: 'passthrough', bodyShape: 'none' } as const
  for (let index = 0; index < 5; index++) {
    sink.observe(observation({ ...other, host: 'a.example', path: `/${index}` }))
    sink.observe(observation({ ...other, host: 'b.example' }))
    sink.observe(observation({ ...other, host: 'a.example', decision: 'block' }))
    sink.observe(observation({ branch: 'shape', host: 'a.example' }))
    sink.observe(observation())
  }
  await clock.advance(10)
  const count = (host: string, branch: string, decision: string) =>
    posted.filter(({ event }) => event['target_host'] === host && event['branch'] === branch && event['decision'] === decision).length
  expect(count('a.example', 'passthrough', 'allow')).toBe(1)
  expect(count('b.example', 'passthrough', 'allow')).toBe(1)
  expect(count('a.example', 'passthrough', 'block')).toBe(5)
  expect(count('a.example', 'shape', 'allow')).toBe(5)
  expect(count('api.openai.com', 'known', 'allow')).toBe(5)
  await clock.advance(60_000)
  sink.observe(observation({ ...other, host: 'a.example' }))
  await clock.advance(10)
  expect(count('a.example', 'passthrough', 'allow')).toBe(2)
  expect(sink.status?.().dropped).toBe(0)
})

test('flush settles when everything is answered', async () => {
  const { sink, clock, pending } = reporting(['hang'])
  sink.observe(observation())
  let flushed = false
  const flushing = sink.flush?.().then(() => (flushed = true))
  await clock.advance(100)
  expect(flushed).toBe(false)
  pending[0]?.({ status: 204 })
  await flushing
  expect(sink.status?.()).toMatchObject({ sent: 1, queued: 0 })
})

test('flush settles within five seconds when the gateway hangs, and at once when there is nothing', async () => {
  const { sink, clock } = reporting(['hang'])
  await sink.flush?.()
  sink.observe(observation())
  let flushed = false
  void sink.flush?.().then(() => (flushed = true))
  await clock.advance(5_000)
  expect(flushed).toBe(true)
  expect(sink.status?.()).toMatchObject({ queued: 1 })
})

test('flush does not wait for the end of a pause', async () => {
  const { sink, clock, posted } = reporting([refused, refused, refused, refused, { status: 204 }])
  sink.observe(observation())
  await clock.advance(4_000)
  expect(posted).toHaveLength(4)
  await sink.flush?.()
  expect(sink.status?.()).toMatchObject({ state: 'ok', sent: 1 })
})

test('close sends what it can, keeps the rest in the spool and takes nothing more', async () => {
  const { spool, written, settled } = memorySpool()
  const { sink, clock, posted } = reporting([{ status: 204 }, 'hang'], { spool })
  for (const id of ['a', 'b', 'c']) sink.observe(observation({ id }))
  const closing = sink.close?.()
  await clock.advance(5_000)
  await closing
  sink.observe(observation())
  await clock.advance(5_000)
  expect(posted).toHaveLength(3)
  expect(written.map((line) => (JSON.parse(line) as { id: string }).id).toSorted()).toEqual(['b', 'c'])
  expect(settled()).toBeGreaterThan(0)
  expect(sink.status?.()).toMatchObject({ queued: 0, sent: 1, dropped: 0, spooled: 2 })
})

test('without a spool, what could not be sent at the end counts as dropped', async () => {
  const { sink, clock } = reporting([refused])
  sink.observe(observation())
  const closing = sink.close?.()
  await clock.advance(5_000)
  await closing
  expect(sink.status?.()).toMatchObject({ queued: 0, dropped: 1 })
})

test('what an earlier process left is sent with its own request id, and forgotten when it is answered', async () => {
  const first = memorySpool()
  const early = reporting([refused], { spool: first.spool })
  for (const id of ['x', 'y']) early.sink.observe(observation({ id, context: { sessionId: 'before' } }))
  const closing = early.sink.close?.()
  await early.clock.advance(5_000)
  await closing

  const second = memorySpool([...first.written, 'broken', '{"id":1}'])
  const late = reporting([{ status: 204 }], { spool: second.spool, token: 'other' })
  late.sink.observe(observation({ id: 'z' }))
  await late.clock.advance(10)
  expect(late.ids().toSorted()).toEqual(['x', 'y', 'z'])
  expect(late.posted.find(({ headers }) => headers['X-DefenseClaw-Request-Id'] === 'x')?.headers).toMatchObject({
    'X-DefenseClaw-Session-Id': 'before',
    'X-DC-Auth': 'Bearer other',
  })
  expect(second.settled()).toBe(1)
  expect(first.written.join()).not.toContain('token')
})

test('a process that has nothing of its own to report takes over the spool after a while', async () => {
  const first = memorySpool()
  const early = reporting([refused], { spool: first.spool })
  early.sink.observe(observation({ id: 'x' }))
  const closing = early.sink.close?.()
  await early.clock.advance(5_000)
  await closing
  const late = reporting([{ status: 204 }], { spool: memorySpool(first.written).spool })
  await late.clock.advance(5_000)
  expect(late.ids()).toEqual(['x'])
})

test('at an exit everything without an answer is saved at once; a later answer changes nothing', async () => {
  const { spool, written } = memorySpool()
  let hooks: { drain: () => Promise<void>; save: () => void } | undefined
  const { sink, clock, pending } = reporting(['hang'], { spool, onExit: (given) => ((hooks = given), () => {}) })
  sink.observe(observation({ id: 'flying' }))
  await clock.advance(1)
  sink.observe(observation({ id: 'waiting' }))
  hooks?.save()
  expect(written.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['flying', 'waiting'])
  pending[0]?.({ status: 204 })
  await clock.advance(1)
  expect(sink.status?.()).toMatchObject({ sent: 0, queued: 0 })
})

test('a natural end is not held up by a gateway that does not answer', async () => {
  const { spool } = memorySpool()
  let hooks: { drain: () => Promise<void>; save: () => void } | undefined
  const { sink } = reporting([refused], { spool, onExit: (given) => ((hooks = given), () => {}) })
  sink.observe(observation())
  await hooks?.drain()
  expect(sink.status?.()).toMatchObject({ queued: 1, state: 'unreachable' })
})
