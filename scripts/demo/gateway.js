import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Starts the local gateway of the command line on a free port, and collects the events that it prints. */
export async function demoGateway() {
  const cli = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url))
  const child = spawn(process.execPath, [cli, 'gateway', '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const events = []
  createInterface({ input: child.stdout }).on('line', (text) => events.push(JSON.parse(text)))

  const said = {}
  for await (const text of createInterface({ input: child.stderr })) {
    said.url ??= /listens on (\S+)/.exec(text)?.[1]
    said.token ??= /^token (\S+)/.exec(text)?.[1]
    if (said.url && said.token) break
  }
  return {
    ...said,
    events,
    close: async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
