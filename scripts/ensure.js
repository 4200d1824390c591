import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a command in the project's folder; ends this process with its code when it fails. */
export function run(command, args, { env = process.env, quiet = false } = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: quiet ? 'pipe' : 'inherit',
    encoding: 'utf8',
  })
  if (status === 0) return
  if (quiet) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`)
  process.stderr.write(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}\n`)
  process.exit(status ?? 1)
}

/** A tool among the project's dependencies. */
export const bin = (name) => join(root, 'node_modules/.bin', name)

/** Installs what is missing, as the lock file says. */
export function ensureInstalled() {
  if (existsSync(join(root, 'node_modules/.package-lock.json'))) return
  process.stderr.write('Installing dependencies …\n')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}

/** Builds when a source is newer than what was built of it. */
export function ensureBuilt() {
  ensureInstalled()
  if (isFresh('dist/.built')) return
  process.stderr.write('Building …\n')
  run('npm', ['run', '--silent', 'build'], { quiet: true })
}

/**
 * Writes every module of `src` as a file of its own, for benchmarks and evaluations that look at parts of the package; returns the folder
 * as an address.
 */
export function ensureModules() {
  ensureInstalled()
  const folder = '.cache/modules'
  if (!isFresh(join(folder, '.built'))) {
    const started = new Date()
    rmSync(join(root, folder), { recursive: true, force: true })
    const options = ['--noCheck', '--emitDeclarationOnly', 'false', '--declaration', 'false', '--outDir', folder]
    run(bin('tsc'), ['-p', 'tsconfig.build.json', ...options], { quiet: true })
    writeFileSync(join(root, folder, '.built'), '')
    utimesSync(join(root, folder, '.built'), started, started)
  }
  return `${pathToFileURL(join(root, folder)).href}/`
}

/** True when nothing that a build reads was written after the build that left this mark had begun. */
function isFresh(mark) {
  const sources = ['src', 'scripts/build.js', 'scripts/entries.js', 'tsconfig.json', 'tsconfig.build.json']
  return existsSync(join(root, mark)) && sources.every((source) => newest(join(root, source)) < statSync(join(root, mark)).mtimeMs)
}

function newest(path) {
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), statSync(path).mtimeMs)
}
