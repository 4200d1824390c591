import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bin, ensureInstalled, root, run } from './ensure.js'
import { otherEntries, publicEntries } from './entries.js'

// Built aside and put in place at the end, so that a program that runs meanwhile finds the old package or the new one whole.
ensureInstalled()
const started = new Date()
const out = join(root, `.cache/build-${process.pid}`)
process.on('exit', () => rmSync(out, { recursive: true, force: true }))
const entries = publicEntries()
await writeCode()
run(bin('tsc'), ['-p', 'tsconfig.build.json', '--outDir', join(out, 'declarations')])
writeDeclarations()
await writeSchema()
putInPlace()

/**
 * One module per entry; what they share stands in chunks, so that a program loads only what it uses. What a guarded program starts
 * with is built apart: shared with everything else, it would be cut into three times as many files, and each costs time at every start.
 */
async function writeCode() {
  const { build } = await import('tsup')
  const sources = Object.entries({ ...entries, ...otherEntries }).map(([name, file]) => [name, join('src', file)])
  const starts = (name) => name === 'register' || name === 'schema' || name.startsWith('node/') || name.startsWith('cli/')
  for (const group of [sources.filter(([name]) => starts(name)), sources.filter(([name]) => !starts(name))]) {
    await build({
      config: false,
      silent: true,
      entry: Object.fromEntries(group),
      format: 'esm',
      target: 'node20',
      platform: 'neutral',
      outDir: out,
      splitting: true,
      external: [/^node:/],
      removeNodeProtocol: false,
      esbuildOptions: (options) => void (options.chunkNames = 'chunks/[name]-[hash]'),
    })
  }
  chmodSync(join(out, 'cli/index.js'), 0o755)
}

/** Beside each entry a declaration that leads to the one tsc wrote; those that no entry leads to are left out. */
function writeDeclarations() {
  const folder = join(out, 'declarations')
  const reached = new Set()
  const visit = (file) => {
    if (reached.has(file) || !existsSync(file)) return
    reached.add(file)
    // tsc leaves the `.ts` of imports as it is; for a reader of the package there are no such files.
    const text = readFileSync(file, 'utf8').replace(/((?:from |import\()["']\.[^"']*)\.ts(["'])/g, '$1.js$2')
    writeFileSync(file, text)
    for (const [, specifier] of text.matchAll(/(?:from |import\()["'](\.[^"']*)\.js["']/g)) visit(join(dirname(file), `${specifier}.d.ts`))
  }
  for (const [name, source] of Object.entries(entries)) {
    const target = join(folder, source.replace(/\.ts$/, '.d.ts'))
    visit(target)
    const facade = join(out, `${name}.d.ts`)
    mkdirSync(dirname(facade), { recursive: true })
    const path = relative(dirname(facade), target).replace(/\.d\.ts$/, '.js')
    writeFileSync(facade, `export * from '${path.startsWith('.') ? path : `./${path}`}'\n`)
  }
  for (const file of filesOf(folder)) if (!reached.has(file)) rmSync(file)
}

/** What an editor checks `guard.config.json` with, made of what the program checks it with. */
async function writeSchema() {
  const { z } = await import('zod')
  const { fileSchema } = await import(pathToFileURL(join(out, 'schema.js')).href)
  const schema = z.toJSONSchema(fileSchema, { unrepresentable: 'any', io: 'input' })
  writeFileSync(join(root, 'guard.schema.json'), `${JSON.stringify({ ...schema, title: 'guard.config.json' }, null, 2)}\n`)
}

function putInPlace() {
  const [dist, old] = [join(root, 'dist'), `${out}-old`]
  writeFileSync(join(out, '.built'), '')
  utimesSync(join(out, '.built'), started, started)
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(out, dist)
  rmSync(old, { recursive: true, force: true })
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
