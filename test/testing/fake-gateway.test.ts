import { expect, onTestFinished, test } from 'vitest'
import { fakeGateway } from '../../src/testing/fake-gateway.ts'
import type { FakeGateway } from '../../src/testing/fake-gateway.ts'

async function gateway() {
  const fake = await fakeGateway()
  onTestFinished(fake.close)
  return fake
}

const send = ({ url, token }: FakeGateway, id: string) =>
  fetch(`${url}/v1/events/egress`, {
    method: 'POST',
    headers: { 'X-DC-Auth': `Bearer ${token}`, 'X-DefenseClaw-Request-Id': id },
    body: new TextEncoder().encode('{"branch":"known","decision":"allow","target_host":"a.example"}'),
  })

test('events are recorded with what they belong to', async () => {
  const fake = await gateway()
  const waiting = fake.waitFor(2)
  await Promise.all([send(fake, 'a'), send(fake, 'b')])
  expect((await waiting).map(({ requestId }) => requestId).toSorted()).toEqual(['a', 'b'])
  expect(fake.requests).toHaveLength(2)
  expect(fake.requests[0]).toMatchObject({
    method: 'POST',
    path: '/v1/events/egress',
    body: '{"branch":"known","decision":"allow","target_host":"a.example"}',
  })
})

test('it answers what it is told to, records the attempts, and is strict again when it is told nothing', async () => {
  const fake = await gateway()
  fake.respond({ status: 429, headers: { 'retry-after': '2' }, body: 'busy' })
  const busy = await send(fake, 'a')
  expect([busy.status, busy.headers.get('retry-after'), await busy.text()]).toEqual([429, '2', 'busy'])
  fake.respond('reset')
  await expect(send(fake, 'b')).rejects.toThrow('fetch failed')
  fake.respond(500)
  expect((await send(fake, 'c')).status).toBe(500)
  fake.respond()
  expect((await send(fake, 'd')).status).toBe(204)
  expect(fake.events.map(({ requestId }) => requestId)).toEqual(['d'])
  expect(fake.requests.map(({ headers }) => headers['x-defenseclaw-request-id'])).toEqual(expect.arrayContaining(['a', 'c', 'd']))
})

test('a gateway that hangs can be closed', async () => {
  const fake = await gateway()
  fake.respond('hang')
  const pending = expect(send(fake, 'a')).rejects.toThrow('fetch failed')
  while (fake.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
  await fake.close()
  await pending
})
