import { isRecord } from '../text/json.ts'
import type { Refusal } from '../types.ts'
import { idFor } from './refusals.ts'

/** The body that a hosted model would have written, saying that it was withheld. */
export function withheldBody(refusal: Refusal, model: string): unknown {
  const { message } = refusal
  switch (familyOf(model)) {
    case 'anthropic':
      return { ...emptyMessage(refusal, model), content: [{ type: 'text', text: message }], stop_reason: 'refusal' }
    case 'nova':
      return {
        output: { message: { role: 'assistant', content: [{ text: message }] } },
        stopReason: 'content_filtered',
        usage: { inputTokens: 0, outputTokens: 0 },
      }
    case 'titan':
      return { inputTextTokenCount: 0, results: [{ tokenCount: 0, outputText: message, completionReason: 'CONTENT_FILTERED' }] }
    case 'llama':
      return { generation: message, prompt_token_count: 0, generation_token_count: 0, stop_reason: 'stop' }
    case 'mistral':
      return { outputs: [{ text: message, stop_reason: 'stop' }] }
    case 'cohere':
      return {
        response_id: refusal.id,
        generation_id: refusal.id,
        text: message,
        chat_history: [],
        finish_reason: 'ERROR_TOXIC',
        generations: [{ id: refusal.id, text: message, finish_reason: 'ERROR_TOXIC' }],
      }
    default:
      return {
        choices: [{ index: 0, message: { role: 'assistant', content: message }, finish_reason: 'content_filter' }],
        completion: message,
      }
  }
}

/** The payloads of a whole stream that was withheld. The last two end a stream that has begun. */
export function withheldFrames(refusal: Refusal, model: string, first?: unknown): unknown[] {
  const { message } = refusal
  const text = `\n\n${message}`
  switch (first === undefined ? familyOf(model) : familyOfFrame(first)) {
    case 'anthropic':
      return [
        { type: 'message_start', message: emptyMessage(refusal, model) },
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: message } },
        { type: 'content_block_stop', index: 0 },
        { type: 'message_delta', delta: { stop_reason: 'refusal', stop_sequence: null }, usage: { output_tokens: 0 } },
        { type: 'message_stop' },
      ]
    case 'nova':
      return [
        { messageStart: { role: 'assistant' } },
        { contentBlockDelta: { delta: { text: message }, contentBlockIndex: 0 } },
        { contentBlockStop: { contentBlockIndex: 0 } },
        { messageStop: { stopReason: 'content_filtered' } },
        { metadata: { usage: { inputTokens: 0, outputTokens: 0 } } },
      ]
    case 'titan':
      return [{ outputText: text, index: 0, totalOutputTextTokenCount: 0, completionReason: 'CONTENT_FILTERED', inputTextTokenCount: null }]
    case 'llama':
      return [{ generation: text, prompt_token_count: 0, generation_token_count: 0, stop_reason: 'stop' }]
    case 'mistral':
      return [{ outputs: [{ text, stop_reason: 'stop' }] }]
    case 'cohere':
      return [{ text, is_finished: true, finish_reason: 'ERROR_TOXIC' }]
    default:
      return [
        {
          choices: [
            {
              index: 0,
              delta: { role: 'assistant', content: text },
              message: { role: 'assistant', content: text },
              finish_reason: 'content_filter',
            },
          ],
        },
      ]
  }
}

type Family = 'anthropic' | 'nova' | 'titan' | 'llama' | 'mistral' | 'cohere' | 'other'

// Inference profiles put a region before the name, and ARNs a path.
function familyOf(model: string): Family {
  const found = /(?:^|[./])(anthropic|amazon\.nova|amazon\.titan|meta\.llama|mistral|cohere)\b/.exec(model)?.[1]
  if (found === undefined) return 'other'
  return found.replace(/^(?:amazon|meta)\./, '') as Family
}

function familyOfFrame(first: unknown): Family {
  if (!isRecord(first)) return 'other'
  if ('type' in first) return 'anthropic'
  if ('messageStart' in first || 'contentBlockDelta' in first) return 'nova'
  if ('outputText' in first) return 'titan'
  if ('generation' in first) return 'llama'
  if ('outputs' in first) return 'mistral'
  return 'is_finished' in first ? 'cohere' : 'other'
}

function emptyMessage(refusal: Refusal, model: string) {
  return {
    id: idFor('msg_bdrk_', refusal),
    type: 'message',
    role: 'assistant',
    model: model === '' ? 'unknown' : model,
    content: [] as unknown[],
    stop_reason: null as string | null,
    stop_sequence: null,
    usage: { input_tokens: 0, output_tokens: 0 },
  }
}
