// Run with:  node examples/wrapped-client.js
// One client is guarded; nothing global changes, and other clients go their own way.
import assert from 'node:assert/strict'
import Anthropic from '@anthropic-ai/sdk'
import { createGuard } from 'guard'
import { fakeProvider } from 'guard/testing'

const provider = await fakeProvider()
const guard = createGuard({ mode: 'enforce' })
const options = { apiKey: 'not-needed-here', baseURL: provider.url }
const guarded = guard.wrap(new Anthropic(options))
const plain = new Anthropic(options)

const message = { model: 'claude-test', max_tokens: 100, messages: [{ role: 'user', content: 'Call Jane: jane.doe@acme-corp.io' }] }
const streamed = await guarded.messages.stream(message).finalText()
await plain.messages.create(message)

console.log('guarded client sent:', provider.requests[0].lastUserText)
console.log('plain client sent:  ', provider.requests[1].lastUserText)
assert.equal(streamed, 'Call Jane: jane.doe@acme-corp.io')
assert.doesNotMatch(provider.requests[0].text, /jane\.doe/)
assert.match(provider.requests[1].text, /jane\.doe/)

await guard.close()
await provider.close()
