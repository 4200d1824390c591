import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

export interface Installed {
  /** A project with nothing in it but the package. */
  project: string
  /** Where the package lies in it. */
  folder: string
  manifest: Manifest
  /** Files of the tarball. */
  files: string[]
  /** Runs Node in the project. */
  node: (...args: string[]) => Promise<{ stdout: string; stderr: string }>
  /** Gives the project one more package of this repository's. */
  add: (name: string) => void
}

interface Manifest {
  version: string
  bin: Record<string, string>
  scripts: Record<string, string>
  exports: Record<string, unknown>
  dependencies: Record<string, string>
}

/**
 * Packs the package as `npm publish` would, and puts the tarball into an empty project with the dependencies that it declares and no others.
 * They are linked, not installed: tests need no registry.
 */
export function installed(): Installed {
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'guard-package-')))
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }]
  const folder = join(project, 'node_modules/guard')
  mkdirSync(folder, { recursive: true })
  execFileSync('tar', ['-xzf', join(project, filename), '-C', folder, '--strip-components=1'])
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

  const add = (name: string) => {
    const link = join(project, 'node_modules', name)
    if (existsSync(link)) return
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(process.cwd(), 'node_modules', name), link)
  }
  for (const name of Object.keys(manifest.dependencies)) add(name)

  const { NODE_OPTIONS: _, ...env } = process.env
  const node = (...args: string[]) => execute(process.execPath, args, { cwd: project, env })
  return { project, folder, manifest, files: files.map(({ path }) => path), node, add }
}
