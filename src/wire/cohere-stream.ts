import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import type { Delta, StreamReader, StreamReading, ToolCall } from '../types.ts'
import { items, usageOf } from './collect.ts'
import { piece } from './text-pieces.ts'

/** Reads the events of a streamed chat, of both versions. */
export function cohereStream(): StreamReader {
  const tools = new Map<string, { channel: string; name: string; callId?: string | undefined }>()
  return ({ data, event }) => {
    const frame = asRecord(data)
    if (typeof frame['event_type'] === 'string') return readFirst(frame['event_type'], frame)
    return readSecond(asString(frame['type']) ?? event ?? '', frame, tools)
  }
}

function readSecond(
  type: string,
  frame: JsonRecord,
  tools: Map<string, { channel: string; name: string; callId?: string | undefined }>,
): StreamReading {
  const deltas: Delta[] = []
  const index = String(frame['index'] ?? 0)
  const message = asRecord(asRecord(frame['delta'])['message'])
  const content = asRecord(message['content'])
  switch (type) {
    case 'message-start':
      return { deltas, conversation: asString(frame['id']) }
    case 'content-start':
    case 'content-delta': {
      piece(deltas, `${index}/text`, '/delta/message/content/text', content['text'])
      piece(deltas, `${index}/thinking`, '/delta/message/content/thinking', content['thinking'], { kind: 'reasoning' })
      const block = asString(content['type'])
      return { deltas, opens: type === 'content-start' && block !== undefined ? [`${index}/${block}`] : undefined }
    }
    case 'content-end':
      return { deltas, ends: [`${index}/text`, `${index}/thinking`] }
    case 'tool-plan-delta':
      piece(deltas, 'plan', '/delta/message/tool_plan', message['tool_plan'], { kind: 'reasoning' })
      return { deltas }
    case 'tool-call-start':
    case 'tool-call-delta': {
      const channel = `tool/${index}`
      const call = asRecord(message['tool_calls'])
      const inner = asRecord(call['function'])
      const tool = typeof inner['name'] === 'string' ? { channel, name: inner['name'], callId: asString(call['id']) } : undefined
      if (tool) tools.set(channel, tool)
      const known = tools.get(channel)
      const rest = { kind: 'tool-call', encoding: 'json', name: known?.name, callId: known?.callId } as const
      piece(deltas, channel, '/delta/message/tool_calls/function/arguments', inner['arguments'], rest)
      return { deltas, tool }
    }
    case 'tool-call-end':
      return { deltas, ends: [`tool/${index}`] }
    case 'message-end':
      return {
        deltas,
        ends: '*',
        done: true,
        usage: usageOf(asRecord(asRecord(frame['delta'])['usage'])['tokens'], 'input_tokens', 'output_tokens'),
      }
    default:
      return { deltas }
  }
}

function readFirst(type: string, frame: JsonRecord): StreamReading {
  const deltas: Delta[] = []
  if (type === 'text-generation') piece(deltas, 'text', '/text', frame['text'])
  if (type === 'tool-calls-chunk') piece(deltas, 'plan', '/text', frame['text'], { kind: 'reasoning' })
  const toolCalls = type === 'tool-calls-generation' ? readCalls(frame) : undefined
  if (type !== 'stream-end') return { deltas, toolCalls, conversation: asString(frame['generation_id']) }
  const response = asRecord(frame['response'])
  piece(deltas, 'text', '/response/text', response['text'], { mode: 'whole' })
  return { deltas, ends: '*', done: true, usage: usageOf(asRecord(asRecord(response['meta'])['tokens']), 'input_tokens', 'output_tokens') }
}

function readCalls(frame: JsonRecord): ToolCall[] {
  const calls: ToolCall[] = []
  for (const [at, call] of items('/tool_calls', frame['tool_calls'])) {
    if (isRecord(call) && typeof call['name'] === 'string')
      calls.push({ name: call['name'], arguments: call['parameters'], path: `${at}/parameters` })
  }
  return calls
}
