import { has } from '../text/json-keys.ts'
import { asRecord, isRecord } from '../text/json.ts'
import type { WireFormat } from '../types.ts'
import { readMessagesRequest } from './anthropic-messages.ts'
import { anthropicError, endMessages } from './anthropic-refusal.ts'
import { emptyReading, items } from './collect.ts'
import { firstHas } from './evidence.ts'
import { isPost } from './paths.ts'

/** Batches of messages of Anthropic. */
export const anthropicBatches: WireFormat = {
  name: 'anthropic-batches',
  shape: 'messages',
  matches: (call, top) => isPost(call) && /\/messages\/batches\/?$/.test(call.path) && (top === undefined || has(top, 'requests', 'array')),
  claims: (_call, top, body) => top !== undefined && body !== undefined && firstHas(top, body, 'requests', 'params'),
  request: (body) => {
    const reading = emptyReading({ stream: false })
    for (const [at, entry] of items('/requests', asRecord(body)['requests'])) {
      const { params } = asRecord(entry)
      if (isRecord(params)) readMessagesRequest(params, `${at}/params`, reading)
    }
    return reading
  },
  response: () => emptyReading(),
  framing: () => undefined,
  stream: () => () => ({ deltas: [] }),
  refuse: { error: anthropicError, answer: anthropicError, endStream: endMessages },
}
