// Run with:  GUARD_MODE=enforce node -r guard/register examples/common-js.cjs
const assert = require('node:assert/strict')
const { guard } = require('guard/register')
const { fakeProvider } = require('guard/testing')
const OpenAI = require('openai')

async function main() {
  const provider = await fakeProvider()
  const client = new OpenAI({ apiKey: 'not-needed-here', baseURL: `${provider.url}/v1` })
  const stream = await client.chat.completions.create({
    model: 'gpt-5',
    stream: true,
    messages: [{ role: 'user', content: 'Remember jane.doe@acme-corp.io for me.' }],
  })
  let text = ''
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
  console.log('the program got:', text)
  assert.equal(text, 'Remember jane.doe@acme-corp.io for me.')
  assert.doesNotMatch(provider.requests[0].text, /jane\.doe/)
  assert.equal(guard.status().seen.exchanges, 1)
  await provider.close()
}

main()
