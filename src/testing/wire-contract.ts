import { decodeBase64, decodeDataUrl } from '../text/data-url.ts'
import { topLevelKeys } from '../text/json-keys.ts'
import { spliceStrings } from '../text/json-splice.ts'
import { at, child } from '../text/pointer.ts'
import type { Origin, Reading, Refusal, Segment, SegmentKind, StreamEvent, WireCall, WireFormat } from '../types.ts'
import { survives } from './wire-survival.ts'

/**
 * One recorded call. In its bodies every string that a model reads, or has written, begins with `read:`, and every string that must
 * never be a segment with `mute:`; the contract checks both without being told where they stand.
 */
export interface WireFixture {
  name: string
  url: string
  method?: string
  headers?: Record<string, string>
  request?: unknown
  response?: unknown
  /** Events of a streamed answer; those without data end it. */
  stream?: { event?: string; data?: unknown }[]
  expect?: {
    model?: string
    stream?: boolean
    conversation?: string
    /** Origin and kind of segments, by path, in the request. */
    request?: Record<string, `${Origin} ${SegmentKind}`>
    /** The same for the answer. */
    response?: Record<string, `${Origin} ${SegmentKind}`>
    /** Names of the tool calls in the answer, in order. */
    toolCalls?: string[]
    /** What each channel has said when the stream is over. */
    channels?: Record<string, string>
    usage?: { input?: number; output?: number }
  }
}

/** Runs the contract of wire formats: every format in the box, and every one of yours, must hold it. `test` is your test runner's. */
export function wireContract(wire: WireFormat, fixtures: readonly WireFixture[], test: (name: string, run: () => void) => void): void {
  for (const fixture of fixtures) {
    const call = callOf(fixture)
    const name = (what: string) => `${wire.name}, ${fixture.name}: ${what}`
    if (fixture.request !== undefined) requestContract(wire, fixture, call, (what, run) => test(name(what), run))
    if (fixture.response !== undefined) {
      test(name('every text of the answer is read, and nothing else'), () => {
        const reading = wire.response(frozen(fixture.response), call)
        readsAll(reading, fixture.response)
        voicesAre(reading, fixture.expect?.response)
        if (fixture.expect?.toolCalls)
          same(
            reading.toolCalls.map((tool) => tool.name),
            fixture.expect.toolCalls,
            'tool calls',
          )
        if (fixture.expect?.usage) same(reading.usage, fixture.expect.usage, 'usage')
      })
    }
    if (fixture.stream !== undefined) test(name('every text of the stream is read, on its channel'), () => readsStream(wire, fixture, call))
    test(name('its refusals are well formed'), () => refuses(wire, call))
    test(name('nothing that comes makes it throw'), () => survives(wire, call))
  }
}

function requestContract(
  wire: WireFormat,
  { request, expect = {} }: WireFixture,
  call: WireCall,
  test: (name: string, run: () => void) => void,
): void {
  const text = JSON.stringify(request)
  test('the call is recognised', () => {
    must(wire.matches(call, topLevelKeys(text)), 'the format does not match its own call')
    must(!wire.matches({ ...call, method: 'GET' }, undefined), 'the format matches a GET')
  })
  test('every text of the request is read, and nothing else', () => {
    const reading = wire.request(frozen(request), call)
    readsAll(reading, request)
    voicesAre(reading, expect.request)
    for (const key of ['model', 'stream', 'conversation'] as const) if (expect[key] !== undefined) same(reading[key], expect[key], key)
  })
  test('every text that may be rewritten can be, and nothing else changes', () => {
    const reading = wire.request(request, call)
    for (const segment of reading.segments) {
      if (segment.writable === false) continue
      const edit = segment.encoding === 'json' ? edgeOfJson(segment.text) : { start: 0, end: 1 }
      if (!edit) continue
      const out = spliceStrings(text, new Map([[segment.path, { encoding: segment.encoding, edits: [{ ...edit, text: '§' }] }]]))
      const again = wire.request(JSON.parse(out), call).segments.find(({ path }) => path === segment.path)
      same(again?.text, segment.text.slice(0, edit.start) + '§' + segment.text.slice(edit.end), segment.path)
    }
  })
}

// The first character inside the first string of JSON text, where an edit changes nothing but itself.
function edgeOfJson(json: string): { start: number; end: number } | undefined {
  const start = json.indexOf(':"') + 2
  return start < 2 || json[start] === '"' || json[start] === '\\' ? undefined : { start, end: start + 1 }
}

function readsAll(reading: Reading, body: unknown): void {
  for (const segment of reading.segments) standsThere(segment, body)
  const spoken = new Set(reading.segments.map(({ path }) => path))
  for (const [path, string] of strings(body, '')) {
    if (string.startsWith('read:')) must(spoken.has(path), `the text at ${path} was not read`)
    if (string.startsWith('mute:')) must(!spoken.has(path), `what stands at ${path} is no text`)
  }
  must(spoken.size === reading.segments.length, `a text was read twice: ${reading.segments.map(({ path }) => path).join(' ')}`)
}

function standsThere({ path, text, encoding }: Segment, body: unknown): void {
  const string = at(body, path)
  must(typeof string === 'string', `there is no string at ${path}`)
  const decoded =
    encoding === 'data-url' ? decodeDataUrl(string as string)?.text : encoding === 'base64' ? decodeBase64(string as string) : string
  same(decoded, text, path)
}

function voicesAre(reading: Reading, expected: Record<string, string> = {}): void {
  for (const [path, voice] of Object.entries(expected)) {
    const segment = reading.segments.find((candidate) => candidate.path === path)
    same(segment && `${segment.origin} ${segment.kind}`, voice, path)
  }
}

function readsStream(wire: WireFormat, { stream = [], expect = {} }: WireFixture, call: WireCall): void {
  const reader = wire.stream(call)
  const channels = new Map<string, string>()
  const whole: [string, string][] = []
  const tools: string[] = []
  let usage: unknown
  for (const { event, data } of stream) {
    const reading = reader({ event, data: frozen(data) } satisfies StreamEvent)
    const spoken = new Set<string>()
    for (const { channel, path, text, mode } of reading.deltas) {
      same(at(data, path), text, `${channel} ${path}`)
      spoken.add(path)
      if (mode === 'append') channels.set(channel, (channels.get(channel) ?? '') + text)
      else whole.push([channel, text])
    }
    for (const [path, string] of strings(data, '')) {
      if (string.startsWith('read:')) must(spoken.has(path), `the text at ${path} of ${JSON.stringify(data)} was not read`)
      if (string.startsWith('mute:')) must(!spoken.has(path), `what stands at ${path} is no text`)
    }
    if (reading.tool) tools.push(reading.tool.name)
    for (const tool of reading.toolCalls ?? []) if (!tools.includes(tool.name)) tools.push(tool.name)
    usage = reading.usage ?? usage
  }
  for (const [channel, text] of whole) {
    if (channels.has(channel)) same(text, channels.get(channel), `the whole of ${channel}`)
    else channels.set(channel, text)
  }
  if (expect.channels) same(Object.fromEntries(channels), expect.channels, 'channels')
  if (expect.toolCalls) same(tools, expect.toolCalls, 'tool calls')
  if (expect.usage) same(usage, expect.usage, 'usage')
}

const refusal: Refusal = {
  message: 'It was withheld.',
  direction: 'request',
  category: 'secret',
  detector: 'api-key',
  id: '3f0c7a52-9d1b-4a67-8a39-1b6c2f0d5e11',
}

function refuses(wire: WireFormat, call: WireCall): void {
  const error = wire.refuse.error(refusal, call)
  must(error.status === 403, 'an error has status 403')
  must(textOf(error.body).includes(refusal.message), 'an error says what was withheld')
  must(textOf(error.body).includes('guardrail_violation'), 'an error is typed guardrail_violation')
  JSON.parse(textOf(error.body))
  for (const stream of [false, true]) {
    const answer = wire.refuse.answer(refusal, call, { model: 'm', stream, replyTo: 1 })
    must(answer.body.length > 0 && answer.contentType !== '', 'an answer has a body and a type')
    if (answer.contentType.startsWith('application/json')) JSON.parse(textOf(answer.body))
    if (answer.status === 200 && answer.contentType.startsWith('application/json') && !stream) {
      const said = wire.response(JSON.parse(textOf(answer.body)), call).segments.map(({ text }) => text)
      must(said.includes(refusal.message), 'an answer says, where the format reads it, that it was withheld')
    }
  }
  for (const how of ['error', 'answer'] as const) {
    const framing = wire.framing('text/event-stream', call) ?? wire.framing('application/x-ndjson', call) ?? 'sse'
    const end = textOf(wire.refuse.endStream(refusal, how, { framing, open: [], events: 0 }))
    must(end.length > 0, 'a stream is ended with complete frames')
    if (framing === 'sse' && typeof end === 'string' && end.includes('data:')) must(end.endsWith('\n\n'), 'an event ends with a blank line')
  }
}

function callOf({ url, method = 'POST', headers = {} }: WireFixture): WireCall {
  const { hostname, port, protocol, pathname, search } = new URL(url)
  return {
    method,
    host: hostname,
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    path: pathname,
    query: search.slice(1),
    header: (name) => headers[name],
  }
}

function* strings(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value === 'string') yield [path, value]
  else if (Array.isArray(value)) for (let index = 0; index < value.length; index++) yield* strings(value[index], child(path, index))
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* strings(item, child(path, key))
}

function frozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const item of Object.values(value)) frozen(item)
  }
  return value
}

function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body)
}

function must(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(`The wire contract is broken: ${sentence}.`)
}

function same(found: unknown, expected: unknown, what: string): void {
  must(stable(found) === stable(expected), `${what} is ${stable(found)}, not ${stable(expected)}`)
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}
