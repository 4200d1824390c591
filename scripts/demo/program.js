// The program of the demonstration: an ordinary user of two SDKs that knows nothing of guard.
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { prompts } from './prompts.js'

const openai = new OpenAI({ apiKey: 'not-needed-here', baseURL: `${process.env.DEMO_PROVIDER}/v1` })
const anthropic = new Anthropic({ apiKey: 'not-needed-here', baseURL: process.env.DEMO_PROVIDER })
const tell = (message) => new Promise((resolve) => process.send(message, resolve))

await step('secret', async () => {
  const completion = await openai.chat.completions.create({ model: 'gpt-5', messages: [{ role: 'user', content: prompts.secret }] })
  return completion.choices[0].message.content
})

await step('stream', async () => {
  const request = { model: 'claude-demo', max_tokens: 500, messages: [{ role: 'user', content: prompts.stream }] }
  let text = ''
  for await (const event of anthropic.messages.stream(request)) {
    if (event.type !== 'content_block_delta') continue
    text += event.delta.text
    await tell({ step: 'stream', piece: event.delta.text })
  }
  return text
})

await step('leak', async () => {
  const stream = await openai.responses.create({ model: 'gpt-5', input: prompts.leak, stream: true })
  let text = ''
  for await (const event of stream) if (event.type === 'response.output_text.delta') text += event.delta
  return text
})

await step('injection', async () => {
  const messages = [
    { role: 'user', content: prompts.injection.question },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_demo', name: 'fetch_page', input: { url: 'https://example.org' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_demo', content: prompts.injection.page }] },
  ]
  await anthropic.messages.create({ model: 'claude-demo', max_tokens: 100, messages })
})

await step('command', async () => {
  const tools = [
    { type: 'function', function: { name: 'bash', parameters: { type: 'object', properties: { command: { type: 'string' } } } } },
  ]
  const completion = await openai.chat.completions.create({ model: 'gpt-5', tools, messages: [{ role: 'user', content: prompts.command }] })
  return JSON.stringify(completion.choices[0].message.tool_calls)
})

await tell({ done: true })
process.disconnect()

async function step(name, run) {
  try {
    await tell({ step: name, got: await run() })
  } catch (error) {
    await tell({
      step: name,
      error: `${error.constructor.name} ${error.status}: ${error.error?.error?.message ?? error.error?.message ?? error.message}`,
    })
  }
}
