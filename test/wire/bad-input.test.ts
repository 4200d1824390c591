import { expect, test } from 'vitest'
import { classify } from '../../src/core/classify.ts'
import { locate } from '../../src/text/json-locate.ts'
import { parseJson } from '../../src/text/json.ts'
import { wires } from '../../src/wire/index.ts'
import { knownProvider } from '../../src/wire/known.ts'

const deep = (open: string, close: string) => open.repeat(10_000) + '"x"' + close.repeat(10_000)

const bodies = [
  ['nothing', ''],
  ['no JSON', 'garbage'],
  ['JSON that was cut off', '{"model":"m","messages":[{"role":"user","content":"hel'],
  ['a lone surrogate', '{"model":"m","messages":[{"role":"user","content":"\\ud800 \udfff"}]}'],
  ['ten thousand arrays', `{"model":"m","messages":${deep('[', ']')}}`],
  ['ten thousand contents', `{"model":"m","messages":[{"role":"user","content":${deep('[{"type":"x","content":', '}]')}}]}`],
  ['ten thousand results', `{"model":"m","messages":[{"role":"user","content":${deep('[{"type":"tool_result","content":', '}]')}}]}`],
  ['ten thousand Bedrock results', `{"model":"m","messages":[{"role":"user","content":${deep('[{"toolResult":{"content":', '}}]')}}]}`],
  [
    'ten thousand arguments',
    `{"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":${deep('{"a":', '}')}}}]}]}`,
  ],
  ['ten thousand schemas', `{"model":"m","messages":[],"tools":[{"name":"f","input_schema":${deep('{"properties":{"a":', '}}')}}]}`],
  ['ten thousand declarations', `{"contents":[],"tools":${deep('[{"functionDeclarations":', '}]')}}`],
  ['ten thousand outputs', `{"input":[{"type":"function_call_output","output":${deep('[', ']')}}],"output":${deep('[', ']')}}`],
  [
    'keys that pollute prototypes',
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"model":"m","messages":[{"__proto__":{"role":"x"},"role":"user","content":"hi"}]}',
  ],
  [
    'types that name inherited properties',
    '{"messages":[{"role":"constructor","content":[{"type":"constructor"},{"type":"__proto__"},{"type":"toString","text":"x"}]}]}',
  ],
] as const

const paths = [
  '/v1/chat/completions',
  '/v1/responses',
  '/v1/messages',
  '/v1beta/models/m:generateContent',
  '/model/m/converse',
  '/model/m/invoke',
  '/api/chat',
  '/v2/chat',
  '/v1/completions',
  '/chain/invoke',
  '/other',
]

test.each(bodies)('%s: nothing throws, and what can be read is read', (_name, body) => {
  const call = { method: 'POST', host: '127.0.0.1', port: 11434, path: '/v1/messages', query: '', header: () => undefined }
  for (const path of paths) classify({ ...call, path }, body, { wires, known: knownProvider })
  const parsed = parseJson(body)
  for (const wire of wires) {
    const request = wire.request(parsed, call)
    wire.response(parsed, call)
    wire.stream(call)({ data: parsed })
    locate(
      body,
      request.segments.map((segment) => segment.path),
    )
  }
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('what is nested too deeply is said not to be read', () => {
  const call = { method: 'POST', host: 'x', port: 1, path: '/v1/messages', query: '', header: () => undefined }
  const wire = wires.find(({ name }) => name === 'anthropic-messages')!
  for (const [, body] of bodies.slice(5, 7)) expect(wire.request(JSON.parse(body), call).truncated).toBe(true)
})
