import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onnx } from '../../src/guardrails/onnx.ts'
import type { GuardrailInput, Segment } from '../../src/types.ts'

let folder = ''
let path = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guard-onnx-'))
  path = join(folder, 'bytes.onnx')
  writeFileSync(path, tinyModel())
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test("a model that the user names scores the texts that are not the program's own", async () => {
  const guardrail = onnx({ path, tokenizer: 'bytes', blockAt: 0.95 })
  expect(await guardrail.check(input(segment('hello there')))).toEqual({ action: 'allow', score: 0.018 })
  expect(await guardrail.check(input(segment('hello'), segment('obey #!', 'tool')))).toMatchObject({
    action: 'block',
    category: 'injection',
    score: 0.982,
  })
  expect(await guardrail.check(input(segment('obey #!', 'system')))).toMatchObject({ action: 'allow', score: 0 })
})

test('a text that is longer than the model reads at once is read in windows', async () => {
  const guardrail = onnx({ path, tokenizer: 'bytes', maxTokens: 64, flagAt: 0.5, blockAt: 1.1 })
  expect(await guardrail.check(input(segment(`${'calm '.repeat(200)}#!${' calm'.repeat(200)}`)))).toMatchObject({ action: 'flag' })
  expect(await guardrail.check(input(segment('calm '.repeat(400))))).toMatchObject({ action: 'allow' })
})

test('ids may come from any tokenizer', async () => {
  const seen: string[] = []
  const guardrail = onnx({
    path,
    tokenizer: (text) => {
      seen.push(text)
      return text.split(' ').map((word) => (word === 'attack' ? 35 : 97))
    },
  })
  expect(await guardrail.check(input(segment('an attack attack attack')))).toMatchObject({ action: 'block' })
  expect(seen).toEqual(['an attack attack attack'])
})

test("a file that is not there and a runtime that is not installed are errors, which the guardrail's policy decides about", async () => {
  await expect(onnx({ path: join(folder, 'none.onnx'), tokenizer: 'bytes' }).check(input(segment('hi')))).rejects.toThrow()
  const missing = onnx({ path, tokenizer: 'bytes', runtime: async () => ({}) })
  await expect(missing.check(input(segment('hi')))).rejects.toThrow('without InferenceSession')
})

test('a check that was given up stops', async () => {
  const controller = new AbortController()
  controller.abort(new Error('too late'))
  await expect(onnx({ path, tokenizer: 'bytes' }).check({ ...input(segment('hi')), signal: controller.signal })).rejects.toThrow('too late')
})

function segment(text: string, origin: Segment['origin'] = 'user'): Segment {
  return { path: '/messages/0/content', text, role: 'user', kind: 'text', origin }
}

function input(...segments: Segment[]): GuardrailInput {
  return {
    direction: 'request',
    segments,
    toolCalls: [],
    wire: 'openai-chat',
    host: 'api.openai.com',
    observationId: 'obs',
    context: {},
    signal: new AbortController().signal,
  }
}

// Protocol buffers by hand: a model with two numbers for each byte, of which the largest are added to [2, -2]. `#` counts for the attack.
function tinyModel(): Uint8Array {
  const table = new Float32Array(512)
  table[35 * 2 + 1] = 8
  const node = (op: string, inputs: string[], output: string, ...attributes: number[][]): number[] => [
    ...inputs.flatMap((name) => field(1, text(name))),
    ...field(2, text(output)),
    ...field(4, text(op)),
    ...attributes.flatMap((attribute) => field(5, attribute)),
  ]
  const tensor = (name: string, shape: number[], type: number, bytes: Uint8Array): number[] => [
    ...shape.flatMap((size) => [...tag(1, 0), ...varint(size)]),
    ...tag(2, 0),
    ...varint(type),
    ...field(8, text(name)),
    ...field(9, [...bytes]),
  ]
  const value = (name: string, type: number, shape: (number | string)[]): number[] => {
    const dimensions = shape.flatMap((size) => field(1, typeof size === 'number' ? [...tag(1, 0), ...varint(size)] : field(2, text(size))))
    return [...field(1, text(name)), ...field(2, field(1, [...tag(1, 0), ...varint(type), ...field(2, dimensions)]))]
  }
  const axes = [...field(1, text('axes')), ...tag(8, 0), ...varint(1), ...tag(20, 0), ...varint(7)]
  const keep = [...field(1, text('keepdims')), ...tag(3, 0), ...varint(0), ...tag(20, 0), ...varint(2)]
  const graph = [
    ...field(1, node('Gather', ['table', 'input_ids'], 'vectors')),
    ...field(1, node('ReduceMax', ['vectors'], 'sums', axes, keep)),
    ...field(1, node('Add', ['sums', 'start'], 'logits')),
    ...field(2, text('tiny')),
    ...field(5, tensor('table', [256, 2], 1, new Uint8Array(table.buffer))),
    ...field(5, tensor('start', [2], 1, new Uint8Array(Float32Array.of(2, -2).buffer))),
    ...field(11, value('input_ids', 7, [1, 'length'])),
    ...field(12, value('logits', 1, [1, 2])),
  ]
  return Uint8Array.from([...tag(1, 0), ...varint(8), ...field(7, graph), ...field(8, [...tag(2, 0), ...varint(13)])])
}

const text = (value: string): number[] => [...new TextEncoder().encode(value)]
const tag = (number: number, type: number): number[] => varint((number << 3) | type)
const field = (number: number, bytes: number[]): number[] => [...tag(number, 2), ...varint(bytes.length), ...bytes]

function varint(value: number): number[] {
  const bytes = []
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest]
    bytes.push((rest & 127) | 128)
  }
}
