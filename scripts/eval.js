import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureModules, root, run } from './ensure.js'

ensureBuilt()
const env = { ...process.env, GUARD_DIST: process.env.GUARD_DIST ?? ensureModules() }
const wanted = process.argv.slice(2)
for (const file of readdirSync(join(root, 'eval')).filter((name) => name.endsWith('.js'))) {
  if (wanted.length > 0 && !wanted.some((word) => file.includes(word))) continue
  console.log(`\n## ${file.replace('.js', '')}\n`)
  run('node', [join('eval', file)], { env })
}
