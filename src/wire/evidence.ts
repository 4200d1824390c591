import type { TopLevel } from '../types.ts'
import { elementKeys, topLevelKeys, has } from '../text/json-keys.ts'

/** True when `messages` holds what only a conversation with a model holds: elements with a model's roles and something said. */
export function isConversation(top: TopLevel, body: string, key = 'messages'): boolean {
  const value = top.keys.get(key)
  if (value?.type !== 'array') return false
  const first = elementKeys(body, value.start)
  if (!first) return false
  const role = stringAt(body, first, 'role')
  return role !== undefined && roles.has(role) && said.some((name) => first.keys.has(name))
}

const roles = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function', 'model', 'human', 'ai'])
const said = ['content', 'parts', 'tool_calls', 'tool_call_id', 'function_call', 'contents']

/** True when a key holds what the knobs of a model look like: how long, how random, whether streamed. */
export function hasKnobs(top: TopLevel): boolean {
  return knobs.some((key) => top.keys.has(key))
}

const knobs = [
  'max_tokens',
  'max_new_tokens',
  'max_output_tokens',
  'max_completion_tokens',
  'max_tokens_to_sample',
  'maxTokens',
  'n_predict',
  'temperature',
  'top_p',
  'top_k',
  'stop_sequences',
  'repeat_penalty',
  'num_predict',
  'generationConfig',
  'inferenceConfig',
  'anthropic_version',
]

/** True when the body names a model, as a model call must on a shared host. */
export function namesModel(top: TopLevel): boolean {
  return has(top, 'model', 'string')
}

/** True when the element that begins a list has one of the keys. */
export function firstHas(top: TopLevel, body: string, key: string, ...names: string[]): boolean {
  const value = top.keys.get(key)
  const first = value?.type === 'array' ? elementKeys(body, value.start) : undefined
  return first !== undefined && names.some((name) => first.keys.has(name))
}

/** True when an object at the top has one of the keys. */
export function objectHas(top: TopLevel, body: string, key: string, ...names: string[]): boolean {
  const value = top.keys.get(key)
  const keys = value?.type === 'object' ? topLevelKeys(body.slice(value.start, value.end)) : undefined
  return keys !== undefined && names.some((name) => keys.keys.has(name))
}

/** The string under a key of a scanned object, when it is short and plain. */
export function stringAt(body: string, top: TopLevel, key: string): string | undefined {
  const value = top.keys.get(key)
  if (value?.type !== 'string' || value.end - value.start > 200) return undefined
  const raw = body.slice(value.start + 1, value.end - 1)
  return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw
}
