import { asRecord } from '../text/json.ts'
import type { Refusal, StreamBegun, WireAnswer } from '../types.ts'
import { eventStream, idFor, json, now, openaiError, sse } from './refusals.ts'

/** A chat completion that was withheld, as JSON or as a whole stream. */
export function answerChat(refusal: Refusal, { model, stream }: { model?: string | undefined; stream: boolean }): WireAnswer {
  const base = { id: idFor('chatcmpl-', refusal), created: now(), model: model ?? 'unknown' }
  if (!stream) {
    const message = { role: 'assistant', content: refusal.message, refusal: null, annotations: [] }
    return json(200, {
      ...base,
      object: 'chat.completion',
      choices: [{ index: 0, message, logprobs: null, finish_reason: 'content_filter' }],
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    })
  }
  return eventStream(
    chunk(base, 0, { role: 'assistant', content: '' }) +
      chunk(base, 0, { content: refusal.message }) +
      chunk(base, 0, {}, 'content_filter') +
      sse('[DONE]'),
  )
}

/** Ends a streamed chat completion that has begun. */
export function endChat(refusal: Refusal, how: 'error' | 'answer', { first, model, open }: StreamBegun): string {
  if (how === 'error') return sse(openaiError(refusal))
  const begun = asRecord(first)
  const base = {
    id: begun['id'] ?? idFor('chatcmpl-', refusal),
    created: begun['created'] ?? now(),
    model: begun['model'] ?? model ?? 'unknown',
  }
  const channels = open.map(({ channel }) => channel)
  const choices = [...new Set(channels.map((channel) => Number(channel.split('/', 1)[0])).filter(Number.isInteger))]
  if (choices.length === 0) choices.push(0)
  return (
    choices
      .map((choice) => {
        // The role too: where the first chunk was withheld nobody has said it yet, and clients ask for it.
        const gap = channels.includes(`${choice}/content`) ? '\n\n' : ''
        return chunk(base, choice, { role: 'assistant', content: gap + refusal.message }) + chunk(base, choice, {}, 'content_filter')
      })
      .join('') + sse('[DONE]')
  )
}

function chunk(base: object, index: number, delta: object, finish: string | null = null): string {
  return sse({ ...base, object: 'chat.completion.chunk', choices: [{ index, delta, logprobs: null, finish_reason: finish }] })
}
