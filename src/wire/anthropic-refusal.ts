import { asRecord, isRecord } from '../text/json.ts'
import type { Refusal, StreamBegun, WireAnswer } from '../types.ts'
import { eventStream, idFor, json, sse, violation } from './refusals.ts'

/** Anthropic's own error. */
export function anthropicError(refusal: Refusal): WireAnswer {
  return json(403, errorBody(refusal))
}

function errorBody({ message, category, detector, id }: Refusal) {
  return { type: 'error', error: { type: violation, message, category, detector }, request_id: id }
}

/** A message that was withheld, with stop reason `refusal`, as JSON or as a whole stream. */
export function answerMessages(refusal: Refusal, { model, stream }: { model?: string | undefined; stream: boolean }): WireAnswer {
  const message = emptyMessage(refusal, model)
  if (!stream) return json(200, { ...message, content: [{ type: 'text', text: refusal.message }], stop_reason: 'refusal' })
  return eventStream(start(message) + writeText(refusal, 0) + stop())
}

/** Ends a streamed message that has begun: with the `error` event, or its open blocks closed and stop reason `refusal`. */
export function endMessages(refusal: Refusal, how: 'error' | 'answer', { open, events, model }: StreamBegun): string {
  if (how === 'error') return sse(errorBody(refusal), 'error')
  if (events === 0) return start(emptyMessage(refusal, model)) + writeText(refusal, 0) + stop()
  let frames = ''
  let said = false
  let next = events === 1 ? 0 : undefined
  for (const { channel, opened } of open) {
    const index = Number.parseInt(channel, 10)
    if (Number.isNaN(index)) continue
    const type = blockType(opened)
    if (!said && type === 'text') {
      frames += event('content_block_delta', { index, delta: { type: 'text_delta', text: `\n\n${refusal.message}` } })
      said = true
    }
    frames += event('content_block_stop', { index })
    next = Math.max(next ?? 0, index + 1)
  }
  // Where no block is open and more than the start was delivered, the index of a new block is not known: the stop reason says enough.
  if (!said && next !== undefined) frames += writeText(refusal, next)
  return frames + stop()
}

function blockType(opened: unknown): unknown {
  return isRecord(opened) ? asRecord(opened['content_block'])['type'] : 'text'
}

function emptyMessage(refusal: Refusal, model: string | undefined) {
  return {
    id: idFor('msg_', refusal),
    type: 'message',
    role: 'assistant',
    model: model ?? 'unknown',
    content: [] as unknown[],
    stop_reason: null as string | null,
    stop_sequence: null,
    usage: { input_tokens: 0, output_tokens: 0 },
  }
}

function event(type: string, fields: object): string {
  return sse({ type, ...fields }, type)
}

function start(message: object): string {
  return event('message_start', { message })
}

function writeText({ message }: Refusal, index: number): string {
  return (
    event('content_block_start', { index, content_block: { type: 'text', text: '' } }) +
    event('content_block_delta', { index, delta: { type: 'text_delta', text: message } }) +
    event('content_block_stop', { index })
  )
}

function stop(): string {
  return (
    event('message_delta', { delta: { stop_reason: 'refusal', stop_sequence: null }, usage: { output_tokens: 0 } }) +
    event('message_stop', {})
  )
}
