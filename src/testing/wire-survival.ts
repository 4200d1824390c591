import type { WireCall, WireFormat } from '../types.ts'

/** Gives a wire format what no provider writes: wrong types, odd keys, thousands of levels. It throws where the format does. */
export function survives(wire: WireFormat, call: WireCall): void {
  const deep: unknown = JSON.parse('{"messages":'.repeat(10_000) + '1' + '}'.repeat(10_000))
  const list: unknown = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000))
  const keys = [
    'messages',
    'input',
    'inputs',
    'prompt',
    'contents',
    'content',
    'output',
    'choices',
    'tools',
    'params',
    'result',
    'delta',
    'system',
    'instances',
    'documents',
    'arguments',
    'response',
    'item',
  ]
  const odd: unknown[] = [undefined, null, 0, '', 'x', true, [], {}, [null], deep, list]
  odd.push(JSON.parse('{"__proto__":{"messages":[{"content":"x"}]},"constructor":{"prototype":{}},"toString":1}'))
  for (const value of [
    null,
    1,
    'x',
    [null],
    [1],
    ['x'],
    [[]],
    [{}],
    {},
    { type: 'x' },
    [{ role: 5, content: 5 }],
    list,
    [{ content: list }],
    [{ role: 'tool', content: deep }],
  ]) {
    odd.push(Object.fromEntries(keys.map((key) => [key, value])))
  }
  for (const body of odd) {
    wire.request(body, call)
    wire.response(body, call)
    const reader = wire.stream(call)
    for (const event of [undefined, 'x', 'response.output_text.delta']) reader({ event, data: body })
  }
}
