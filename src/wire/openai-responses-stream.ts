import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import type { Delta, StreamReader, StreamReading } from '../types.ts'
import { items, usageOf } from './collect.ts'
import { piece } from './text-pieces.ts'

interface Tool {
  channel: string
  name: string
  callId?: string | undefined
}

/** Reads the events of a streamed response: deltas, the `…done` events that repeat them, items, and the response at the end. */
export function responsesStream(): StreamReader {
  const tools = new Map<string, Tool>()
  return ({ event, data }) => {
    if (data === undefined) return { deltas: [], ends: '*', done: true }
    const frame = asRecord(data)
    const type = asString(frame['type']) ?? event ?? ''
    if (type === 'error') return { deltas: [], ends: '*', done: true }
    if (isRecord(frame['response'])) return readLifecycle(type, frame['response'], tools)
    if (isRecord(frame['item'])) return readItemEvent(type, frame, frame['item'], tools)
    if (isRecord(frame['part'])) return readPartEvent(type, frame, frame['part'])
    return readText(type, frame, tools)
  }
}

function readLifecycle(type: string, response: JsonRecord, tools: Map<string, Tool>): StreamReading {
  const deltas: Delta[] = []
  for (const [at, item] of items('/response/output', response['output'])) {
    if (isRecord(item)) readItem(deltas, at, at.slice(at.lastIndexOf('/') + 1), item, tools)
  }
  const over = /\.(?:completed|failed|incomplete|cancelled)$/.test(type)
  return {
    deltas,
    ...(over ? { ends: '*', done: true } : {}),
    usage: usageOf(response['usage'], 'input_tokens', 'output_tokens'),
    model: asString(response['model']),
    conversation: asString(response['id']),
  }
}

function readItemEvent(type: string, frame: JsonRecord, item: JsonRecord, tools: Map<string, Tool>): StreamReading {
  const index = String(frame['output_index'] ?? 0)
  const channel = callChannel(index, item)
  let tool: Tool | undefined
  if (channel !== undefined && !tools.has(channel)) {
    tool = { channel, name: nameOf(item), callId: asString(item['call_id'] ?? item['id']) }
    tools.set(channel, tool)
  }
  const deltas: Delta[] = []
  const done = type.endsWith('.done')
  readItem(deltas, '/item', index, item, tools)
  return {
    deltas,
    tool,
    ends: done ? [...new Set([...deltas.map((delta) => delta.channel), ...(channel === undefined ? [] : [channel])])] : undefined,
  }
}

function nameOf(item: JsonRecord): string {
  return asString(item['name']) ?? (asString(item['type']) ?? '').replace(/_call$/, '')
}

const callKeys: Record<string, string> = {
  function_call: 'arguments',
  custom_tool_call: 'input',
  mcp_call: 'arguments',
  code_interpreter_call: 'code',
}

function callChannel(index: string, item: JsonRecord): string | undefined {
  const key = callKeys[asString(item['type']) ?? '']
  return key === undefined ? undefined : `${index}/${key}`
}

/** Texts of a whole item: each repeats what its channel has said so far. */
function readItem(deltas: Delta[], path: string, index: string, item: JsonRecord, tools: Map<string, Tool>): void {
  const whole = { mode: 'whole' } as const
  for (const [key, kind] of [
    ['content', 'text'],
    ['summary', 'reasoning'],
  ] as const) {
    for (const [at, part] of items(`${path}/${key}`, item[key])) {
      if (isRecord(part))
        readPart(
          deltas,
          at,
          `${index}/${key}/${at.slice(at.lastIndexOf('/') + 1)}`,
          part,
          item['type'] === 'reasoning' ? 'reasoning' : kind,
        )
    }
  }
  const channel = callChannel(index, item)
  if (channel !== undefined) {
    const key = callKeys[asString(item['type']) ?? '']!
    const tool = tools.get(channel)
    const encoding = key === 'arguments' ? ({ encoding: 'json' } as const) : {}
    piece(deltas, channel, `${path}/${key}`, item[key], {
      ...whole,
      kind: 'tool-call',
      name: tool?.name ?? nameOf(item),
      callId: tool?.callId,
      ...encoding,
    })
  }
  const action = asRecord(item['action'])
  for (const key of ['query', 'pattern', 'url', 'text'])
    piece(deltas, `${index}/action/${key}`, `${path}/action/${key}`, action[key], { ...whole, kind: 'tool-call' })
  for (const [at, command] of items(`${path}/action/command`, action['command'] ?? action['commands'])) {
    piece(
      deltas,
      `${index}/action${at.slice(at.lastIndexOf('/'))}`,
      action['command'] === undefined ? at.replace('/command/', '/commands/') : at,
      command,
      { ...whole, kind: 'tool-call' },
    )
  }
  piece(deltas, `${index}/output`, `${path}/output`, item['output'], { ...whole, kind: 'tool-result', role: 'tool' })
}

function readPartEvent(type: string, frame: JsonRecord, part: JsonRecord): StreamReading {
  const summary = type.includes('summary')
  const place = String(frame[summary ? 'summary_index' : 'content_index'] ?? 0)
  const channel = `${String(frame['output_index'] ?? 0)}/${summary ? 'summary' : 'content'}/${place}`
  const deltas: Delta[] = []
  readPart(deltas, '/part', channel, part, summary || part['type'] === 'reasoning_text' ? 'reasoning' : 'text')
  return { deltas, ends: type.endsWith('.done') ? [channel] : undefined }
}

function readPart(deltas: Delta[], path: string, channel: string, part: JsonRecord, kind: 'text' | 'reasoning'): void {
  for (const key of ['text', 'refusal', 'transcript']) piece(deltas, channel, `${path}/${key}`, part[key], { mode: 'whole', kind })
}

/** Events that carry a bare piece or a bare whole, by the part of their type after `response.`. */
const texts: Record<string, { place: (frame: JsonRecord) => string; whole: string; kind: Delta['kind'] }> = {
  output_text: { place: content, whole: 'text', kind: 'text' },
  refusal: { place: content, whole: 'refusal', kind: 'text' },
  reasoning_text: { place: content, whole: 'text', kind: 'reasoning' },
  reasoning: { place: content, whole: 'text', kind: 'reasoning' },
  reasoning_summary_text: { place: summary, whole: 'text', kind: 'reasoning' },
  reasoning_summary: { place: summary, whole: 'text', kind: 'reasoning' },
  audio_transcript: { place: content, whole: 'transcript', kind: 'text' },
  'audio.transcript': { place: content, whole: 'transcript', kind: 'text' },
  output_audio_transcript: { place: content, whole: 'transcript', kind: 'text' },
  function_call_arguments: { place: () => 'arguments', whole: 'arguments', kind: 'tool-call' },
  mcp_call_arguments: { place: () => 'arguments', whole: 'arguments', kind: 'tool-call' },
  mcp_call: { place: () => 'arguments', whole: 'arguments', kind: 'tool-call' },
  custom_tool_call_input: { place: () => 'input', whole: 'input', kind: 'tool-call' },
  code_interpreter_call_code: { place: () => 'code', whole: 'code', kind: 'tool-call' },
}

function content(frame: JsonRecord): string {
  return `content/${String(frame['content_index'] ?? 0)}`
}

function summary(frame: JsonRecord): string {
  return `summary/${String(frame['summary_index'] ?? 0)}`
}

function readText(type: string, frame: JsonRecord, tools: Map<string, Tool>): StreamReading {
  const cut = type.lastIndexOf('.')
  const stem = type.slice('response.'.length, cut)
  const what = Object.hasOwn(texts, stem) ? texts[stem] : undefined
  const deltas: Delta[] = []
  if (!what) return { deltas }
  const channel = `${String(frame['output_index'] ?? 0)}/${what.place(frame)}`
  const tool = what.kind === 'tool-call' ? tools.get(channel) : undefined
  const rest = {
    kind: what.kind,
    ...(tool ? { name: tool.name, callId: tool.callId } : {}),
    ...(what.whole === 'arguments' ? ({ encoding: 'json' } as const) : {}),
  }
  const done = type.endsWith('.done')
  if (done) piece(deltas, channel, `/${what.whole}`, frame[what.whole], { ...rest, mode: 'whole' })
  else piece(deltas, channel, '/delta', frame['delta'], rest)
  return { deltas, ends: done ? [channel] : undefined }
}
