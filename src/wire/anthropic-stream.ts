import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import type { Delta, StreamReader, StreamReading, Usage } from '../types.ts'
import { emptyReading, usageOf } from './collect.ts'
import { readContent } from './parts.ts'
import { voices } from './collect.ts'
import { piece } from './text-pieces.ts'

interface Tool {
  channel: string
  name: string
  callId?: string | undefined
}

/** Reads the events of a streamed message. Every content block is a channel, named by its index. */
export function messagesStream(): StreamReader {
  const tools = new Map<string, Tool>()
  return ({ event, data }) => {
    const frame = asRecord(data)
    switch (asString(frame['type']) ?? event) {
      case 'message_start': {
        const message = asRecord(frame['message'])
        return { deltas: [], usage: usage(message['usage']), model: asString(message['model']), conversation: asString(message['id']) }
      }
      case 'content_block_start':
        return readStart(frame, tools)
      case 'content_block_delta':
        return readDelta(frame, tools)
      case 'content_block_stop':
        return { deltas: [], ends: [channelOf(frame)] }
      case 'message_delta':
        return { deltas: [], ends: '*', usage: usage(frame['usage']) }
      case 'message_stop':
      case 'error':
        return { deltas: [], ends: '*', done: true }
      default:
        return { deltas: [] }
    }
  }
}

function usage(value: unknown): Usage | undefined {
  return usageOf(value, 'input_tokens', 'output_tokens')
}

function channelOf(frame: JsonRecord): string {
  return String(frame['index'] ?? 0)
}

function readStart(frame: JsonRecord, tools: Map<string, Tool>): StreamReading {
  const channel = channelOf(frame)
  const block = asRecord(frame['content_block'])
  const type = asString(block['type']) ?? ''
  const deltas: Delta[] = []
  if (type === 'text' || type === 'thinking')
    piece(deltas, channel, `/content_block/${type}`, block[type], { kind: type === 'text' ? 'text' : 'reasoning' })
  if (type.endsWith('tool_use')) {
    const tool = { channel, name: asString(block['name']) ?? '', callId: asString(block['id']) }
    tools.set(channel, tool)
    const whole = isRecord(block['input']) && Object.keys(block['input']).length > 0
    const toolCalls = whole
      ? [{ name: tool.name, arguments: block['input'], path: '/content_block/input', callId: tool.callId }]
      : undefined
    return { deltas, opens: [channel], tool, toolCalls }
  }
  if (type.endsWith('tool_result')) readResult(deltas, channel, block)
  return { deltas, opens: [channel] }
}

// Results of tools that the provider runs come whole, with the start of their block.
function readResult(deltas: Delta[], channel: string, block: JsonRecord): void {
  const reading = emptyReading()
  readContent(reading, '/content_block', block, voices.result)
  for (const { path, text, name, callId } of reading.segments) {
    piece(deltas, `${channel}${path}`, path, text, { mode: 'whole', kind: 'tool-result', role: 'tool', name, callId })
  }
}

function readDelta(frame: JsonRecord, tools: Map<string, Tool>): StreamReading {
  const channel = channelOf(frame)
  const delta = asRecord(frame['delta'])
  const deltas: Delta[] = []
  const tool = tools.get(channel)
  piece(deltas, channel, '/delta/text', delta['text'])
  piece(deltas, channel, '/delta/thinking', delta['thinking'], { kind: 'reasoning' })
  piece(deltas, channel, '/delta/partial_json', delta['partial_json'], {
    kind: 'tool-call',
    encoding: 'json',
    name: tool?.name,
    callId: tool?.callId,
  })
  return { deltas }
}
