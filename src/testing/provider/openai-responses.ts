import { lastUserText } from './format.ts'
import type { ProviderEvent, ProviderFormat, Reply } from './format.ts'
import { openaiError } from './openai-error.ts'

/** OpenAI Responses. */
export const openaiResponses: ProviderFormat = {
  name: 'openai-responses',
  path: '/responses',
  idHeader: 'x-request-id',
  lastUserText: (body) => lastUserText(body['input']),
  json: (reply) => response(reply, 'completed', output(reply)),
  events,
  error: openaiError,
}

type Item = Record<string, unknown> & { id: string; type: string }

function response(reply: Reply, status: 'in_progress' | 'completed', items: Item[]): Record<string, unknown> {
  const { seed, created, model, body, usage, stop } = reply
  const isCut = stop === 'length' && status === 'completed'
  return {
    id: `resp_${seed}`,
    object: 'response',
    created_at: created,
    status: isCut ? 'incomplete' : status,
    background: false,
    error: null,
    incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
    instructions: body['instructions'] ?? null,
    max_output_tokens: body['max_output_tokens'] ?? null,
    model,
    output: items,
    parallel_tool_calls: true,
    previous_response_id: body['previous_response_id'] ?? null,
    reasoning: { effort: null, summary: null },
    service_tier: 'default',
    store: body['store'] ?? true,
    temperature: 1,
    text: { format: { type: 'text' }, verbosity: 'medium' },
    tool_choice: 'auto',
    tools: body['tools'] ?? [],
    top_p: 1,
    truncation: 'disabled',
    usage:
      status === 'in_progress'
        ? null
        : {
            input_tokens: usage.input,
            input_tokens_details: { cached_tokens: 0 },
            output_tokens: usage.output,
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: usage.input + usage.output,
          },
    user: null,
    metadata: body['metadata'] ?? {},
  }
}

function output({ seed, text, reasoning, toolCalls }: Reply): Item[] {
  return [
    ...(reasoning ? [{ id: `rs_${seed}`, type: 'reasoning', summary: [{ type: 'summary_text', text: reasoning }] }] : []),
    ...(text || toolCalls.length === 0
      ? [{ id: `msg_${seed}`, type: 'message', status: 'completed', content: [textPart(text)], role: 'assistant' }]
      : []),
    ...toolCalls.map(({ id, name, arguments: json }, index) => ({
      id: `fc_${seed}${index}`,
      type: 'function_call',
      status: 'completed',
      arguments: json,
      call_id: id,
      name,
    })),
  ]
}

function textPart(text: string): Record<string, unknown> {
  return { type: 'output_text', annotations: [], logprobs: [], text }
}

function events(reply: Reply): ProviderEvent[] {
  let sequence = 0
  const event = (type: string, fields: Record<string, unknown>): ProviderEvent => ({
    event: type,
    data: { type, sequence_number: sequence++, ...fields },
  })
  const begun = response(reply, 'in_progress', [])
  const finished = response(reply, 'completed', output(reply))
  const start = [event('response.created', { response: begun }), event('response.in_progress', { response: begun })]
  const items = output(reply).flatMap((item, index) => itemEvents(reply, item, index, event))
  return [...start, ...items, event(reply.stop === 'length' ? 'response.incomplete' : 'response.completed', { response: finished })]
}

type MakeEvent = (type: string, fields: Record<string, unknown>) => ProviderEvent

function itemEvents(reply: Reply, item: Item, index: number, event: MakeEvent): ProviderEvent[] {
  const empty = { ...item, ...emptyParts[item.type], ...(item.type === 'reasoning' ? {} : { status: 'in_progress' }) }
  const added = event('response.output_item.added', { output_index: index, item: empty })
  const inner = partEvents[item.type]?.(reply, item, { item_id: item.id, output_index: index }, event) ?? []
  return [added, ...inner, event('response.output_item.done', { output_index: index, item })]
}

const emptyParts: Record<string, Record<string, unknown>> = {
  message: { content: [] },
  reasoning: { summary: [] },
  function_call: { arguments: '' },
}

const partEvents: Record<string, (reply: Reply, item: Item, place: Record<string, unknown>, event: MakeEvent) => ProviderEvent[]> = {
  message: ({ text, deltas }, _item, place, event) => {
    const at = { ...place, content_index: 0 }
    return [
      event('response.content_part.added', { ...at, part: textPart('') }),
      ...deltas(text).map((delta) => event('response.output_text.delta', { ...at, delta, logprobs: [] })),
      event('response.output_text.done', { ...at, text, logprobs: [] }),
      event('response.content_part.done', { ...at, part: textPart(text) }),
    ]
  },
  reasoning: ({ reasoning, deltas }, _item, place, event) => {
    const at = { ...place, summary_index: 0 }
    return [
      event('response.reasoning_summary_part.added', { ...at, part: { type: 'summary_text', text: '' } }),
      ...deltas(reasoning).map((delta) => event('response.reasoning_summary_text.delta', { ...at, delta })),
      event('response.reasoning_summary_text.done', { ...at, text: reasoning }),
      event('response.reasoning_summary_part.done', { ...at, part: { type: 'summary_text', text: reasoning } }),
    ]
  },
  function_call: ({ deltas }, item, place, event) => {
    const json = String(item['arguments'])
    return [
      ...deltas(json).map((delta) => event('response.function_call_arguments.delta', { ...place, delta })),
      event('response.function_call_arguments.done', { ...place, arguments: json }),
    ]
  },
}
