import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compile } from '../../src/detect/compile.ts'
import { disguised } from '../../src/detect/disguise.ts'
import { secrets } from '../../src/detect/secrets/index.ts'
import { context } from './context.ts'

const packages = [
  'zod',
  'undici',
  'vitest',
  'fast-check',
  'axios',
  'ws',
  'got',
  'openai',
  '@modelcontextprotocol/sdk',
  '@opentelemetry/api',
  'esbuild',
  'libphonenumber-js',
  'msw',
  'nock',
  'ollama',
]
/** Passwords that a README makes up: they look like what they stand for. */
const madeUp = new Set(['axios/README.md', 'nock/README.md'])

test('sources, declarations, lock files and documentation hold no secrets', () => {
  const scanner = disguised(compile(secrets))
  let size = 0
  const found: string[] = []
  for (const name of [...packages.flatMap((folder) => filesOf(join('node_modules', folder))), 'package-lock.json']) {
    if (madeUp.has(name.replace(/^node_modules\//, ''))) continue
    const text = readFileSync(name, 'utf8').slice(0, 120_000)
    size += text.length
    for (const { detector, start } of scanner.scan(text, context)) found.push(`${detector} in ${name} at ${start}`)
  }
  expect(found).toEqual([])
  expect(size).toBeGreaterThan(2_000_000)
}, 60_000)

function filesOf(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(?:[cm]?js|ts|md|json)$/.test(name) && !name.includes('node_modules'),
  )
  return files
    .sort()
    .filter((_, index) => index % Math.ceil(files.length / 40) === 0)
    .map((name) => join(folder, name))
    .filter((name) => statSync(name).isFile())
}
