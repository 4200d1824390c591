import { asNumber, asRecord, asString, isRecord } from '../text/json.ts'
import type { Delta, StreamReader, ToolCall } from '../types.ts'
import { emptyReading, items, usageOf } from './collect.ts'
import { readGeminiContent } from './google-read.ts'
import { voices } from './collect.ts'
import { piece } from './text-pieces.ts'

/** Reads the chunks of `streamGenerateContent`, each of which is a whole answer with the next parts. */
export function geminiStream(): StreamReader {
  let parts = 0
  return ({ data }) => {
    const chunk = asRecord(data)
    const deltas: Delta[] = []
    const toolCalls: ToolCall[] = []
    let over = isRecord(chunk['error'])
    for (const [at, candidate] of items('/candidates', chunk['candidates'])) {
      if (!isRecord(candidate)) continue
      const index = asNumber(candidate['index']) ?? 0
      const reading = emptyReading()
      readGeminiContent(reading, `${at}/content`, candidate['content'], voices.model)
      for (const { path, text, kind, role, name, callId } of reading.segments) {
        const bare = kind === 'text' || kind === 'reasoning'
        piece(deltas, bare ? `${index}/${kind}` : `${index}/part/${parts++}`, path, text, {
          kind,
          role,
          name,
          callId,
          mode: bare ? 'append' : 'whole',
        })
      }
      toolCalls.push(...reading.toolCalls)
      over ||= typeof candidate['finishReason'] === 'string'
    }
    over ||= typeof asRecord(chunk['promptFeedback'])['blockReason'] === 'string'
    return {
      deltas,
      toolCalls: toolCalls.length === 0 ? undefined : toolCalls,
      ends: over ? '*' : undefined,
      usage: usageOf(chunk['usageMetadata'], 'promptTokenCount', 'candidatesTokenCount'),
      model: asString(chunk['modelVersion']),
      conversation: asString(chunk['responseId']),
    }
  }
}
