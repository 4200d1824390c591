import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { root } from './ensure.js'

/** Who may import whom; a folder may always import itself. Types-only imports follow the same rule. */
const allowed = {
  register: ['node', 'errors', 'guard'],
  index: ['guard', 'web', 'errors', 'types', 'options'],
  web: ['schema', 'types'],
  node: ['guard', 'web', 'schema', 'errors', 'types', 'options', 'entry', 'core', 'text', 'stream', 'report'],
  cli: ['node', 'report', 'errors', 'types', 'options', 'text'],
  testing: ['report', 'core', 'stream', 'text', 'types', 'wire'],
  guard: ['assembly', 'entry', 'core', 'report', 'wire', 'options', 'errors', 'types', 'text'],
  assembly: ['core', 'detect', 'guardrails', 'wire', 'options', 'errors', 'types', 'text'],
  schema: ['errors', 'options', 'types', 'assembly', 'detect', 'guardrails'],
  entry: ['core', 'text', 'types', 'errors'],
  core: ['text', 'stream', 'types', 'options', 'errors'],
  report: ['text', 'types', 'errors'],
  sinks: ['report', 'text', 'types', 'errors', 'node'],
  guardrails: ['detect', 'text', 'types', 'errors'],
  wire: ['text', 'stream', 'types'],
  detect: ['text', 'types'],
  stream: ['text', 'types'],
  options: ['core', 'types'],
  errors: ['types'],
  text: ['types'],
  types: [],
}

/** Folders that may name Node's modules: everything else also runs in browsers and workers. */
const nodeOnly = new Set(['node', 'cli', 'sinks', 'testing', 'register'])

const source = join(root, 'src')
const problems = []
for (const file of readdirSync(source, { recursive: true }).filter((name) => name.endsWith('.ts'))) {
  const layer = layerOf(file)
  const text = readFileSync(join(source, file), 'utf8')
  for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) {
    if (specifier.startsWith('node:') && !nodeOnly.has(layer)) problems.push(`src/${file} imports ${specifier}`)
    if (specifier === 'undici' && !/import type[^\n]*undici/.test(text)) problems.push(`src/${file} imports undici at run time`)
    if (!specifier.startsWith('.')) continue
    const target = layerOf(relative(source, resolve(source, dirname(file), specifier)))
    if (target !== layer && !(allowed[layer] ?? []).includes(target)) problems.push(`src/${file} imports ${specifier}: ${layer} may not import ${target}`)
  }
}

for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exit(1)
console.log('Every import goes in an allowed direction.')

function layerOf(file) {
  return file.split('/')[0].replace(/\.ts$/, '')
}
