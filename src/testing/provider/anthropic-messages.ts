import { lastUserText } from './format.ts'
import type { ProviderEvent, ProviderFormat, Reply } from './format.ts'

const stops = { end: 'end_turn', length: 'max_tokens', tool: 'tool_use', refusal: 'refusal' } as const
const errors: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
}

/** Anthropic Messages. */
export const anthropicMessages: ProviderFormat = {
  name: 'anthropic-messages',
  path: '/messages',
  idHeader: 'request-id',
  lastUserText: (body) => lastUserText(body['messages']),
  json: (reply) => ({
    ...envelope(reply),
    content: blocks(reply).map(({ whole }) => whole),
    stop_reason: stops[reply.stop],
    usage: usage(reply, reply.usage.output),
  }),
  events,
  error: (status, message) => ({
    type: 'error',
    error: { type: errors[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error'), message },
    request_id: 'req_fake',
  }),
}

function envelope({ seed, model }: Reply) {
  return {
    id: `msg_${seed}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [] as unknown[],
    stop_reason: null as string | null,
    stop_sequence: null,
  }
}

function usage({ usage: { input } }: Reply, output: number) {
  return {
    input_tokens: input,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: output,
    service_tier: 'standard',
  }
}

interface Block {
  whole: unknown
  empty: unknown
  deltas: unknown[]
}

function blocks({ seed, text, reasoning, toolCalls, deltas }: Reply): Block[] {
  const signature = Buffer.from(`signature of ${seed}`).toString('base64')
  const thinking: Block = {
    whole: { type: 'thinking', thinking: reasoning, signature },
    empty: { type: 'thinking', thinking: '', signature: '' },
    deltas: [...deltas(reasoning).map((piece) => ({ type: 'thinking_delta', thinking: piece })), { type: 'signature_delta', signature }],
  }
  const words: Block = {
    whole: { type: 'text', text },
    empty: { type: 'text', text: '' },
    deltas: deltas(text).map((piece) => ({ type: 'text_delta', text: piece })),
  }
  const tools = toolCalls.map(({ id, name, arguments: json }) => ({
    whole: { type: 'tool_use', id, name, input: JSON.parse(json) as unknown },
    empty: { type: 'tool_use', id, name, input: {} },
    deltas: ['', ...deltas(json)].map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
  }))
  return [...(reasoning ? [thinking] : []), ...(text || toolCalls.length === 0 ? [words] : []), ...tools]
}

function events(reply: Reply): ProviderEvent[] {
  const event = (type: string, fields: Record<string, unknown> = {}): ProviderEvent => ({ event: type, data: { type, ...fields } })
  const content = blocks(reply).flatMap(({ empty, deltas }, index) => {
    const start = [event('content_block_start', { index, content_block: empty })]
    if (index === 0) start.push(event('ping'))
    return start.concat(
      deltas.map((delta) => event('content_block_delta', { index, delta })),
      event('content_block_stop', { index }),
    )
  })
  return [
    event('message_start', { message: { ...envelope(reply), usage: usage(reply, 1) } }),
    ...content,
    event('message_delta', {
      delta: { stop_reason: stops[reply.stop], stop_sequence: null },
      usage: { output_tokens: reply.usage.output },
    }),
    event('message_stop'),
  ]
}
