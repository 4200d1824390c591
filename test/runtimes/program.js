// Runs in the runtime that is tested, with guard preloaded: calls a model in all ways that there are, and says what came of it.
import { clients } from './clients.js'
import { chat, prompts } from './texts.js'

const { HTTP: http, HTTP2: http2 } = process.env
const guard = globalThis[Symbol.for('guard.registered')]
const observations = []
guard.on('observation', ({ path, via, request, response, outcome }) => {
  observations.push({ path, via, request: request.verdict, response: response.verdict, outcome })
})

const answers = {}
for (const [name, make] of Object.entries(clients)) {
  let call
  try {
    call = await make()
  } catch (error) {
    answers[name] = { missing: String(error?.message) }
    continue
  }
  answers[name] = {}
  for (const [kind, prompt] of Object.entries(prompts)) {
    const url = `${name.startsWith('node:http2') ? http2 : http}/${encodeURIComponent(name)}/${kind}/v1/chat/completions`
    const late = new Promise((_, reject) => setTimeout(reject, 10_000, new Error('no answer in 10 s')))
    try {
      answers[name][kind] = await Promise.race([call(url, chat(prompt)), late])
    } catch (error) {
      answers[name][kind] = { error: `${error?.name}: ${error?.message} ${error?.cause?.message ?? ''}` }
    }
  }
}
await new Promise((resolve) => setTimeout(resolve, 100))
const { layers, notes } = guard.status()
console.log(`\n@@${JSON.stringify({ answers, observations, layers, notes })}`)
process.exit(0)
