import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import type { Reading, WireCall } from '../types.ts'
import { emptyReading, items, say, voiceOf, voices } from './collect.ts'
import { readItem, readItems } from './openai-responses.ts'
import { readContent } from './parts.ts'
import { readTools } from './tools.ts'

/** Reads one event of the client. It asks for an answer where it is a `response.create`. */
export function readRealtimeEvent(body: unknown, call?: WireCall): Reading {
  const event = asRecord(body)
  const reading = emptyReading({
    stream: event['type'] === 'response.create',
    model: asString(asRecord(event['session'])['model']) ?? modelOf(call),
    replyTo: asString(event['event_id']),
  })
  if (isRecord(event['session'])) readSession(reading, '/session', event['session'])
  if (isRecord(event['item'])) readRealtimeItem(reading, '/item', event['item'])
  if (isRecord(event['response'])) readSession(reading, '/response', event['response'])
  return reading
}

/** Adds one item of a conversation, with what was said in its audio. */
export function readRealtimeItem(reading: Reading, path: string, item: JsonRecord): void {
  readItem(reading, path, item)
  const type = item['type'] ?? 'message'
  if (type !== 'message') return
  for (const [at, part] of items(`${path}/content`, item['content']))
    say(reading, `${at}/transcript`, asRecord(part)['transcript'], voiceOf(item['role']))
}

function readSession(reading: Reading, path: string, session: JsonRecord): void {
  readContent(reading, `${path}/instructions`, session['instructions'], voices.system)
  for (const [name, value] of Object.entries(asRecord(asRecord(session['prompt'])['variables'])))
    readContent(reading, `${path}/prompt/variables/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, value, voices.user)
  readTools(reading, `${path}/tools`, session['tools'])
  readItems(reading, `${path}/input`, session['input'])
  say(reading, `${path}/input_audio_transcription/prompt`, asRecord(session['input_audio_transcription'])['prompt'], voices.developer)
  const transcription = asRecord(asRecord(asRecord(session['audio'])['input'])['transcription'])
  say(reading, `${path}/audio/input/transcription/prompt`, transcription['prompt'], voices.developer)
}

function modelOf(call: WireCall | undefined): string | undefined {
  const query = new URLSearchParams(call?.query ?? '')
  return query.get('model') ?? query.get('deployment') ?? undefined
}
