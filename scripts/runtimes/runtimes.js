import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../ensure.js'

const folder = join(root, '.cache/runtimes')
const { platform, arch } = process
const majors = ['20', '22', '24', '26']
const own = process.versions.node.split('.')[0]

/** Packages that carry a runtime or a client, under the names by which they are installed. */
const packages = {
  ...Object.fromEntries(majors.filter((major) => major !== own).map((major) => [`node${major}`, `npm:node-${platform}-${arch}@${major}`])),
  undici8: 'npm:undici@8',
  [`@oven/bun-${platform}-${arch === 'arm64' ? 'aarch64' : arch}`]: '1',
  [`@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}`]: '2',
  [`@cloudflare/workerd-${platform}-${arch === 'x64' ? '64' : arch}`]: '1',
  'edge-runtime': '4',
}

/** Fetches the runtimes that are missing. A program is started with modules that are loaded before it. */
export function fetchRuntimes() {
  const missing = Object.keys(packages).filter((name) => !existsSync(place(name)))
  if (missing.length > 0) {
    mkdirSync(folder, { recursive: true })
    if (!existsSync(join(folder, 'package.json'))) writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    process.stderr.write(`Fetching ${missing.join(', ')} …\n`)
    const wanted = missing.map((name) => `${name}@${packages[name]}`)
    const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', '--force']
    const { status } = spawnSync('npm', ['install', ...options, ...wanted], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
    if (status !== 0) process.exit(status ?? 1)
  }
  const [bun, deno, workerd] = ['@oven/', '@deno/', '@cloudflare/'].map((scope) =>
    Object.keys(packages).find((name) => name.startsWith(scope)),
  )
  return {
    programs: [
      ...majors.map((major) => node(`Node ${major}`, major === own ? process.execPath : join(place(`node${major}`), 'bin/node'))),
      {
        name: 'Bun',
        command: join(place(bun), 'bin/bun'),
        start: (preload, program) => [...preload.flatMap((file) => ['--preload', file]), program],
      },
      {
        name: 'Deno',
        command: join(place(deno), 'deno'),
        start: (preload, program) => [
          'run',
          '--allow-all',
          '--quiet',
          '--node-modules-dir=manual',
          ...preload.flatMap((file) => ['--preload', file]),
          program,
        ],
      },
    ],
    workerd: join(place(workerd), 'bin/workerd'),
    edgeRuntime: () => createRequire(join(folder, 'package.json'))('edge-runtime'),
    folder,
  }
}

function node(name, command) {
  return { name, command, start: (preload, program) => [...preload.flatMap((file) => ['--import', file]), program] }
}

const place = (name) => join(folder, 'node_modules', name)
