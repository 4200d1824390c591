// Bundled for runtimes that have no Node: a guard whose fetch is called there.
import { createGuard } from 'guard'
import { chat, prompts } from './texts.js'

/** Calls a model through `createGuard().fetch` and says what came of it. */
export async function run(http) {
  const guard = createGuard({ mode: 'enforce' })
  const observations = []
  guard.on('observation', ({ path, outcome }) => observations.push({ path, outcome }))
  const client = 'createGuard().fetch'
  const answers = { [client]: {} }
  for (const [kind, prompt] of Object.entries(prompts)) {
    const url = `${http}/${encodeURIComponent(client)}/${kind}/v1/chat/completions`
    try {
      const response = await guard.fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: chat(prompt) })
      answers[client][kind] = { status: response.status, text: await response.text() }
    } catch (error) {
      answers[client][kind] = { error: `${error?.name}: ${error?.message}` }
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 50))
  return { answers, observations, notes: guard.status().notes }
}

export default {
  /** What workerd calls. */
  fetch: async (request) => Response.json(await run(new URL(request.url).searchParams.get('http'))),
}
