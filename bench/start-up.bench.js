// Start-up: a program that does nothing, with guard preloaded and without. Whole processes, in turn; the median of the pairs counts.
//   npm run bench start-up
import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { median, table } from './overhead/figures.js'

const register = pathToFileURL(new URL('../dist/register.js', import.meta.url).pathname).href
const rounds = Number(process.env.ROUNDS ?? 31)

function cpu(args) {
  const script = `process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stdout.write(String(user + system)) })`
  return Number(spawnSync(process.execPath, [...args, '-e', script], { encoding: 'utf8' }).stdout)
}

const ratios = []
for (let round = 0; round < rounds; round++) ratios.push(cpu(['--import', register]) / cpu([]))
table([{ case: 'node --import guard/register -e 0, CPU', 'guarded / plain': median(ratios.slice(1)), target: '<= 1.4' }])
