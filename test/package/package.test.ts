import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync, symlinkSync, mkdirSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { fileSchema } from '../../src/schema.ts'
import { installed, type Installed } from './installed.ts'
import { moduleGraph } from './module-graph.ts'

const run = promisify(execFile)
let guard: Installed

interface Locked {
  resolved?: string
  optionalDependencies?: Record<string, string>
}

beforeAll(() => {
  guard = installed()
}, 120_000)

afterAll(() => rmSync(guard.project, { recursive: true, force: true }))

/** Every subpath that has code, found in the tarball by the patterns of `exports`. */
function subpaths(): string[] {
  return Object.keys(guard.manifest.exports)
    .filter((subpath) => !subpath.endsWith('.json'))
    .flatMap((subpath) => {
      if (!subpath.endsWith('/*')) return [subpath.replace(/^\./, 'guard')]
      const folder = subpath.slice(2, -2)
      return readdirSync(join(guard.folder, 'dist', folder))
        .filter((file) => file.endsWith('.js'))
        .map((file) => `guard/${folder}/${file.slice(0, -3)}`)
    })
}

test('the tarball holds the package, its papers and nothing else', () => {
  expect(guard.files).toEqual(expect.arrayContaining(['package.json', 'LICENSE', 'guard.schema.json', 'dist/index.js', 'dist/index.d.ts']))
  const papers = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'guard.schema.json']
  expect(guard.files.filter((file) => !papers.includes(file) && !/^dist\/.+\.(?:js|d\.ts)$/.test(file))).toEqual([])
})

test('no file names the machine that built it, nor its registry', async () => {
  const { stdout } = await run('npm', ['config', 'get', 'registry'])
  const { hostname, host } = new URL(stdout.trim())
  const words = [`${process.cwd()}/`, ...(hostname === 'registry.npmjs.org' ? [] : [host])]
  for (const file of guard.files) {
    const text = readFileSync(join(guard.folder, file), 'utf8')
    expect(
      words.filter((word) => text.includes(word)),
      file,
    ).toEqual([])
  }
})

test('the lock file names no registry, and knows the packages of every platform', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
  const locked = Object.values(packages)
  expect(locked.filter(({ resolved }) => resolved?.includes('://'))).toEqual([])
  // `npm ci` refuses a lock that lacks one, also where another platform needs it.
  const names = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)))
  expect(locked.flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies)).filter((name) => !names.has(name))).toEqual(
    [],
  )
})

test('installing it runs nothing', () => {
  const scripts = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare']
  expect(scripts.filter((name) => name in guard.manifest.scripts)).toEqual([])
  expect(existsSync(join(guard.folder, 'binding.gyp'))).toBe(false)
})

test('every subpath of the design is there', () => {
  expect(subpaths()).toEqual(
    expect.arrayContaining([
      'guard',
      'guard/register',
      'guard/testing',
      ...['openai-chat', 'openai-responses', 'anthropic-messages', 'google', 'generic'].map((name) => `guard/wire/${name}`),
      ...['pattern', 'secrets', 'people', 'network', 'injection', 'command', 'exfiltration', 'invisible'].map(
        (name) => `guard/detect/${name}`,
      ),
      ...['tool-policy', 'tool-descriptions', 'onnx'].map((name) => `guard/guardrails/${name}`),
      ...['callback', 'console', 'file', 'gateway'].map((name) => `guard/sinks/${name}`),
    ]),
  )
})

test('import and require give the same module for every subpath', async () => {
  const program = `
    import { createRequire } from 'node:module'
    const require = createRequire(import.meta.url)
    for (const subpath of ${JSON.stringify(subpaths())}) {
      const imported = await import(subpath)
      if (require(subpath) !== imported || Object.keys(imported).length === 0) console.log(subpath)
    }`
  writeFileSync(join(guard.project, 'every.mjs'), program)
  expect((await guard.node('--no-warnings', 'every.mjs')).stdout).toBe('')
})

test('a CommonJS program requires it, and nothing is printed', async () => {
  writeFileSync(join(guard.project, 'program.cjs'), `console.log(typeof require('guard').createGuard().fetch)`)
  expect(await guard.node('program.cjs')).toEqual({ stdout: 'function\n', stderr: '' })
})

test('an option is checked in the installed package too', async () => {
  writeFileSync(
    join(guard.project, 'wrong.mjs'),
    `import { createGuard } from 'guard'
    try { createGuard({ mode: 'loud' }) } catch (error) { console.log(error.name, error.message) }`,
  )
  const { stdout, stderr } = await guard.node('wrong.mjs')
  expect(stdout).toContain('GuardConfigError')
  expect(stdout).toContain('mode')
  expect(stderr).toBe('')
})

test('parts of it are out of reach', async () => {
  const inner = ['guard/core/handle', 'guard/dist/index.js', 'guard/wire/index', 'guard/wire/parts', 'guard/detect/compile', 'guard/schema']
  const program = `for (const name of ${JSON.stringify(inner)}) await import(name).then(() => console.log(name), () => {})`
  writeFileSync(join(guard.project, 'inner.mjs'), program)
  expect((await guard.node('inner.mjs')).stdout).toBe('')
})

test.each(['--import', '-r'])('node %s guard/register guards a program', async (flag) => {
  writeFileSync(
    join(guard.project, 'guarded.mjs'),
    `import { guard } from 'guard/register'
    const { installed, layers } = guard.status()
    console.log(installed, layers.fetch, layers.undici, layers.http)`,
  )
  expect(await guard.node(flag, 'guard/register', 'guarded.mjs')).toEqual({ stdout: 'true on on on\n', stderr: '' })
})

test('the command says what it can do, and its version', async () => {
  const command = join(guard.project, 'node_modules/.bin/guard')
  mkdirSync(join(guard.project, 'node_modules/.bin'), { recursive: true })
  symlinkSync(join('../guard', guard.manifest.bin['guard'] ?? ''), command)
  const help = await run(command, ['--help'], { cwd: guard.project })
  for (const word of ['run', 'scan', 'doctor', 'gateway']) expect(help.stdout).toContain(word)
  expect((await run(command, ['--version'], { cwd: guard.project })).stdout).toContain(guard.manifest.version)
})

test('the plain build and what it loads later use no module of Node', () => {
  const { packages } = moduleGraph(join(guard.folder, 'dist/index.js'), { dynamic: true })
  expect([...packages].filter((name) => name.startsWith('node:') || builtinModules.includes(name) || name === 'undici')).toEqual([])
})

test('guard/register loads nothing at start but what comes with Node', () => {
  const { packages } = moduleGraph(join(guard.folder, 'dist/register.js'), { dynamic: false })
  expect([...packages].filter((name) => !name.startsWith('node:'))).toEqual([])
})

test('every package that is imported is declared, every one that is declared is imported, and undici is neither', () => {
  const imported = new Set(
    guard.files
      .filter((file) => file.endsWith('.js'))
      .flatMap((file) => [...moduleGraph(join(guard.folder, file), { dynamic: true }).packages])
      .filter((name) => !name.startsWith('node:'))
      .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')),
  )
  expect([...imported].toSorted()).toEqual(Object.keys(guard.manifest.dependencies).toSorted())
  expect([...imported]).not.toContain('undici')
})

const node = { module: 'nodenext', moduleResolution: 'nodenext', lib: ['ES2023'], types: ['node'] }
const bundler = { module: 'esnext', moduleResolution: 'bundler', lib: ['ES2023', 'DOM', 'DOM.Iterable'], types: ['node'] }

test.each([
  ['a Node program', 'ts', node],
  ['a CommonJS program', 'cts', node],
  ['a bundled program', 'ts', bundler],
])(
  'the declarations hold for %s that checks its libraries',
  async (name, extension, options) => {
    for (const types of ['@types/node', 'undici-types']) guard.add(types)
    const every = subpaths().map((subpath, index) => `import * as module${index} from '${subpath}'\nvoid module${index}`)
    const program = readFileSync('test/package/consumer.ts', 'utf8')
    const files = { [`every.${extension}`]: every.join('\n'), [`program.${extension}`]: program }
    expect(await typeErrors(name.replaceAll(' ', '-'), files, options)).toBe('')
  },
  120_000,
)

test('the declarations of what runs anywhere hold without the types of Node', async () => {
  const anywhere = subpaths().filter((subpath) => !/register|testing|sinks/.test(subpath))
  const every = anywhere.map((subpath, index) => `export * as module${index} from '${subpath}'`)
  expect(await typeErrors('anywhere', { 'every.ts': every.join('\n') }, { ...bundler, types: [] })).toBe('')
}, 120_000)

async function typeErrors(name: string, files: Record<string, string>, options: object): Promise<string> {
  const folder = join(guard.project, name)
  mkdirSync(folder)
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  const compilerOptions = {
    target: 'ES2023',
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    ...options,
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*'] }))
  const tsc = join(process.cwd(), 'node_modules/.bin/tsc')
  const { stdout } = await run(tsc, ['-p', folder]).catch((failure: { stdout: string }) => failure)
  return stdout
}

test('guard.schema.json says what a configuration is checked with', () => {
  const published = JSON.parse(readFileSync(join(guard.folder, 'guard.schema.json'), 'utf8')) as Record<string, unknown>
  const { title: _, ...schema } = published
  expect(schema).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(fileSchema, { unrepresentable: 'any', io: 'input' }))))
  expect(published).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    properties: { $schema: { type: 'string' }, mode: { enum: ['off', 'observe', 'enforce'] } },
  })
  const resolved = execFileSync(process.execPath, ['-p', `require.resolve('guard/schema.json')`], { cwd: guard.project, encoding: 'utf8' })
  expect(resolved.trim()).toBe(join(guard.folder, 'guard.schema.json'))
})
