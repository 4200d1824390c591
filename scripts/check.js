import { spawnSync } from 'node:child_process'
import { basename } from 'node:path'
import { bin, ensureBuilt, root } from './ensure.js'
import { publicEntries } from './entries.js'

ensureBuilt()
// It does not look behind the patterns of `exports` by itself.
const behindPatterns = Object.keys(publicEntries()).filter((name) => /^(?:wire|detect|guardrails|sinks)\//.test(name))
const checks = [
  [bin('oxlint'), '--deny-warnings'],
  [bin('oxfmt'), '--check'],
  [bin('tsc'), '--noEmit'],
  ['node', 'scripts/layers.js'],
  [bin('knip')],
  [bin('publint'), '--strict'],
  [bin('attw'), '--pack', '.', '--profile', 'esm-only', '--quiet', '--include-entrypoints', ...behindPatterns],
]

const failed = checks.filter(([command, ...args]) => spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status !== 0)
for (const [command, ...args] of failed) console.error(`Failed: ${basename(command)} ${args.slice(0, 3).join(' ')}`)
if (failed.length > 0) process.exit(1)
console.log('All checks passed.')
