import { isRecord } from '../text/json.ts'
import type { Fetch } from './fetch.ts'

/** Guards a client in place when it is of its kind; says whether it was. */
export type GuardClient = (client: object, guard: (fetch?: Fetch) => Fetch) => boolean

/** OpenAI, Anthropic, Groq and Ollama keep the fetch that they were made with; their `withOptions()` copies inherit it. */
const ownFetch: GuardClient = (client, guard) => {
  const holder = client as { fetch?: unknown }
  if (typeof client !== 'object' || !Object.hasOwn(client, 'fetch') || typeof holder.fetch !== 'function') return false
  holder.fetch = guard(holder.fetch as Fetch)
  return true
}

/** Google's client reads its fetch from the HTTP options with every call. */
const google: GuardClient = (client, guard) => {
  const options = at(client, 'apiClient', 'clientOptions')
  if (options === undefined) return false
  const http = isRecord(options['httpOptions']) ? options['httpOptions'] : {}
  http['fetch'] = guard(http['fetch'] as Fetch | undefined)
  options['httpOptions'] = http
  return true
}

/** Mistral's client makes its parts when they are first asked for, from these options. */
const mistral: GuardClient = (client, guard) => {
  const options = at(client, '_options')
  if (options === undefined || !('hooks' in options) || typeof (client as Record<string, unknown>)['chat'] !== 'object') return false
  const http = options['httpClient']
  if (isRecord(http) && typeof http['fetcher'] === 'function') http['fetcher'] = guard(http['fetcher'] as Fetch)
  else options['httpClient'] = { request: guard() }
  for (const key of Object.keys(client)) if (/^_(?!options|hooks)/.test(key)) delete (client as Record<string, unknown>)[key]
  return true
}

/** Cohere's clients hand the fetch of their options to every call; the second version holds two of the first kind. */
const cohere: GuardClient = (client, guard) => {
  const holders = [at(client, '_options'), at(client, 'client', '_options'), at(client, 'clientV2', '_options')].filter(
    (found) => found !== undefined,
  )
  if (holders.length === 0 || typeof (client as Record<string, unknown>)['chatStream'] !== 'function') return false
  for (const options of holders) options['fetch'] = guard(options['fetch'] as Fetch | undefined)
  return true
}

/** LangChain's models make an SDK client from a configuration when they are first used. */
const langChain: GuardClient = (client, guard) => {
  const models = [client, at(client, 'completions'), at(client, 'responses')]
  let found = false
  for (const model of models) {
    for (const config of [at(model, 'clientConfig'), at(model, 'clientOptions')]) {
      if (config === undefined) continue
      config['fetch'] = guard(config['fetch'] as Fetch | undefined)
      found = true
    }
    for (const made of ['client', 'batchClient', 'streamingClient']) {
      const inner = found ? at(model, made) : undefined
      if (inner !== undefined) ownFetch(inner, guard)
    }
  }
  return found
}

export const clients: readonly GuardClient[] = [langChain, ownFetch, google, mistral, cohere]

function at(value: unknown, ...keys: readonly string[]): Record<string, unknown> | undefined {
  const found = keys.reduce<unknown>((here, key) => (isRecord(here) ? here[key] : undefined), value)
  return isRecord(found) ? found : undefined
}
