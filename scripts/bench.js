import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureModules, root, run } from './ensure.js'

ensureBuilt()
const env = { ...process.env, GUARD_DIST: process.env.GUARD_DIST ?? ensureModules() }
const wanted = process.argv.slice(2)
for (const file of readdirSync(join(root, 'bench')).filter((name) => name.endsWith('.bench.js'))) {
  if (wanted.length > 0 && !wanted.some((word) => file.includes(word))) continue
  console.log(`\n## ${file.replace('.bench.js', '')}\n`)
  run('node', ['--expose-gc', join('bench', file)], { env })
}
