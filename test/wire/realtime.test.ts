import { expect, test } from 'vitest'
import { topLevelKeys } from '../../src/text/json-keys.ts'
import { locate } from '../../src/text/json-locate.ts'
import type { Refusal, StreamReading, WireCall } from '../../src/types.ts'
import { realtimeWire } from '../../src/wire/realtime.ts'

const at = (path: string, host = 'models.test', query = ''): WireCall => ({
  method: 'GET',
  host,
  port: 443,
  path,
  query,
  header: () => undefined,
})
const bidi = '/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent'
const refusal: Refusal = { message: 'withheld', direction: 'request', category: 'secret', detector: 'test', id: 'o-1' }

test.each([
  ['/v1/realtime', undefined, 'openai-realtime'],
  ['/openai/realtime/', undefined, 'openai-realtime'],
  ['/v1/realtime/translations', undefined, 'openai-realtime'],
  [bidi, undefined, 'google-live'],
  [`${bidi}Constrained`, undefined, 'google-live'],
  ['/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent', 'vertex', 'google-live'],
  ['/v1/responses', undefined, 'openai-responses'],
  ['/voice', 'openai', 'openai-realtime'],
  ['/live', 'gemini', 'google-live'],
  ['/voice', undefined, undefined],
  ['/realtime-updates', undefined, undefined],
])('a socket to %s of provider %s talks %s', (path, provider, name) => {
  expect(realtimeWire(at(path), provider)?.name).toBe(name)
})

test.each([
  ['/v1/realtime', { type: 'session.update' }, true],
  ['/v1/realtime', { type: 'response.output_text.delta' }, true],
  ['/v1/realtime', { type: 'error', error: {} }, true],
  ['/v1/realtime', { type: 'subscribe', channel: 'news' }, false],
  ['/v1/realtime', { topic: 'room', event: 'join' }, false],
  [bidi, { setup: {} }, true],
  [bidi, { serverContent: {} }, true],
  [bidi, { hello: 'there' }, false],
])('at %s, whether %j is a message of a model', (path, message, certain) => {
  const body = JSON.stringify(message)
  expect(realtimeWire(at(path), undefined)?.claims?.(at(path), topLevelKeys(body), body)).toBe(certain)
})

const openai = at('/v1/realtime', 'api.openai.com', 'model=gpt-realtime')
const read = (event: unknown, call = openai) => {
  const reading = realtimeWire(call, undefined)!.request(event, call)
  const places = locate(
    JSON.stringify(event),
    reading.segments.map(({ path }) => path),
  )
  for (const { path } of reading.segments) expect(places.has(path)).toBe(true)
  return reading.segments.map(({ path, text, kind, origin }) => [path, text, kind, origin])
}

test('every text that a client event may hold is read, and its place is a string', () => {
  expect(
    read({
      type: 'session.update',
      session: {
        instructions: 'Be kind.',
        prompt: { id: 'p', variables: { city: 'Riga', 'a/b': { type: 'input_text', text: 'x' } } },
        tools: [
          { type: 'function', name: 'f', description: 'does f', parameters: { type: 'object', properties: { q: { description: 'why' } } } },
        ],
        audio: { input: { transcription: { prompt: 'names: Ann' } } },
      },
    }),
  ).toEqual([
    ['/session/instructions', 'Be kind.', 'text', 'system'],
    ['/session/prompt/variables/city', 'Riga', 'text', 'user'],
    ['/session/prompt/variables/a~1b/text', 'x', 'text', 'user'],
    ['/session/tools/0/name', 'f', 'text', 'developer'],
    ['/session/tools/0/description', 'does f', 'text', 'developer'],
    ['/session/tools/0/parameters/properties/q/description', 'why', 'text', 'developer'],
    ['/session/audio/input/transcription/prompt', 'names: Ann', 'text', 'developer'],
  ])
  const item = (value: unknown) => read({ type: 'conversation.item.create', item: value })
  expect(
    item({
      type: 'message',
      role: 'user',
      content: [
        { type: 'input_text', text: 'hi' },
        { type: 'input_audio', audio: 'AAAA', transcript: 'ho' },
        { type: 'input_image', image_url: 'data:,x' },
      ],
    }),
  ).toEqual([
    ['/item/content/0/text', 'hi', 'text', 'user'],
    ['/item/content/1/transcript', 'ho', 'text', 'user'],
  ])
  expect(
    item({
      role: 'assistant',
      content: [
        { type: 'output_text', text: 'a' },
        { type: 'output_audio', transcript: 'b' },
      ],
    }),
  ).toEqual([
    ['/item/content/0/text', 'a', 'text', 'model'],
    ['/item/content/1/transcript', 'b', 'text', 'model'],
  ])
  expect(item({ type: 'function_call_output', call_id: 'c', output: 'result' })).toEqual([
    ['/item/output', 'result', 'tool-result', 'tool'],
  ])
  expect(
    read({
      type: 'response.create',
      response: { instructions: 'Short.', input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'q' }] }] },
    }),
  ).toEqual([
    ['/response/instructions', 'Short.', 'text', 'system'],
    ['/response/input/0/content/0/text', 'q', 'text', 'user'],
  ])
  expect(read({ type: 'input_audio_buffer.append', audio: 'AAAA' })).toEqual([])
})

test('the spellings of Gemini are read alike', () => {
  const live = at(bidi)
  for (const [content, result, input] of [
    ['clientContent', 'toolResponse', 'realtimeInput'],
    ['client_content', 'tool_response', 'realtime_input'],
  ] as const) {
    expect(
      read(
        {
          [content]: {
            turns: [
              { role: 'user', parts: [{ text: 'a' }] },
              { role: 'model', parts: [{ text: 'b' }] },
            ],
          },
        },
        live,
      ),
    ).toEqual([
      [`/${content}/turns/0/parts/0/text`, 'a', 'text', 'user'],
      [`/${content}/turns/1/parts/0/text`, 'b', 'text', 'model'],
    ])
    expect(read({ [input]: { text: 'c', audio: { data: 'AAAA', mimeType: 'audio/pcm' } } }, live)).toEqual([
      [`/${input}/text`, 'c', 'text', 'user'],
    ])
    const key = result === 'toolResponse' ? 'functionResponses' : 'function_responses'
    expect(read({ [result]: { [key]: [{ id: '1', name: 'f', response: { out: ['d'] } }] } }, live)).toEqual([
      [`/${result}/${key}/0/response/out/0`, 'd', 'tool-result', 'tool'],
    ])
  }
})

test('only what asks for an answer is said to', () => {
  const asks = (event: unknown, call = openai) => realtimeWire(call, undefined)?.request(event, call).stream
  expect(asks({ type: 'response.create' })).toBe(true)
  expect(asks({ type: 'conversation.item.create', item: {} })).toBe(false)
  expect(asks({ clientContent: { turns: [], turnComplete: true } }, at(bidi))).toBe(true)
  expect(asks({ clientContent: { turns: [] } }, at(bidi))).toBe(false)
  expect(asks({ realtimeInput: { audio: {} } }, at(bidi))).toBe(false)
})

test('nothing that is no event is an error', () => {
  const odd = [null, 1, 'x', [], [1], {}, { type: 1 }, { type: 'session.update', session: [] }, { item: 3 }, { response: { output: {} } }]
  const types = [
    'response.done',
    'response.output_item.done',
    'conversation.item.done',
    'response.output_text.delta',
    'session.updated',
    'conversation.item.input_audio_transcription.delta',
  ]
  for (const path of ['/v1/realtime', bidi, '/v1/responses']) {
    const wire = realtimeWire(at(path), undefined)
    const stream = wire?.stream(at(path))
    for (const event of [
      ...odd,
      ...types.flatMap((type) => [{ type }, { type, item: {}, response: null, delta: 4, session: 1 }]),
      { serverContent: { modelTurn: { parts: 3 } } },
      { toolCall: { functionCalls: [null, 1, {}] } },
    ]) {
      expect(() => wire?.request(event, at(path))).not.toThrow()
      expect(() => wire?.response(event, at(path))).not.toThrow()
      expect(() => stream?.({ data: event })).not.toThrow()
    }
  }
})

test('a long session leaves no channel open behind an answer', () => {
  const stream = realtimeWire(openai, undefined)?.stream(openai)
  let last: StreamReading | undefined
  for (let turn = 0; turn < 3; turn++) {
    const place = { response_id: `r${turn}`, item_id: `i${turn}`, output_index: 0, content_index: 0 }
    stream?.({ data: { type: 'response.output_text.delta', ...place, delta: 'a' } })
    stream?.({ data: { type: 'conversation.item.input_audio_transcription.delta', item_id: 'u', delta: 'b' } })
    last = stream?.({ data: { type: 'response.done', response: { id: `r${turn}`, output: [] } } })
    expect(last?.done).toBeUndefined()
    expect(last?.ends).toEqual([`r${turn}/0/content/0`])
    last = stream?.({ data: { type: 'conversation.item.input_audio_transcription.completed', item_id: 'u', transcript: 'b' } })
    expect(last?.done).toBe(true)
  }
})

test('refusals are messages, one in a line, that name what they are', () => {
  for (const path of ['/v1/realtime', bidi, '/v1/responses']) {
    const wire = realtimeWire(at(path), undefined)!
    const begun = { framing: 'ndjson', open: [], events: 3 } as const
    const bodies = [
      wire.refuse.error(refusal, at(path), { replyTo: 'event_1' }).body,
      wire.refuse.answer(refusal, at(path), { stream: true }).body,
      wire.refuse.endStream(refusal, 'error', begun),
      wire.refuse.endStream(refusal, 'answer', begun),
    ]
    for (const body of bodies) {
      const messages = String(body)
        .trimEnd()
        .split('\n')
        .map((row) => JSON.parse(row) as object)
      expect(messages.length).toBeGreaterThan(0)
      expect(String(body)).toMatch(/withheld|content_filter/)
    }
    expect(String(bodies[0])).toContain('guardrail_violation')
  }
})
