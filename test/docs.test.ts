import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { detectorTables } from '../scripts/detector-table.js'
import { catalogue } from '../src/detect/catalogue.ts'
import { guardrails } from '../src/guardrails/index.ts'
import { fileSchema } from '../src/schema.ts'
import { wires } from '../src/wire/index.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].map(read)
const everything = pages.join('\n')
const sources = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(join(folder, name)))

const missing = (words: Iterable<string>) => [...new Set(words)].filter((word) => !everything.includes(word))

test('the tables of detectors are those that the detectors give', () => {
  const written = read('docs/detectors.md')
  const tables = /<!-- detectors:begin -->\n([\s\S]*)<!-- detectors:end -->/.exec(written)?.[1]
  expect(tables, 'run `npm run docs`').toBe(detectorTables(catalogue({ examples: false }), sources('src/detect')))
})

test('every option that a configuration file may hold is told', () => {
  const options = optionsOf(fileSchema.toJSONSchema({ unrepresentable: 'any', io: 'input' }))
  expect(options.length).toBeGreaterThan(30)
  expect(missing(options.map((option) => `\`${option}\``))).toEqual([])
})

test('every variable of the environment is told', () => {
  const variables = sources('src').flatMap((text) => text.match(/\b(?:GUARD|OPENCLAW)_[A-Z_]*[A-Z]\b/g) ?? [])
  expect(variables).toContain('GUARD_MODE')
  expect(missing(variables.map((variable) => `\`${variable}\``))).toEqual([])
})

test('every command of the command line and each of its options is told', () => {
  const texts = sources('src/cli')
  const commands = texts.flatMap((text) => [...text.matchAll(/\.command\('(\w+)/g)].map(([, name]) => `guard ${name}`))
  const options = texts.flatMap((text) => [...text.matchAll(/\.option\('(--[\w-]+)/g)].map(([, name]) => String(name)))
  expect(commands).toContain('guard run')
  expect(missing([...commands, ...options])).toEqual([])
})

test('every wire format and every provider of guardrails is told', () => {
  const names = [...wires.map(({ name }) => name), ...Object.keys(guardrails)]
  expect(missing(names.map((name) => `\`${name}\``))).toEqual([])
})

test('every subpath of the package is told', () => {
  const { exports } = JSON.parse(read('package.json')) as { exports: Record<string, unknown> }
  const subpaths = Object.keys(exports).filter((path) => path !== './package.json')
  expect(missing(subpaths.map((path) => path.replace(/^\./, 'guard').replace('*', '')))).toEqual([])
})

test('links between the pages lead somewhere', () => {
  const links = [...everything.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => String(link))
  const places = [...readdirSync(root), ...readdirSync(join(root, 'docs')).flatMap((name) => [name, `docs/${name}`])]
  expect(links.filter((link) => !places.includes(link.replace(/^\.\.?\//, '').replace(/\/$/, '')))).toEqual([])
})

test('every example in the README runs as it stands', () => {
  const examples = [...read('README.md').matchAll(/```js run\n([\s\S]*?)```/g)].map(([, code]) => String(code))
  expect(examples.length).toBeGreaterThan(2)
  for (const code of examples) {
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: root, encoding: 'utf8' })
    expect(status, `${code}\n${stderr}`).toBe(0)
  }
})

/** Names of options, `gateway.url` and the like; what stands under `routes` are the same options again. */
function optionsOf({ properties = {} }: { properties?: Record<string, unknown> }, above = ''): string[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (name === '$schema') return []
    const own = `${above}${name}`
    const inner = schema as Parameters<typeof optionsOf>[0]
    return inner.properties ? optionsOf(inner, `${own}.`) : [own]
  })
}
