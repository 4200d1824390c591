import { child } from '../text/pointer.ts'
import type { Origin, Reading, Segment, SegmentEncoding, SegmentKind, Usage } from '../types.ts'
import { isRecord } from '../text/json.ts'

/** Who says a text, and what it is. */
export interface Voice {
  role: Segment['role']
  kind: SegmentKind
  origin: Origin
  name?: string | undefined
  callId?: string | undefined
}

/** The usual voices. */
export const voices = {
  system: { role: 'system', kind: 'text', origin: 'system' },
  developer: { role: 'developer', kind: 'text', origin: 'developer' },
  user: { role: 'user', kind: 'text', origin: 'user' },
  model: { role: 'assistant', kind: 'text', origin: 'model' },
  reasoning: { role: 'assistant', kind: 'reasoning', origin: 'model' },
  call: { role: 'assistant', kind: 'tool-call', origin: 'model' },
  result: { role: 'tool', kind: 'tool-result', origin: 'tool' },
  document: { role: 'user', kind: 'document', origin: 'document' },
} as const satisfies Record<string, Voice>

/** Deeper than this nothing is read, and the reading says so. */
export const deepest = 200

/** A reading with nothing in it yet. */
export function emptyReading(known: Partial<Reading> = {}): Reading {
  return { segments: [], toolCalls: [], ...known }
}

/** Adds a text to a reading; whatever is not a string, or is empty, is no text. */
export function say(
  reading: Reading,
  path: string,
  text: unknown,
  { role, kind, origin, name, callId }: Voice,
  { encoding, writable }: { encoding?: SegmentEncoding; writable?: boolean } = {},
): void {
  if (typeof text !== 'string' || text === '') return
  const segment: Segment = { path, text, role, kind, origin }
  if (name !== undefined) segment.name = name
  if (callId !== undefined) segment.callId = callId
  if (encoding !== undefined) segment.encoding = encoding
  if (writable !== undefined) segment.writable = writable
  reading.segments.push(segment)
}

/** Adds every string of a value: tool-call arguments, structured results. Keys that `skip` names hold no text. */
export function sayLeaves(reading: Reading, path: string, value: unknown, voice: Voice, skip?: (key: string) => boolean, depth = 0): void {
  if (typeof value === 'string') return say(reading, path, value, voice)
  if (typeof value !== 'object' || value === null) return
  if (depth > deepest) {
    reading.truncated = true
    return
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) sayLeaves(reading, child(path, index), value[index], voice, skip, depth + 1)
    return
  }
  for (const [key, item] of Object.entries(value)) {
    if (!skip?.(key)) sayLeaves(reading, child(path, key), item, voice, skip, depth + 1)
  }
}

/** Adds a call of a tool: its name, its arguments (an object, or JSON text), and the call itself. */
export function sayCall(reading: Reading, { path, name, callId, args, voice = voices.call }: ToolCallPlace): void {
  const own: Voice = {
    ...voice,
    name: typeof name.value === 'string' ? name.value : undefined,
    callId: typeof callId === 'string' ? callId : undefined,
  }
  say(reading, name.path, name.value, own, { writable: false })
  if (typeof args === 'string') say(reading, path, args, own, looksLikeJson(args) ? { encoding: 'json' } : {})
  else sayLeaves(reading, path, args, own)
  if (own.name !== undefined) reading.toolCalls.push({ name: own.name, arguments: args, path, callId: own.callId })
}

/** Where a tool call stands in a body. */
export interface ToolCallPlace {
  /** Pointer of the arguments. */
  path: string
  name: { path: string; value: unknown }
  callId?: unknown
  args: unknown
  voice?: Voice
}

/** True for a text that holds a JSON object, array or string. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[{["]/.test(text)
}

/** The usage of an answer, whatever its two counters are called. */
export function usageOf(value: unknown, input: string, output: string): Usage | undefined {
  if (!isRecord(value)) return undefined
  const usage: Usage = {}
  if (typeof value[input] === 'number') usage.input = value[input]
  if (typeof value[output] === 'number') usage.output = value[output]
  return usage.input === undefined && usage.output === undefined ? undefined : usage
}

/** Each element of an array with its pointer; nothing for anything else. */
export function* items(path: string, value: unknown): Generator<[string, unknown]> {
  if (!Array.isArray(value)) return
  for (let index = 0; index < value.length; index++) yield [child(path, index), value[index]]
}

/** The voice of a message's role, as the many providers write it. */
export function voiceOf(role: unknown): Voice {
  if (role === 'user' || typeof role !== 'string') return voices.user
  if (role === 'assistant') return voices.model
  switch (role.toLowerCase()) {
    case 'system':
      return voices.system
    case 'developer':
      return voices.developer
    case 'assistant':
    case 'model':
    case 'ai':
    case 'bot':
    case 'chatbot':
      return voices.model
    case 'tool':
    case 'function':
    case 'ipython':
    case 'tool_results':
      return voices.result
    default:
      return voices.user
  }
}
