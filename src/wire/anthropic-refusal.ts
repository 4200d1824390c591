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
  if (!stream) return json(200, withheldMessage(refusal, model))
  return eventStream(written(withheldEvents(refusal, model)))
}

/** Ends a streamed message that has begun: with the `error` event, or its open blocks closed and stop reason `refusal`. */
export function endMessages(refusal: Refusal, how: 'error' | 'answer', begun: StreamBegun): string {
  return how === 'error' ? sse(errorBody(refusal), 'error') : written(endingEvents(refusal, begun))
}

/** An event as it travels: its type says its name. */
export type MessageEvent = { type: string } & Record<string, unknown>

/** The message that a model would have written, saying that it was withheld. */
export function withheldMessage(refusal: Refusal, model: string | undefined, prefix = 'msg_') {
  return { ...emptyMessage(refusal, model, prefix), content: [{ type: 'text', text: refusal.message }], stop_reason: 'refusal' }
}

/** The events of a whole message that was withheld. */
export function withheldEvents(refusal: Refusal, model: string | undefined, prefix = 'msg_'): MessageEvent[] {
  return [{ type: 'message_start', message: emptyMessage(refusal, model, prefix) }, ...textBlock(refusal, 0), ...stop]
}

/** The events that close what is open of a streamed message, say that the rest was withheld, and end it with stop reason `refusal`. */
export function endingEvents(refusal: Refusal, { open, events, model }: StreamBegun, prefix = 'msg_'): MessageEvent[] {
  if (events === 0) return withheldEvents(refusal, model, prefix)
  const ending: MessageEvent[] = []
  let said = false
  let next = events === 1 ? 0 : undefined
  for (const { channel, opened } of open) {
    const index = Number.parseInt(channel, 10)
    if (Number.isNaN(index)) continue
    if (!said && blockType(opened) === 'text') {
      ending.push(textDelta(index, `\n\n${refusal.message}`))
      said = true
    }
    ending.push({ type: 'content_block_stop', index })
    next = Math.max(next ?? 0, index + 1)
  }
  // Where no block is open and more than the start was delivered, the index of a new block is not known: the stop reason says enough.
  if (!said && next !== undefined) ending.push(...textBlock(refusal, next))
  return [...ending, ...stop]
}

function blockType(opened: unknown): unknown {
  return isRecord(opened) ? asRecord(opened['content_block'])['type'] : 'text'
}

function emptyMessage(refusal: Refusal, model: string | undefined, prefix: string) {
  return {
    id: idFor(prefix, refusal),
    type: 'message',
    role: 'assistant',
    model: model ?? 'unknown',
    content: [] as unknown[],
    stop_reason: null as string | null,
    stop_sequence: null,
    usage: { input_tokens: 0, output_tokens: 0 },
  }
}

function textBlock({ message }: Refusal, index: number): MessageEvent[] {
  return [
    { type: 'content_block_start', index, content_block: { type: 'text', text: '' } },
    textDelta(index, message),
    { type: 'content_block_stop', index },
  ]
}

function textDelta(index: number, text: string): MessageEvent {
  return { type: 'content_block_delta', index, delta: { type: 'text_delta', text } }
}

const stop: readonly MessageEvent[] = [
  { type: 'message_delta', delta: { stop_reason: 'refusal', stop_sequence: null }, usage: { output_tokens: 0 } },
  { type: 'message_stop' },
]

function written(events: readonly MessageEvent[]): string {
  return events.map((event) => sse(event, event.type)).join('')
}
