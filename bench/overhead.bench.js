// CPU per request, guarded against plain, over loopback. The two run in turn in processes of their own; the median of the pairs counts.
//   npm run bench overhead          CASES=fetch-get,fetch-post ROUNDS=9 npm run bench overhead
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { median, table } from './overhead/figures.js'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const register = pathToFileURL(here('../dist/register.js')).href
const rounds = Number(process.env.ROUNDS ?? 7)

const wanted = process.env.CASES?.split(',')
const cases = [
  { name: 'fetch, GET, not a model call', kind: 'fetch-get', requests: 2_000, target: 1.1 },
  { name: 'fetch, 2 KB JSON POST, not a model call', kind: 'fetch-post', requests: 2_000, target: 1.15 },
  { name: 'undici.request, GET, not a model call', kind: 'undici-get', requests: 3_000, target: 1.1 },
  { name: 'undici.request, 2 KB JSON POST, not a model call', kind: 'undici-post', requests: 3_000, target: 1.15 },
  { name: 'node:http, GET, not a model call', kind: 'http-get', requests: 3_000, target: 1.1 },
  { name: 'node:http, 2 KB JSON POST, not a model call', kind: 'http-post', requests: 3_000, target: 1.15 },
  { name: 'fetch, 4 KB model call, all checks, enforce', kind: 'fetch-model', requests: 1_500, target: 1.3 },
].filter(({ kind }) => wanted === undefined || wanted.includes(kind))

const server = fork(here('overhead/server.js'))
const [{ port }] = await once(server, 'message')

const rows = []
for (const { name, kind, requests, target } of cases) {
  const ratios = []
  for (let round = 0; round < rounds; round++) {
    const plain = await measure(kind, requests, [])
    const guarded = await measure(kind, requests, ['--import', register])
    ratios.push(guarded / plain)
  }
  rows.push({ case: name, 'guarded / plain': median(ratios), target: `<= ${target}` })
}
table(rows)
server.kill()

async function measure(kind, requests, execArgv) {
  const env = { ...process.env, GUARD_MODE: 'enforce', KIND: kind, REQUESTS: String(requests), PORT: String(port) }
  const child = fork(here('overhead/client.js'), { execArgv, env })
  const [{ cpu }] = await once(child, 'message')
  await once(child, 'exit')
  return cpu
}
