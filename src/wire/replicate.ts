import { has } from '../text/json-keys.ts'
import { asRecord, asString, isRecord } from '../text/json.ts'
import { isMedia } from '../text/silent-keys.ts'
import type { Reading, WireFormat } from '../types.ts'
import { emptyReading, sayLeaves, voices } from './collect.ts'
import { objectHas } from './evidence.ts'
import { genericRefuse, plainStream } from './generic.ts'
import { readMessages } from './openai-messages.ts'
import { isPost, sseOnly } from './paths.ts'
import { json, violation } from './refusals.ts'

/** Replicate's predictions, and containers made with its tools. */
export const replicate: WireFormat = {
  name: 'replicate',
  shape: 'input',
  matches: (call, top) => isPost(call) && /\/predictions\/?$/.test(call.path) && (top === undefined || has(top, 'input', 'object')),
  claims: (_call, top, body) =>
    top !== undefined &&
    body !== undefined &&
    (has(top, 'version', 'string') || objectHas(top, body, 'input', 'prompt', 'messages', 'text', 'system_prompt', 'input')),
  request: (body, { path }) => {
    const request = asRecord(body)
    const model = /\/(?:models|deployments)\/([^/]{1,100}\/[^/]{1,100})\/predictions/.exec(path)?.[1]
    const reading = emptyReading({ model: model ?? asString(request['version']), stream: request['stream'] === true })
    readInput(reading, '/input', request['input'])
    return reading
  },
  response: (body) => {
    const answer = asRecord(body)
    const reading = emptyReading({ model: asString(answer['model']) })
    sayLeaves(reading, '/output', answer['output'], voices.model, isMedia)
    return reading
  },
  framing: sseOnly,
  stream: plainStream,
  refuse: {
    ...genericRefuse,
    error: ({ message, id }) => json(403, { type: violation, title: 'Forbidden', detail: message, status: 403, instance: id }),
    answer: ({ message, id }, _call, { model }) =>
      json(201, {
        id,
        model: model ?? 'unknown',
        version: 'hidden',
        input: {},
        output: null,
        logs: '',
        error: message,
        status: 'failed',
        urls: {},
      }),
  },
}

/** Adds the texts of an input whose fields nobody has described. */
export function readInput(reading: Reading, path: string, input: unknown): void {
  if (!isRecord(input)) return sayLeaves(reading, path, input, voices.user, isMedia)
  readMessages(reading, `${path}/messages`, input['messages'])
  for (const [key, value] of Object.entries(input)) {
    if (key === 'messages' && Array.isArray(value)) continue
    if (!isMedia(key))
      sayLeaves(
        reading,
        `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        value,
        /system/i.test(key) ? voices.system : voices.user,
        isMedia,
      )
  }
}
