import { rulesOf } from '../../src/assembly/rules.ts'
import { conversations } from '../../src/core/conversations.ts'
import { record, toCallFacts } from '../../src/core/observation.ts'
import { realtime } from '../../src/core/realtime.ts'
import { realtimeSessions } from '../../src/core/realtime-session.ts'
import { routing } from '../../src/core/routing.ts'
import { mint } from '../../src/core/vault.ts'
import { node } from '../../src/node/platform.ts'
import { settle, type GuardOptions, type Settings } from '../../src/options.ts'
import type { Direction, EntryHost, Observation, SocketControl } from '../../src/types.ts'
import { knownProvider } from '../../src/wire/known.ts'
import { realtimeWire } from '../../src/wire/realtime.ts'

export interface RealtimeHost {
  message: NonNullable<EntryHost['message']>
  observations: Observation[]
  notes: string[]
}

const rules = rulesOf({ platform: node, note: () => {}, protect: (fn) => fn() })
/** Rules are made once for the same settings. */
const known = new Map<string, Settings>()

function settingsOf(options: GuardOptions): Settings {
  const key = JSON.stringify(options)
  const settings = known.get(key) ?? settle({ mode: 'enforce', ...options })
  if (options.detectors === undefined) known.set(key, settings)
  return settings
}

/** Judges the messages of sockets as a guard with these options does, and keeps what it observes. */
export function realtimeHost(options: GuardOptions = {}): RealtimeHost {
  const routes = routing(settingsOf(options), options.routes ?? [])
  const observations: Observation[] = []
  const notes: string[] = []
  const open = realtimeSessions({
    routes,
    known: knownProvider,
    wireOf: realtimeWire,
    rulesFor: async (settings) => (await rules)(settings),
    recordFor: (call, facts) =>
      record({
        ...facts,
        call: toCallFacts(call),
        context: {},
        traceparent: () => '',
        emit: (observation) => void observations.push(observation),
      }),
    mint: mint(undefined),
    conversations: conversations(),
  })
  return { message: realtime({ routes, open, note: (sentence) => void notes.push(sentence) }), observations, notes }
}

export interface Talk {
  /** What the provider has got, and what the program has. */
  provider: string[]
  program: string[]
  closes: [code: number | undefined, reason: string | undefined][]
  observations: Observation[]
  notes: string[]
  send: (event: unknown) => Promise<void>
  receive: (event: unknown) => Promise<void>
  close: (code?: number) => Promise<Observation | undefined>
}

export const openai = 'https://api.openai.com/v1/realtime?model=gpt-realtime'

/** A socket without a network: what is sent and received goes through the host in order, as an entry does it. */
export function talk(options: GuardOptions = {}, address = openai): Talk {
  const { message, observations, notes } = realtimeHost(options)
  const url = new URL(address)
  const delivered: Record<Direction, string[]> = { request: [], response: [] }
  const closes: Talk['closes'] = []
  const lasts: ((code: number | undefined) => void | Promise<void>)[] = []
  let settleClosed: (code: number | undefined) => void = () => {}
  const socket: SocketControl = {
    put: (direction, text) => void delivered[direction].push(text),
    close: (code, reason) => void closes.push([code, reason]),
    closed: new Promise((resolve) => (settleClosed = resolve as typeof settleClosed)),
    beforeClose: (last) => void lasts.push(last),
  }
  const pass = (direction: Direction) => async (event: unknown) => {
    const text = typeof event === 'string' ? event : JSON.stringify(event)
    const verdict = await message(direction, url, text, socket)
    delivered[direction].push(...(verdict === undefined ? [text] : typeof verdict === 'string' ? [verdict] : verdict))
  }
  return {
    provider: delivered.request,
    program: delivered.response,
    closes,
    observations,
    notes,
    send: pass('request'),
    receive: pass('response'),
    close: async (code) => {
      for (const last of lasts) await last(code)
      settleClosed(code)
      await new Promise<void>((resolve) => void setTimeout(resolve, 5))
      return observations[0]
    },
  }
}

export const userSays = (text: string) => ({
  type: 'conversation.item.create',
  item: { type: 'message', role: 'user', content: [{ type: 'input_text', text }] },
})

/** The events of one answer whose text, or transcript, comes in these pieces. */
export function answer(pieces: readonly string[], { id = 'resp_1', audio = false, beta = false } = {}): Record<string, unknown>[] {
  const stem = `response.${beta ? '' : 'output_'}${audio ? 'audio_transcript' : 'text'}`
  const key = audio ? 'transcript' : 'text'
  const item = { id: `item_${id}`, object: 'realtime.item', type: 'message', role: 'assistant' }
  const place = { response_id: id, item_id: item.id, output_index: 0, content_index: 0 }
  const part = { type: audio ? 'output_audio' : 'output_text', [key]: pieces.join('') }
  const whole = { ...item, status: 'completed', content: [part] }
  return [
    { type: 'response.created', response: { id, object: 'realtime.response', status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', response_id: id, output_index: 0, item: { ...item, content: [] } },
    { type: `conversation.item.${beta ? 'created' : 'added'}`, item: { ...item, content: [] } },
    { type: 'response.content_part.added', ...place, part: { ...part, [key]: '' } },
    ...pieces.map((delta) => ({ type: `${stem}.delta`, ...place, delta })),
    { type: `${stem}.done`, ...place, [key]: pieces.join('') },
    { type: 'response.content_part.done', ...place, part },
    { type: 'response.output_item.done', response_id: id, output_index: 0, item: whole },
    ...(beta ? [] : [{ type: 'conversation.item.done', item: whole }]),
    {
      type: 'response.done',
      response: { id, object: 'realtime.response', status: 'completed', output: [whole], usage: { input_tokens: 5, output_tokens: 7 } },
    },
  ]
}

/** The events of one call of a function whose arguments come in these pieces. */
export function functionCall(name: string, pieces: readonly string[], id = 'resp_1'): Record<string, unknown>[] {
  const item = { id: `item_${id}`, object: 'realtime.item', type: 'function_call', name, call_id: 'call_1' }
  const place = { response_id: id, item_id: item.id, output_index: 0, call_id: 'call_1' }
  const whole = { ...item, status: 'completed', arguments: pieces.join('') }
  return [
    { type: 'response.created', response: { id, object: 'realtime.response', status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', response_id: id, output_index: 0, item: { ...item, arguments: '' } },
    { type: 'conversation.item.created', item: { ...item, arguments: '' } },
    ...pieces.map((delta) => ({ type: 'response.function_call_arguments.delta', ...place, delta })),
    { type: 'response.function_call_arguments.done', ...place, arguments: pieces.join('') },
    { type: 'response.output_item.done', response_id: id, output_index: 0, item: whole },
    { type: 'response.done', response: { id, object: 'realtime.response', status: 'completed', output: [whole] } },
  ]
}

/** What a program reads of the deltas of these messages. */
export function deltasOf(messages: readonly string[]): string {
  return messages
    .map((message) => JSON.parse(message) as { type?: string; delta?: string })
    .map(({ type, delta }) => (type?.endsWith('.delta') ? (delta ?? '') : ''))
    .join('')
}

export const inPieces = (text: string, size: number): string[] => text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
