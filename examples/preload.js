// Run with:  GUARD_MODE=enforce node --import guard/register examples/preload.js
// The program knows nothing of guard: it uses its SDK as always.
import assert from 'node:assert/strict'
import { fakeProvider } from 'guard/testing'
import OpenAI from 'openai'

const provider = await fakeProvider()
const client = new OpenAI({ apiKey: 'not-needed-here', baseURL: `${provider.url}/v1` })

const prompt = 'Write a thank-you note to jane.doe@acme-corp.io.'
const completion = await client.chat.completions.create({ model: 'gpt-5', messages: [{ role: 'user', content: prompt }] })

console.log('the program sent:     ', prompt)
console.log('the provider received:', provider.requests[0].lastUserText)
console.log('the program got:      ', completion.choices[0].message.content)

assert.match(provider.requests[0].lastUserText, /\[EMAIL_[0-9A-Z]{8}\]/)
assert.equal(completion.choices[0].message.content, prompt)
await provider.close()
