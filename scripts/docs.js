import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { detectorTables } from './detector-table.js'
import { ensureModules, root } from './ensure.js'

// Writes the tables of docs/detectors.md from what the package detects.
const { catalogue } = await import(new URL('detect/catalogue.js', ensureModules()).href)
const folder = join(root, 'src/detect')
const sources = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
const page = join(root, 'docs/detectors.md')
const text = readFileSync(page, 'utf8')
const begin = text.indexOf('\n', text.indexOf('<!-- detectors:begin -->')) + 1
writeFileSync(
  page,
  text.slice(0, begin) + detectorTables(catalogue({ examples: false }), sources) + text.slice(text.indexOf('<!-- detectors:end -->')),
)
