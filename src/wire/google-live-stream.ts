import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import type { Delta, StreamReader } from '../types.ts'
import { emptyReading, items, sayCall, usageOf, voices } from './collect.ts'
import { readGeminiContent } from './google-read.ts'
import { piece } from './text-pieces.ts'

/** Reads what a live server sends: pieces of the model's turn, transcripts of both sides, calls of tools. */
export function liveStream(): StreamReader {
  let parts = 0
  return ({ data }) => {
    const message = asRecord(data)
    const deltas: Delta[] = []
    const whole: string[] = []
    const content = pick(message, 'serverContent', 'server_content')
    const calls = pick(message, 'toolCall', 'tool_call')
    const reading = emptyReading()
    if (content !== undefined) {
      const turn = pick(content.value, 'modelTurn', 'model_turn')
      if (turn !== undefined) readGeminiContent(reading, `${content.path}${turn.path}`, turn.value, voices.model)
      const interim = asRecord(content.value['interimInputTranscription'])['text']
      piece(deltas, wholeChannel(), `${content.path}/interimInputTranscription/text`, interim, { role: 'user', mode: 'whole' })
      for (const key of transcripts) {
        const text = asRecord(content.value[key])['text']
        piece(deltas, key, `${content.path}/${key}/text`, text, { role: /input/i.test(key) ? 'user' : 'assistant' })
      }
    }
    if (calls !== undefined) {
      for (const list of ['functionCalls', 'function_calls']) {
        for (const [at, call] of items(`${calls.path}/${list}`, calls.value[list])) {
          const { name, id, args } = asRecord(call)
          sayCall(reading, { path: `${at}/args`, name: { path: `${at}/name`, value: name }, callId: id, args })
        }
      }
    }
    for (const { path, text, kind, role, name, callId } of reading.segments) {
      const bare = kind === 'text' || kind === 'reasoning'
      if (bare) piece(deltas, kind, path, text, { kind, role })
      else piece(deltas, wholeChannel(), path, text, { kind, role, name, callId, mode: 'whole' })
    }
    const over = content !== undefined && ends.some((key) => content.value[key] === true)
    return {
      deltas,
      toolCalls: reading.toolCalls.length === 0 ? undefined : reading.toolCalls,
      ends: over ? '*' : whole,
      done: over,
      conversation: asString((pick(message, 'sessionResumptionUpdate', 'session_resumption_update')?.value ?? {})['newHandle']),
      usage:
        usageOf(message['usageMetadata'], 'promptTokenCount', 'responseTokenCount') ??
        usageOf(message['usage_metadata'], 'prompt_token_count', 'response_token_count'),
    }

    // What comes whole goes on nowhere.
    function wholeChannel(): string {
      const channel = `part/${parts++}`
      whole.push(channel)
      return channel
    }
  }
}

const transcripts = ['inputTranscription', 'input_transcription', 'outputTranscription', 'output_transcription']
const ends = ['turnComplete', 'turn_complete', 'interrupted']

function pick(record: JsonRecord, ...names: string[]): { path: string; value: JsonRecord } | undefined {
  for (const name of names) {
    const value = record[name]
    if (isRecord(value)) return { path: `/${name}`, value }
  }
  return undefined
}
