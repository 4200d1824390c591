import { has } from '../text/json-keys.ts'
import { asRecord, asString, isRecord } from '../text/json.ts'
import { isMedia } from '../text/silent-keys.ts'
import type { Delta, Reading, WireFormat } from '../types.ts'
import { deepest, emptyReading, items, say, sayLeaves, voices } from './collect.ts'
import { objectHas } from './evidence.ts'
import { readMessage } from './openai-messages.ts'
import { isPost, sseOnly } from './paths.ts'
import { eventStream, json, sse, violation } from './refusals.ts'
import { readInput } from './replicate.ts'
import { piece } from './text-pieces.ts'

/** LangServe: a chain behind `/invoke`, `/batch` and `/stream`. */
export const langserve: WireFormat = {
  name: 'langserve',
  shape: 'input',
  matches: (call, top) => isPost(call) && path.test(call.path) && (has(top, 'input') || has(top, 'inputs', 'array')),
  claims: (_call, top, body) => {
    if (top === undefined || body === undefined || ![...top.keys.keys()].every((key) => fields.has(key))) return false
    if (has(top, 'kwargs', 'object') || has(top, 'config', 'object', 'array')) return true
    return objectHas(top, body, 'input', 'question', 'messages', 'prompt', 'chat_history', 'human_input')
  },
  request: (body) => {
    const request = asRecord(body)
    const reading = emptyReading()
    readInput(reading, '/input', request['input'])
    for (const [at, input] of items('/inputs', request['inputs'])) readInput(reading, at, input)
    return reading
  },
  response: (body) => {
    const reading = emptyReading()
    readOutput(reading, '/output', asRecord(body)['output'])
    return reading
  },
  framing: sseOnly,
  stream:
    () =>
    ({ data, event }) => {
      const deltas: Delta[] = []
      if (event === 'end' || event === 'error') return { deltas, ends: '*', done: true }
      if (typeof data === 'string') piece(deltas, 'output', '', data)
      const frame = asRecord(data)
      for (const key of ['content', 'text', 'output', 'answer']) piece(deltas, key, `/${key}`, frame[key])
      for (const [at, operation] of items('/ops', frame['ops'])) {
        const { path: where, value } = asRecord(operation)
        if (asString(where)?.endsWith('/streamed_output_str/-') === true) piece(deltas, asString(where) ?? '', `${at}/value`, value)
      }
      return { deltas }
    },
  refuse: {
    error: (refusal) => json(403, errorBody(refusal)),
    answer: (refusal, { path: where }) => {
      const { message, id } = refusal
      if (where.includes('/stream')) return eventStream(sse(JSON.stringify(message), 'data') + sse('', 'end'))
      const metadata = { run_id: id, feedback_tokens: [] }
      return json(200, /\/batch\/?$/.test(where) ? { output: [message], metadata } : { output: message, metadata })
    },
    endStream: (refusal, how) =>
      how === 'error'
        ? sse({ status_code: 403, message: refusal.message }, 'error')
        : sse(JSON.stringify(`\n\n${refusal.message}`), 'data') + sse('', 'end'),
  },
}

const path = /\/(?:invoke|batch|stream|stream_log|stream_events)\/?$/
const fields = new Set([
  'input',
  'inputs',
  'config',
  'kwargs',
  'diff',
  'include_names',
  'include_types',
  'include_tags',
  'exclude_names',
  'exclude_types',
  'exclude_tags',
])

function readOutput(reading: Reading, at: string, output: unknown, depth = 0): void {
  if (Array.isArray(output) && depth < deepest) for (const [inner, item] of items(at, output)) readOutput(reading, inner, item, depth + 1)
  else if (isRecord(output) && output['content'] !== undefined) readMessage(reading, at, { role: 'assistant', ...output, type: undefined })
  else if (typeof output === 'string') say(reading, at, output, voices.model)
  else sayLeaves(reading, at, output, voices.model, isMedia, depth)
}

function errorBody({ message, category, detector, id }: { message: string; category: string; detector: string; id: string }) {
  return { detail: { type: violation, msg: message, category, detector, observation_id: id } }
}
