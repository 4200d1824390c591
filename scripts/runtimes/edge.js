import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { root } from '../ensure.js'

/** `createGuard().fetch` where there is no Node: in the runtime of Vercel's edge functions and in that of Cloudflare's workers. */
export async function edgeReports({ edgeRuntime, workerd, folder }, withProviders) {
  return [
    await withProviders(async ({ http }) => {
      const code = await bundle(folder, 'edge-light', 'iife')
      const { EdgeRuntime } = edgeRuntime()
      const runtime = new EdgeRuntime({ initialCode: code })
      return { name: 'Edge (Vercel)', ...JSON.parse(await runtime.evaluate(`program.run(${JSON.stringify(http)}).then(JSON.stringify)`)) }
    }),
    await withProviders(async ({ http }) => {
      await bundle(folder, 'workerd', 'esm')
      return { name: 'Workers (Cloudflare)', ...(await inWorkerd(workerd, folder, http)) }
    }),
  ]
}

/** The program with the package in it, as the runtime's own bundler would resolve it; returns the code. */
async function bundle(folder, condition, format) {
  const { build } = await import('tsup')
  const outDir = join(folder, condition)
  await build({
    config: false,
    silent: true,
    entry: { program: join(root, 'test/runtimes/edge-program.js') },
    format,
    globalName: 'program',
    target: 'es2022',
    platform: 'neutral',
    splitting: false,
    noExternal: [/./],
    outDir,
    outExtension: () => ({ js: '.js' }),
    esbuildOptions: (options) => Object.assign(options, { conditions: [condition, 'import', 'default'], mainFields: ['module', 'main'] }),
  })
  return readFileSync(join(outDir, 'program.js'), 'utf8')
}

async function inWorkerd(command, folder, http) {
  const port = await freePort()
  const config = join(folder, 'workerd/config.capnp')
  writeFileSync(config, configuration(port))
  const child = spawn(command, ['serve', config], { stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += chunk))
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        const response = await fetch(`http://127.0.0.1:${port}/?http=${encodeURIComponent(http)}`)
        if (!response.ok) throw new Error(await response.text())
        return await response.json()
      } catch (error) {
        if (attempt > 40) throw new Error(`${error.message} ${errors.slice(-1_000)}`, { cause: error })
        await new Promise((resolve) => setTimeout(resolve, 250))
      }
    }
  } finally {
    child.kill()
  }
}

const configuration = (port) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .program),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const program :Workerd.Worker = (
  modules = [(name = "program", esModule = embed "program.js")],
  compatibilityDate = "2025-01-01",
);
`

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
