import http from 'node:http'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { httpEntry } from '../../src/node/http.ts'
import { hostWith, identity } from '../node/handles.ts'

// nock 15 says that it runs on Node 20, and uses what came with 22.
const promises = Promise as unknown as { withResolvers?: () => object }
promises.withResolvers ??= () => {
  const made: Record<string, unknown> = {}
  made['promise'] = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }))
  return made
}

// nock 15 looks for a real connection when a body comes later than its request, so only calls that do not wait are the same.
test.each(['before', 'after'])(
  'nock answers calls that guard does not judge as it does without guard, when it is set up %s guard',
  async (when) => {
    const { default: nock } = await import('nock')
    if (!nock.isActive()) nock.activate()
    const mock = () => nock('http://model.test').post('/v1', /bob/).reply(200, { mocked: true })
    if (when === 'before') mock()
    const { restore } = httpEntry().install(hostWith(identity, { wants: () => false }))
    if (when === 'after') mock()
    try {
      const request = http.request('http://model.test/v1', { method: 'POST', headers: { 'content-type': 'application/json' } })
      request.end('{"mail":"bob"}')
      const [response] = (await once(request, 'response')) as [http.IncomingMessage]
      let text = ''
      for await (const chunk of response) text += String(chunk)
      expect(text).toBe('{"mocked":true}')
    } finally {
      restore()
      nock.cleanAll()
      nock.restore()
    }
  },
)
