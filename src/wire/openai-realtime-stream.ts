import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import type { Delta, Reading, StreamReader, StreamReading } from '../types.ts'
import { emptyReading } from './collect.ts'
import { readRealtimeEvent, readRealtimeItem } from './openai-realtime-read.ts'
import { responsesStream } from './openai-responses-stream.ts'
import { piece } from './text-pieces.ts'

/**
 * Reads the events that a realtime server sends. Responses are read as those of the Responses API, each with channels of its own;
 * beside them stand the items of the conversation and the transcripts of what the user says.
 */
export function realtimeStream(): StreamReader {
  const responses = new Map<string, StreamReader>()
  /** Where the model's items stand in their responses. */
  const places = new Map<string, { response: string; index: unknown }>()
  const open = new Set<string>()

  function readEvent(frame: JsonRecord, type: string): StreamReading {
    const response = asString(frame['response_id']) ?? asString(asRecord(frame['response'])['id'])
    if (type.startsWith('response.')) return readResponse(frame, type, response ?? '')
    const item = frame['item']
    if (type.startsWith('conversation.item.') && isRecord(item)) return readItemEvent(type, item)
    if (/^(?:transcription_)?session\.(?:created|updated)$/.test(type))
      return echoOf(readRealtimeEvent({ session: frame['session'] }), 'session')
    if (type.includes('transcri')) return readTranscript(frame, type)
    return { deltas: [] }
  }

  function readResponse(frame: JsonRecord, type: string, id: string): StreamReading {
    const reader = responses.get(id) ?? responsesStream()
    responses.set(id, reader)
    const item = asString(asRecord(frame['item'])['id'])
    if (item !== undefined) places.set(item, { response: id, index: frame['output_index'] })
    const reading = within(id, reader({ data: { ...frame, type: spelled(type) } }), frame)
    const over = type === 'response.done' || reading.ends === '*'
    if (!over) return reading
    responses.delete(id)
    for (const [name, { response }] of places) if (response === id) places.delete(name)
    return { ...reading, ends: [...openOf(id), ...reading.deltas.map(({ channel }) => channel)], done: undefined }
  }

  function readItemEvent(type: string, item: JsonRecord): StreamReading {
    const id = asString(item['id']) ?? ''
    const place = places.get(id)
    if (place !== undefined) return readPlaced(place, type, item)
    if (item['role'] === 'assistant' || asString(item['type'])?.endsWith('_call') === true) {
      const reading = within(`item/${id}`, responsesStream()({ data: { type: 'response.output_item.done', output_index: 0, item } }))
      return { ...reading, ends: [...openOf(`item/${id}`), ...reading.deltas.map(({ channel }) => channel)] }
    }
    return readEcho(id, item)
  }

  function readPlaced({ response, index }: { response: string; index: unknown }, type: string, item: JsonRecord): StreamReading {
    const reader = responses.get(response)
    const event = type === 'conversation.item.done' ? 'response.output_item.done' : 'response.output_item.added'
    return reader === undefined ? { deltas: [] } : within(response, reader({ data: { type: event, output_index: index, item } }))
  }

  /** Names the channels of a response after it, and gives a call the name that its event says where no item has said it. */
  function within(id: string, reading: StreamReading, frame: JsonRecord = {}): StreamReading {
    const inside = (channel: string) => `${id}/${channel}`
    const named = (delta: Delta): Delta =>
      delta.kind === 'tool-call' && delta.name === undefined
        ? { ...delta, name: asString(frame['name']), callId: asString(frame['call_id']) }
        : delta
    return {
      ...reading,
      deltas: reading.deltas.map((delta) => ({ ...named(delta), channel: inside(delta.channel) })),
      tool: reading.tool && { ...reading.tool, channel: inside(reading.tool.channel) },
      ends: reading.ends === '*' ? '*' : reading.ends?.map(inside),
      conversation: undefined,
    }
  }

  function openOf(id: string): string[] {
    return [...open].filter((channel) => channel.startsWith(`${id}/`))
  }

  return ({ data }) => {
    const frame = asRecord(data)
    const type = asString(frame['type']) ?? ''
    const reading = readEvent(frame, type)
    for (const { channel } of reading.deltas) open.add(channel)
    if (reading.tool !== undefined) open.add(reading.tool.channel)
    for (const channel of reading.ends ?? []) open.delete(channel)
    // A session goes on for hours: where nothing is open, nothing of it need be remembered.
    const over = type === 'response.done' || type.includes('transcri')
    return over && responses.size === 0 && open.size === 0 ? { ...reading, done: true } : reading
  }
}

/** As it was spelled in the beta. */
function spelled(type: string): string {
  return type.startsWith('response.text.') ? type.replace('.text.', '.output_text.') : type
}

/** What the client itself has put into the conversation, told again. */
function readEcho(id: string, item: JsonRecord): StreamReading {
  const reading = emptyReading()
  readRealtimeItem(reading, '/item', item)
  return echoOf(reading, id)
}

function echoOf({ segments }: Reading, id: string): StreamReading {
  const deltas: Delta[] = []
  for (const { path, text, kind, role, encoding, writable } of segments) {
    if (encoding === 'base64' || encoding === 'data-url' || writable === false) continue
    // What was said is nothing that the client has written.
    const spoken = /\/content\/(\d{1,9})\/transcript$/.exec(path)?.[1]
    if (spoken === undefined) piece(deltas, `echo/${id}${path}`, path, text, { mode: 'whole', kind, role, echo: true })
    else piece(deltas, transcriptChannel(id, spoken), path, text, { mode: 'whole', kind, role })
  }
  return { deltas, ends: deltas.flatMap(({ channel, echo }) => (echo === true ? [channel] : [])) }
}

/** What the user says, as the provider has heard it. */
function readTranscript(frame: JsonRecord, type: string): StreamReading {
  const deltas: Delta[] = []
  const channel =
    frame['item_id'] === undefined
      ? type.slice(0, type.lastIndexOf('.'))
      : transcriptChannel(String(frame['item_id']), String(frame['content_index'] ?? 0))
  const user = { role: type.includes('output_transcript') ? 'assistant' : 'user' } as const
  if (type.endsWith('.delta')) piece(deltas, channel, '/delta', frame['delta'], user)
  for (const key of ['transcript', 'text'])
    piece(deltas, key === 'text' ? `${channel}/segment` : channel, `/${key}`, frame[key], { ...user, mode: 'whole' })
  const ends = type.endsWith('.segment') ? [`${channel}/segment`] : type.endsWith('.delta') ? undefined : [channel]
  return { deltas, ends }
}

function transcriptChannel(item: string, part: string): string {
  return `transcript/${item}/${part}`
}
