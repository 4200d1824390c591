import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ensure.js'

/** Files beside the detectors that run them: no subpaths of their own. */
const engine = new Set(['catalogue', 'compile', 'disguise', 'plan', 'scanner', 'trigger-table'])

/** What a program may import: one module for each public subpath, as name below `dist` and file below `src`. */
export function publicEntries() {
  return {
    index: 'index.ts',
    register: 'register.ts',
    'testing/index': 'testing/index.ts',
    ...folder('wire', listed('wire')),
    ...folder('guardrails', listed('guardrails')),
    ...folder('sinks', files('sinks')),
    ...folder(
      'detect',
      files('detect').filter((name) => !engine.has(name)),
    ),
    ...families('detect'),
  }
}

/** Modules that are loaded by other names: `guard` under Node, the command, what checks a configuration. */
export const otherEntries = { 'node/index': 'node/index.ts', 'cli/index': 'cli/index.ts', schema: 'schema.ts' }

function folder(name, modules) {
  return Object.fromEntries(modules.map((module) => [`${name}/${module}`, `${name}/${module}.ts`]))
}

/** The modules that a folder's index lists: its adapters. What stands beside them are their parts. */
function listed(name) {
  const index = readFileSync(join(root, 'src', name, 'index.ts'), 'utf8')
  return [...index.matchAll(/from '\.\/([\w-]+)\.ts'/g)].map(([, module]) => module)
}

function files(name) {
  return readdirSync(join(root, 'src', name))
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => file.slice(0, -3))
}

/** A family of detectors is a folder: `guard/detect/secrets` is the index in it. */
function families(name) {
  const folders = readdirSync(join(root, 'src', name)).filter((file) => existsSync(join(root, 'src', name, file, 'index.ts')))
  return Object.fromEntries(folders.map((family) => [`${name}/${family}`, `${name}/${family}/index.ts`]))
}
