import type { BodyShape, TopLevel } from '../types.ts'
import { has } from './json-keys.ts'

/** The coarse class of a body by the keys at its top. */
export function shapeOf(top: TopLevel | undefined): BodyShape {
  if (top === undefined) return 'none'
  return shapes.find(([key, types]) => has(top, key, ...types))?.[2] ?? combined(top)
}

const shapes: readonly (readonly [string, readonly ('string' | 'array' | 'object')[], BodyShape])[] = [
  ['messages', ['array'], 'messages'],
  ['contents', ['array'], 'contents'],
  ['input', ['string', 'array', 'object'], 'input'],
  ['inputs', ['array', 'string', 'object'], 'input'],
  ['prompt', ['string', 'array'], 'prompt'],
  ['inputText', ['string'], 'input'],
  ['instances', ['array'], 'input'],
  ['additional_messages', ['array'], 'messages'],
  ['chat_history', ['array'], 'messages'],
]

function combined(top: TopLevel): BodyShape {
  if (has(top, 'message', 'string') && ['model', 'preamble', 'connectors', 'conversation_id'].some((key) => has(top, key)))
    return 'messages'
  if (has(top, 'query', 'string') && has(top, 'documents', 'array')) return 'input'
  if (has(top, 'texts', 'array') && has(top, 'model', 'string')) return 'input'
  return 'none'
}
