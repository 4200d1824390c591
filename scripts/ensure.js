import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a command in the project's folder; ends this process with its code when it fails. */
export function run(command, args, { env = process.env, quiet = false } = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd: root, env, stdio: quiet ? 'pipe' : 'inherit', encoding: 'utf8' })
  if (status === 0) return
  if (quiet) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`)
  process.stderr.write(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}\n`)
  process.exit(status ?? 1)
}

/** Installs what is missing, as the lock file says. */
export function ensureInstalled() {
  if (existsSync(join(root, 'node_modules/.package-lock.json'))) return
  process.stderr.write('Installing dependencies …\n')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}

/** Builds when the sources are newer than what was built. */
export function ensureBuilt() {
  ensureInstalled()
  const built = join(root, 'dist/.built')
  if (existsSync(built) && statSync(built).mtimeMs > newest(join(root, 'src'))) return
  process.stderr.write('Building …\n')
  run('npm', ['run', '--silent', 'build'], { quiet: true })
}

function newest(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs), 0)
}
