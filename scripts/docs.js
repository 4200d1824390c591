import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { detectorTables } from './detector-table.js'
import { ensureModules, root } from './ensure.js'

// Writes the tables of the pages from what the package is: those of docs/detectors.md, and with `accuracy` those of docs/accuracy.md too.
const modules = process.env.GUARD_DIST ?? ensureModules()
const { catalogue } = await import(new URL('detect/catalogue.js', modules).href)
const folder = join(root, 'src/detect')
const sources = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
fill('docs/detectors.md', 'detectors', detectorTables(catalogue({ examples: false }), sources))
if (process.argv.includes('accuracy')) {
  for (const name of ['injection', 'commands', 'pii']) fill('docs/accuracy.md', name, evaluated(name))
}

/** Puts a text between the two marks of a page. */
function fill(page, name, text) {
  const path = join(root, page)
  const written = readFileSync(path, 'utf8')
  const begin = written.indexOf('\n', written.indexOf(`<!-- ${name}:begin -->`)) + 1
  const end = written.indexOf(`<!-- ${name}:end -->`)
  if (begin === 0 || end < begin) throw new Error(`${page} has no place for ${name}.`)
  writeFileSync(path, written.slice(0, begin) + text + written.slice(end))
}

/** What an evaluation prints, one heading deeper. */
function evaluated(name) {
  const env = { ...process.env, GUARD_DIST: modules }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, `eval/${name}.js`)], { env, encoding: 'utf8' })
  if (status !== 0 || !stdout.includes('|')) throw new Error(`The evaluation of ${name} gave no table.\n${stderr}`)
  return `${stdout.trim().replaceAll(/^### /gm, '#### ')}\n`
}
