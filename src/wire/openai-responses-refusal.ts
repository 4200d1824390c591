import { asRecord, asString, isRecord } from '../text/json.ts'
import type { Refusal, StreamBegun, WireAnswer } from '../types.ts'
import { eventStream, idFor, json, now, openaiError, sse, violation } from './refusals.ts'

/** A response that was withheld, as JSON or as a whole stream. The next turn repeats the item, so its id begins with `msg_`. */
export function answerResponses(refusal: Refusal, { model, stream }: { model?: string | undefined; stream: boolean }): WireAnswer {
  const response = emptyResponse({ id: idFor('resp_', refusal), created_at: now(), model: model ?? 'unknown' })
  const item = messageItem(refusal)
  if (!stream) return json(200, { ...response, ...withheld, output: [item] })
  const write = numbered(0)
  const begin = { ...response, status: 'in_progress' }
  return eventStream(
    write('response.created', { response: begin }) +
      write('response.in_progress', { response: begin }) +
      writeItem(write, refusal, 0) +
      write('response.incomplete', { response: { ...response, ...withheld, output: [item] } }),
  )
}

/** Ends a streamed response that has begun: with `response.failed`, or with `response.incomplete`, reason `content_filter`. */
export function endResponses(refusal: Refusal, how: 'error' | 'answer', begun: StreamBegun): string {
  const first = asRecord(asRecord(begun.first)['response'])
  const write = numbered(begun.events)
  const response = {
    ...emptyResponse({
      id: first['id'] ?? begun.id ?? idFor('resp_', refusal),
      created_at: first['created_at'] ?? now(),
      model: first['model'] ?? begun.model ?? 'unknown',
    }),
    ...(isRecord(begun.first) ? first : {}),
  }
  if (how === 'error') {
    const error = { code: violation, message: openaiError(refusal).error['message'] }
    return write('response.failed', { response: { ...response, status: 'failed', error, output: [] } })
  }
  const indexes = begun.open.map(({ channel }) => Number(channel.split('/', 1)[0])).filter(Number.isInteger)
  const index = indexes.length === 0 ? (begun.events <= 2 ? 0 : undefined) : Math.max(...indexes) + 1
  const said = index === undefined ? '' : writeItem(write, refusal, index)
  return said + write('response.incomplete', { response: { ...response, ...withheld, output: said === '' ? [] : [messageItem(refusal)] } })
}

const withheld = { status: 'incomplete', incomplete_details: { reason: 'content_filter' } }

function emptyResponse(known: { id: unknown; created_at: unknown; model: unknown }) {
  return {
    object: 'response',
    ...known,
    status: 'completed',
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    metadata: {},
    output: [] as unknown[],
    parallel_tool_calls: true,
    previous_response_id: null,
    temperature: null,
    tool_choice: 'auto',
    tools: [],
    top_p: null,
    usage: {
      input_tokens: 0,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 0,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 0,
    },
  }
}

function part(text: string) {
  return { type: 'output_text', text, annotations: [], logprobs: [] }
}

function messageItem(refusal: Refusal, text = refusal.message) {
  return { id: idFor('msg_', refusal), type: 'message', role: 'assistant', status: 'completed', content: [part(text)] }
}

type Write = (type: string, fields: Record<string, unknown>) => string

function numbered(from: number): Write {
  let sequence = from
  return (type, fields) => sse({ type, sequence_number: sequence++, ...fields }, type)
}

function writeItem(write: Write, refusal: Refusal, output_index: number): string {
  const item = messageItem(refusal)
  const place = { item_id: asString(item.id), output_index, content_index: 0 }
  return (
    write('response.output_item.added', { output_index, item: { ...item, status: 'in_progress', content: [] } }) +
    write('response.content_part.added', { ...place, part: part('') }) +
    write('response.output_text.delta', { ...place, delta: refusal.message, logprobs: [] }) +
    write('response.output_text.done', { ...place, text: refusal.message, logprobs: [] }) +
    write('response.content_part.done', { ...place, part: part(refusal.message) }) +
    write('response.output_item.done', { output_index, item })
  )
}
