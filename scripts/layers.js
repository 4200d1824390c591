import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { root } from './ensure.js'

/** Who may import whom: a folder of `src`, or a file that stands beside the folders. Each may import itself. */
const allowed = {
  register: ['node', 'guard', 'errors'],
  index: ['guard', 'web', 'options', 'errors', 'types'],
  node: ['guard', 'web', 'schema', 'entry', 'core', 'report', 'text', 'stream', 'options', 'errors', 'types'],
  cli: ['node', 'report', 'text', 'environment', 'options', 'errors', 'types'],
  web: ['schema', 'types'],
  guard: ['assembly', 'environment', 'entry', 'core', 'report', 'wire', 'text', 'options', 'errors', 'types'],
  schema: ['assembly', 'detect', 'guardrails', 'options', 'errors', 'types'],
  assembly: ['core', 'detect', 'guardrails', 'wire', 'text', 'options', 'errors', 'types'],
  environment: ['options', 'errors'],
  testing: ['report', 'core', 'stream', 'text', 'wire', 'types'],
  sinks: ['node', 'report', 'text', 'errors', 'types'],
  entry: ['core', 'text', 'errors', 'types'],
  core: ['text', 'stream', 'options', 'errors', 'types'],
  report: ['text', 'errors', 'types'],
  guardrails: ['detect', 'text', 'errors', 'types'],
  wire: ['stream', 'text', 'types'],
  detect: ['text', 'types'],
  stream: ['text', 'types'],
  text: ['types'],
  options: ['core', 'types'],
  errors: ['types'],
  types: ['options'],
}

/** The interface of the engine stands beside the engine; `core` is handed one and names none. */
const typesOnly = { core: ['detect/scanner.ts'] }

/** Where Node's own modules may be named: everything else also runs in browsers and workers. */
const onNode = new Set(['node', 'cli', 'sinks', 'testing', 'register'])

const source = process.argv[2] ?? join(root, 'src')
const problems = readdirSync(source, { recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => importsOf(readFileSync(join(source, file), 'utf8')).flatMap((imported) => problemsOf(file, imported)))
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exit(1)
console.log('Every import goes in an allowed direction.')

function importsOf(text) {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[\w*{][^'"`;]*?\bfrom\s+)?['"]([^'"]+)['"]/gm)
  const calls = text.matchAll(/\b(?:import|require)\(\s*()['"]([^'"]+)['"]/g)
  return [...statements, ...calls].map(([, type, specifier]) => ({ specifier, isType: Boolean(type) }))
}

function problemsOf(file, { specifier, isType }) {
  const from = layerOf(file)
  if (specifier.startsWith('node:')) return onNode.has(from) ? [] : [`src/${file} imports ${specifier}: ${from} runs without Node`]
  // Requiring undici 8 replaces the dispatcher of the whole process.
  if (specifier === 'undici') return isType ? [] : [`src/${file} imports undici at run time`]
  if (!specifier.startsWith('.')) return []
  const target = relative(source, resolve(source, dirname(file), specifier))
  const to = layerOf(target)
  if (to === from || allowed[from]?.includes(to) || (isType && typesOnly[from]?.includes(target))) return []
  return [`src/${file} imports ${specifier}: ${from} may not import ${to}`]
}

function layerOf(file) {
  return file.split(/[\\/]/)[0].replace(/\.ts$/, '')
}
