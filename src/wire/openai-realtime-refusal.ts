import type { Refusal, StreamBegun, WireAnswer } from '../types.ts'
import { line, openaiError } from './refusals.ts'

/** The error event that says that an event of the client was not taken; the session goes on, as it does after the provider's own. */
export function realtimeError(refusal: Refusal, _call: unknown, request?: { replyTo?: string | number | undefined }): WireAnswer {
  return socketAnswer(line(errorEvent(refusal, request?.replyTo)))
}

/** A whole response that was withheld, as the events of one. */
export function answerRealtime(refusal: Refusal): WireAnswer {
  return socketAnswer(withheldResponse(refusal, fresh('resp_')))
}

/** The last events of a session that must end: the error, or the rest of the response that had begun. */
export function endRealtime(refusal: Refusal, how: 'error' | 'answer', { id }: StreamBegun): string {
  return how === 'error' ? line(errorEvent(refusal)) : withheldResponse(refusal, id ?? fresh('resp_'))
}

/** Events as an answer: one in each line. Status 101 says that the socket stays open. */
export function socketAnswer(body: string, status = 101): WireAnswer {
  return { status, contentType: 'application/x-ndjson', body }
}

function errorEvent(refusal: Refusal, replyTo?: string | number) {
  return { type: 'error', event_id: fresh('event_'), error: { ...openaiError(refusal).error, event_id: replyTo ?? null } }
}

function withheldResponse(refusal: Refusal, response_id: string): string {
  const text = refusal.message
  const part = { type: 'output_text', text }
  const item = { id: fresh('item_'), object: 'realtime.item', type: 'message', role: 'assistant' }
  const begun = { ...item, status: 'in_progress', content: [] }
  const whole = { ...item, status: 'incomplete', content: [part] }
  const response = { object: 'realtime.response', id: response_id, output: [], usage: null, metadata: null, output_modalities: ['text'] }
  const withheld = { status: 'incomplete', status_details: { type: 'incomplete', reason: 'content_filter' } }
  const place = { response_id, item_id: item.id, output_index: 0, content_index: 0 }
  const write = (type: string, fields: Record<string, unknown>) => line({ type, event_id: fresh('event_'), ...fields })
  return (
    write('response.created', { response: { ...response, status: 'in_progress', status_details: null } }) +
    write('response.output_item.added', { response_id, output_index: 0, item: begun }) +
    write('conversation.item.added', { previous_item_id: null, item: begun }) +
    write('response.content_part.added', { ...place, part: { ...part, text: '' } }) +
    write('response.output_text.delta', { ...place, delta: text }) +
    write('response.output_text.done', { ...place, text }) +
    write('response.content_part.done', { ...place, part }) +
    write('response.output_item.done', { response_id, output_index: 0, item: whole }) +
    write('conversation.item.done', { previous_item_id: null, item: whole }) +
    write('response.done', { response: { ...response, ...withheld, output: [whole] } })
  )
}

// Clients keep items by their ids, and one session can be refused more than once.
function fresh(prefix: string): string {
  return prefix + crypto.randomUUID().replaceAll('-', '')
}
