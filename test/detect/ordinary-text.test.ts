import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compile } from '../../src/detect/compile.ts'
import { network } from '../../src/detect/network/index.ts'
import { people } from '../../src/detect/people/index.ts'

const context = { direction: 'request', kind: 'text', origin: 'user', role: 'user' } as const
const modules = new URL('../../node_modules/', import.meta.url).pathname
// Sources and pages of packages that are not about addresses or phone numbers themselves; who wrote them stands in some.
const packages = [
  'undici/lib',
  'zod/v4',
  'vitest/dist',
  'openai/resources/beta',
  'openai/resources/responses',
  'openai/resources/chat',
  'openai/README.md',
  'ws/lib',
  'axios/lib',
  'fast-check/lib',
  'eventsource-parser',
  'got/dist',
  'superagent/lib',
  'langsmith/dist',
  'ollama/dist',
]

test('two megabytes of sources and documentation hold no personal data', () => {
  const scanner = compile([...people(), ...network].filter(({ optional, name }) => !optional && name !== 'email'))
  const hits: string[] = []
  let size = 0
  for (const file of packages.flatMap((name) => filesOf(join(modules, name)))) {
    const text = readFileSync(file, 'utf8')
    size += text.length
    for (const { detector, start, end } of scanner.scan(text, context))
      hits.push(`${detector} ${text.slice(start, end)} in ${file.slice(modules.length)}`)
  }
  expect(hits).toEqual([])
  expect(size).toBeGreaterThan(2_000_000)
}, 60_000)

function filesOf(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return []
  if (found.isFile()) return /\.(?:[cm]?js|ts|md|json)$/.test(path) && found.size < 400_000 ? [path] : []
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)))
}
