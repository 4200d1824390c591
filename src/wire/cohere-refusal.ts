import { isRecord } from '../text/json.ts'
import type { Refusal, StreamBegun, WireAnswer, WireCall } from '../types.ts'
import { eventStream, json, line, sse, violation } from './refusals.ts'

/** Cohere's own error. */
export function cohereError({ message, category, detector, id }: Refusal): WireAnswer {
  return json(403, { id, message, type: violation, category, detector })
}

/** A chat that was withheld, as JSON or as a whole stream, of the version that was asked. */
export function cohereWithheld(refusal: Refusal, { path }: WireCall, { stream }: { stream: boolean }): WireAnswer {
  if (!/\/chat\/?$/.test(path)) return cohereError(refusal)
  if (/\/v1\//.test(path)) {
    if (!stream) return json(200, firstVersion(refusal))
    const frames = [
      { event_type: 'stream-start', is_finished: false, generation_id: refusal.id },
      { event_type: 'text-generation', is_finished: false, text: refusal.message },
      firstEnd(refusal),
    ]
    return { status: 200, contentType: 'application/stream+json', body: frames.map(line).join('') }
  }
  if (!stream) {
    const message = { role: 'assistant', content: [{ type: 'text', text: refusal.message }] }
    return json(200, { id: refusal.id, message, finish_reason: 'ERROR', usage })
  }
  return eventStream(secondStart(refusal) + writeText(refusal, 0) + secondEnd())
}

/** Ends a streamed chat that has begun: Cohere has no error event, so its last event says that it failed. */
export function endCohere(refusal: Refusal, how: 'error' | 'answer', begun: StreamBegun): string {
  const { framing, first } = begun
  if (framing === 'ndjson' || (isRecord(first) && 'event_type' in first)) {
    const text = how === 'answer' ? line({ event_type: 'text-generation', is_finished: false, text: `\n\n${refusal.message}` }) : ''
    return text + line(how === 'error' ? { ...firstEnd(refusal), finish_reason: 'ERROR' } : firstEnd(refusal))
  }
  const start = begun.events === 0 ? secondStart(refusal) : ''
  return start + closeBlocks(refusal, how, begun) + secondEnd(how === 'error' ? refusal.message : undefined)
}

/** Ends the blocks that are open; an answer says in them, or behind them, what was withheld. */
function closeBlocks(refusal: Refusal, how: 'error' | 'answer', { open, events }: StreamBegun): string {
  const indexOf = (kind: RegExp) => open.flatMap(({ channel }) => kind.exec(channel)?.[1] ?? []).map(Number)
  const blocks = [...new Set(indexOf(/^(\d{1,6})\/(?:text|thinking)$/))]
  const ends = blocks.map((index) => sse({ type: 'content-end', index }, 'content-end')).join('')
  if (how === 'error') return ends
  const [text] = indexOf(/^(\d{1,6})\/text$/)
  if (text !== undefined) return delta(text, `\n\n${refusal.message}`) + ends
  // Which blocks were ended before is not known: the finish reason says enough then.
  return blocks.length > 0 || events <= 1 ? ends + writeText(refusal, Math.max(-1, ...blocks) + 1) : ends
}

const usage = { tokens: { input_tokens: 0, output_tokens: 0 } }

function firstVersion({ message, id }: Refusal) {
  return { response_id: id, generation_id: id, text: message, chat_history: [], finish_reason: 'ERROR_TOXIC', meta: usage }
}

function firstEnd(refusal: Refusal) {
  return { event_type: 'stream-end', is_finished: true, finish_reason: 'ERROR_TOXIC', response: firstVersion(refusal) }
}

function delta(index: number, text: string): string {
  return sse({ type: 'content-delta', index, delta: { message: { content: { text } } } }, 'content-delta')
}

function secondStart({ id }: Refusal): string {
  const message = { role: 'assistant', content: [], tool_plan: '', tool_calls: [], citations: [] }
  return sse({ id, type: 'message-start', delta: { message } }, 'message-start')
}

function writeText({ message }: Refusal, index: number): string {
  const start = { type: 'content-start', index, delta: { message: { content: { type: 'text', text: '' } } } }
  return sse(start, start.type) + delta(index, message) + sse({ type: 'content-end', index }, 'content-end')
}

function secondEnd(error?: string): string {
  return sse({ type: 'message-end', delta: { finish_reason: 'ERROR', ...(error === undefined ? {} : { error }), usage } }, 'message-end')
}
