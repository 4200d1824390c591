import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import type { Delta, StreamReader, StreamReading } from '../types.ts'
import { usageOf } from './collect.ts'
import { piece } from './text-pieces.ts'

interface Tool {
  channel: string
  name: string
  callId?: string | undefined
}

/** Reads the events of ConverseStream. Every content block is a channel, named by its index. */
export function converseStream(): StreamReader {
  const tools = new Map<string, Tool>()
  return ({ event, data }) => readConverseEvent(event ?? '', asRecord(data), '', tools)
}

/** Reads one event; `path` says where its body stands (Nova writes the event's name as a key around it). */
export function readConverseEvent(event: string, frame: JsonRecord, path: string, tools: Map<string, Tool>): StreamReading {
  const channel = String(frame['contentBlockIndex'] ?? 0)
  const deltas: Delta[] = []
  switch (event) {
    case 'contentBlockStart': {
      const use = asRecord(asRecord(frame['start'])['toolUse'])
      if (typeof use['name'] !== 'string') return { deltas, opens: [channel] }
      const tool = { channel, name: use['name'], callId: asString(use['toolUseId']) }
      tools.set(channel, tool)
      return { deltas, opens: [channel], tool }
    }
    case 'contentBlockDelta': {
      const delta = asRecord(frame['delta'])
      const tool = tools.get(channel)
      piece(deltas, channel, `${path}/delta/text`, delta['text'])
      piece(deltas, channel, `${path}/delta/reasoningContent/text`, asRecord(delta['reasoningContent'])['text'], { kind: 'reasoning' })
      const input = asRecord(delta['toolUse'])['input']
      piece(deltas, channel, `${path}/delta/toolUse/input`, input, {
        kind: 'tool-call',
        encoding: 'json',
        name: tool?.name,
        callId: tool?.callId,
      })
      return { deltas }
    }
    case 'contentBlockStop':
      return { deltas, ends: [channel] }
    case 'messageStop':
      return { deltas, ends: '*' }
    case 'metadata':
      return { deltas, ends: '*', done: true, usage: usageOf(frame['usage'], 'inputTokens', 'outputTokens') }
    default:
      return event.endsWith('Exception') ? { deltas, ends: '*', done: true } : { deltas }
  }
}

/** The event that Nova writes as a key around its body. */
export function novaEvent(data: JsonRecord): { event: string; frame: JsonRecord } | undefined {
  for (const event of ['contentBlockDelta', 'contentBlockStart', 'contentBlockStop', 'messageStart', 'messageStop', 'metadata']) {
    const frame = data[event]
    if (isRecord(frame)) return { event, frame }
  }
  return undefined
}
