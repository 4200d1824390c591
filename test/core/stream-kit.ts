import { guardStream, type GuardStreamOptions } from '../../src/core/stream-response.ts'
import type { StreamEdit, StreamJudge } from '../../src/core/stream-judge.ts'
import type { StreamOutcome } from '../../src/stream/settle.ts'
import { streamOf } from '../../src/testing/chunkings.ts'
import type { Delta, Finding, StreamReader, WireFormat } from '../../src/types.ts'

export const refusal = { message: 'withheld', direction: 'response', category: 'secret', detector: 'test', id: 'o-1' } as const
const finding: Finding = { detector: 'test', category: 'secret', severity: 'critical', direction: 'response', path: '', start: 0, end: 0 }

export interface Log {
  judged: string[]
  reviewed: string[]
  calls: string[]
  unjudged: string[]
}

/** A judge that replaces some literal texts, ends the stream at others, and holds what could become one of either. */
export function literalJudge({
  redact = {},
  block = [],
  enforce = true,
  slow = false,
  failing = 'go-on',
}: {
  redact?: Record<string, string>
  block?: readonly string[]
  enforce?: boolean
  slow?: boolean
  failing?: 'go-on' | 'block'
} = {}): StreamJudge & { log: Log } {
  const texts = [...Object.keys(redact), ...block]
  const log: Log = { judged: [], reviewed: [], calls: [], unjudged: [] }
  const look = (text: string, from: number, to: number) => {
    const edits: StreamEdit[] = []
    for (let at = from; at < to; at++) {
      const found = texts.find((literal) => text.startsWith(literal, at) && at + literal.length <= to)
      if (found === undefined) continue
      if (block.includes(found)) return { edits, block: finding }
      edits.push({ start: at, end: at + found.length, text: redact[found] ?? '' })
      at += found.length - 1
    }
    return { edits }
  }
  return {
    log,
    enforce,
    unfinished: (text, from) => {
      for (let at = from; at < text.length; at++) {
        const tail = text.slice(at)
        if (texts.some((literal) => literal.length > tail.length && literal.startsWith(tail))) return at
        const whole = texts.find((literal) => tail.startsWith(literal))
        if (whole !== undefined) at += whole.length - 1
      }
      return text.length
    },
    judge: (text, from, to) => {
      log.judged.push(text.slice(from, to))
      return look(text, from, to)
    },
    toolCall: (call, raw) => {
      log.calls.push(`${call.name}(${raw})`)
      const judgement = look(raw, 0, raw.length)
      return slow ? new Promise((resolve) => setTimeout(() => resolve(judgement), 5)) : judgement
    },
    review: (text, from) => void log.reviewed.push(text.slice(from)),
    unjudged: (reason) => {
      log.unjudged.push(reason)
      return failing === 'block' ? finding : 'go-on'
    },
  }
}

/** Reads chat chunks: `choices[].delta.content`, `.reasoning`, and `.tool` with the arguments of a tool call. */
export function chatReader(): StreamReader {
  const open = new Set<string>()
  return ({ data }) => {
    if (data === undefined) return { deltas: [], done: true }
    const chunk = data as {
      id?: string
      choices?: { index: number; delta?: Record<string, string>; whole?: string; finish_reason?: string | null }[]
    }
    const ends: string[] = []
    const deltas: Delta[] = []
    for (const [at, { index, delta = {}, whole, finish_reason: over }] of (chunk.choices ?? []).entries()) {
      for (const [key, text] of Object.entries(delta)) {
        open.add(`${index}/${key}`)
        const tool = key === 'tool'
        const name = tool ? 'run' : undefined
        deltas.push({
          channel: `${index}/${key}`,
          path: `/choices/${at}/delta/${key}`,
          text,
          mode: 'append',
          kind: tool ? 'tool-call' : 'text',
          name,
        })
      }
      if (whole !== undefined)
        deltas.push({ channel: `${index}/content`, path: `/choices/${at}/whole`, text: whole, mode: 'whole', kind: 'text' })
      if (over) ends.push(...[...open].filter((channel) => channel.startsWith(`${index}/`)))
    }
    return { deltas, ends: ends.length === 0 ? undefined : ends, conversation: chunk.id }
  }
}

export const wire: Pick<WireFormat, 'refuse'> = {
  refuse: {
    error: () => ({ status: 403, contentType: 'application/json', body: '{}' }),
    answer: () => ({ status: 200, contentType: 'application/json', body: '{}' }),
    endStream: ({ message }, how, { events }) => `data: {"${how}":"${message}","events":${events}}\n\n`,
  },
}

/** A chat chunk as an event. */
export function chunk(delta: Record<string, string>, finish: string | null = null, index = 0): string {
  return `data: ${JSON.stringify({ id: 'c-1', choices: [{ index, delta, finish_reason: finish }] })}\n\n`
}

export const done = 'data: [DONE]\n\n'

export interface Guarded {
  response: Response
  outcomes: [StreamOutcome, unknown][]
}

/** The body in these chunks, guarded. */
export function guarded(
  body: ReadableStream<Uint8Array> | readonly Uint8Array[] | string,
  options: Partial<GuardStreamOptions> & { judge: StreamJudge },
  init: ResponseInit = { headers: { 'content-type': 'text/event-stream' } },
): Guarded {
  const outcomes: [StreamOutcome, unknown][] = []
  const stream =
    typeof body === 'string' ? streamOf([new TextEncoder().encode(body)]) : body instanceof ReadableStream ? body : streamOf(body)
  const response = guardStream({
    response: new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>, init),
    framing: 'sse',
    reader: chatReader(),
    wire,
    refusal: () => refusal,
    blockedError: ({ message }) => Object.assign(new Error(message), { code: 'GUARD_BLOCKED' }),
    onSettled: (...outcome) => outcomes.push([outcome[0], outcome[1]]),
    ...options,
  })
  return { response, outcomes }
}

/** The chunks of a body, as texts. */
export async function chunksOf(body: ReadableStream<Uint8Array> | null): Promise<string[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const chunks: string[] = []
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) chunks.push(decoder.decode(part, { stream: true }))
  return chunks
}

/** What a client reads of a channel: the texts of its deltas, joined. */
export function textOf(body: string, key = 'content', index = 0): string {
  return body
    .split(/(?:\r\n|\n|\r){2}/)
    .flatMap((block) => /^data: ?(\{.*\})$/ms.exec(block)?.[1] ?? [])
    .flatMap((json) => (JSON.parse(json) as { choices?: { index: number; delta?: Record<string, string> }[] }).choices ?? [])
    .filter((choice) => choice.index === index)
    .map((choice) => choice.delta?.[key] ?? '')
    .join('')
}
