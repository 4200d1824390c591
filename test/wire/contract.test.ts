import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { wireContract, type WireFixture } from '../../src/testing/wire-contract.ts'
import { wires } from '../../src/wire/index.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../fixtures/wire/${name}.json`, import.meta.url), 'utf8'))

const fixtures = {
  ...(read('others') as Record<string, WireFixture[]>),
  ...Object.fromEntries(
    ['openai-chat', 'openai-responses', 'anthropic-messages', 'google'].map((name) => [name, read(name) as WireFixture[]]),
  ),
}

for (const wire of wires) wireContract(wire, fixtures[wire.name] ?? [], test)

test('every format has recorded calls, and a name of its own', () => {
  expect(wires.map(({ name }) => name).sort()).toEqual(Object.keys(fixtures).sort())
})
