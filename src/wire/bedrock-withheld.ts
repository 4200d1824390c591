import { isRecord } from '../text/json.ts'
import type { Refusal, StreamBegun } from '../types.ts'
import { endingEvents, withheldEvents, withheldMessage } from './anthropic-refusal.ts'
import { endingConverse, withheldConverse } from './bedrock-ending.ts'

/** The body that a hosted model would have written, saying that it was withheld. */
export function withheldBody(refusal: Refusal, model: string): unknown {
  const { message } = refusal
  switch (familyOf(model)) {
    case 'anthropic':
      return withheldMessage(refusal, nameOf(model), prefix)
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

/** The payloads of a whole stream that was withheld. */
export function withheldFrames(refusal: Refusal, model: string): unknown[] {
  switch (familyOf(model)) {
    case 'anthropic':
      return withheldEvents(refusal, nameOf(model), prefix)
    case 'nova':
      return withheldConverse(refusal, stopReason).map(([event, frame]) => ({ [event]: frame }))
    default:
      return [lastFrame(familyOf(model), refusal.message)]
  }
}

/** The payloads that end a stream that has begun. */
export function endFrames(refusal: Refusal, begun: StreamBegun): unknown[] {
  if (begun.events === 0) return withheldFrames(refusal, begun.model ?? '')
  const family = familyOfFrame(begun.first)
  switch (family) {
    case 'anthropic':
      return endingEvents(refusal, begun, prefix)
    case 'nova':
      return endingConverse(refusal, begun, stopReason).map(([event, frame]) => ({ [event]: frame }))
    default:
      return [lastFrame(family, `\n\n${refusal.message}`)]
  }
}

const prefix = 'msg_bdrk_'
const stopReason = 'content_filtered'

function nameOf(model: string): string | undefined {
  return model === '' ? undefined : model
}

/** The last frame of the families whose frames hold nothing but text. */
function lastFrame(family: Family, text: string): unknown {
  switch (family) {
    case 'titan':
      return { outputText: text, index: 0, totalOutputTextTokenCount: 0, completionReason: 'CONTENT_FILTERED', inputTextTokenCount: null }
    case 'llama':
      return { generation: text, prompt_token_count: 0, generation_token_count: 0, stop_reason: 'stop' }
    case 'mistral':
      return { outputs: [{ text, stop_reason: 'stop' }] }
    case 'cohere':
      return { text, is_finished: true, finish_reason: 'ERROR_TOXIC' }
    default: {
      const said = { role: 'assistant', content: text }
      return { choices: [{ index: 0, delta: said, message: said, finish_reason: 'content_filter' }] }
    }
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
