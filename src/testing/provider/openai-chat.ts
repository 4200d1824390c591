import { isObject, lastUserText } from './format.ts'
import type { ProviderEvent, ProviderFormat, Reply } from './format.ts'
import { openaiError } from './openai-error.ts'

const stops = { end: 'stop', length: 'length', tool: 'tool_calls', refusal: 'content_filter' } as const

/** OpenAI Chat Completions. */
export const openaiChat: ProviderFormat = {
  name: 'openai-chat',
  path: '/chat/completions',
  idHeader: 'x-request-id',
  lastUserText: (body) => lastUserText(body['messages']),
  json: (reply) => ({
    id: `chatcmpl-${reply.seed}`,
    object: 'chat.completion',
    created: reply.created,
    model: reply.model,
    choices: [{ index: 0, message: message(reply), logprobs: null, finish_reason: stops[reply.stop] }],
    usage: usage(reply),
    service_tier: 'default',
    system_fingerprint: `fp_${reply.seed.slice(0, 10)}`,
  }),
  events,
  end: { data: '[DONE]' },
  error: openaiError,
}

function message({ text, reasoning, toolCalls }: Reply) {
  return {
    role: 'assistant',
    content: text || toolCalls.length === 0 ? text : null,
    ...(reasoning ? { reasoning_content: reasoning } : {}),
    ...(toolCalls.length > 0
      ? { tool_calls: toolCalls.map(({ id, name, arguments: json }) => ({ id, type: 'function', function: { name, arguments: json } })) }
      : {}),
    refusal: null,
    annotations: [],
  }
}

function events(reply: Reply): ProviderEvent[] {
  const { text, reasoning, toolCalls, deltas, body } = reply
  const withUsage = isObject(body['stream_options']) && body['stream_options']['include_usage'] === true
  const chunk = (choices: unknown[], used: unknown = null): ProviderEvent => ({
    data: {
      id: `chatcmpl-${reply.seed}`,
      object: 'chat.completion.chunk',
      created: reply.created,
      model: reply.model,
      service_tier: 'default',
      system_fingerprint: `fp_${reply.seed.slice(0, 10)}`,
      choices,
      ...(withUsage ? { usage: used } : {}),
    },
  })
  const delta = (part: Record<string, unknown>) => chunk([{ index: 0, delta: part, logprobs: null, finish_reason: null }])
  return [
    delta({ role: 'assistant', content: text || toolCalls.length === 0 ? '' : null, refusal: null }),
    ...deltas(reasoning).map((piece) => delta({ reasoning_content: piece })),
    ...deltas(text).map((piece) => delta({ content: piece })),
    ...toolCalls.flatMap(({ id, name, arguments: json }, index) =>
      [
        { index, id, type: 'function', function: { name, arguments: '' } },
        ...deltas(json).map((piece) => ({ index, function: { arguments: piece } })),
      ].map((call) => delta({ tool_calls: [call] })),
    ),
    chunk([{ index: 0, delta: {}, logprobs: null, finish_reason: stops[reply.stop] }]),
    ...(withUsage ? [chunk([], usage(reply))] : []),
  ]
}

function usage({ usage: { input, output } }: Reply) {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
  }
}
