import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { CAC } from 'cac'
import { CliError } from './cli-error.ts'
import { rawOption } from './raw-option.ts'

/** Options of `guard run` and the variables that they set. */
const variables = {
  mode: 'GUARD_MODE',
  config: 'GUARD_CONFIG',
  gateway: 'GUARD_GATEWAY_URL',
  token: 'GUARD_GATEWAY_TOKEN',
  'on-block': 'GUARD_ON_BLOCK',
  'on-error': 'GUARD_ON_ERROR',
} as const

/** Adds `guard run`: starts a program with guard in it. */
export function runCommand(cli: CAC): void {
  cli
    .command('run [...program]', 'Run a program with guard in it: guard run [options] -- app.js')
    .usage('run [options] -- <program> [arguments]')
    .option('--mode <mode>', 'off, observe or enforce (GUARD_MODE)')
    .option('--config <file>', 'Configuration file (GUARD_CONFIG)')
    .option('--gateway <url>', 'Address of the gateway (GUARD_GATEWAY_URL)')
    .option('--token <token>', 'Token of the gateway (GUARD_GATEWAY_TOKEN); the variable keeps it out of process lists')
    .option('--on-block <how>', 'error, answer or throw (GUARD_ON_BLOCK)')
    .option('--on-error <how>', 'fail_open or fail_closed (GUARD_ON_ERROR)')
    .example('guard run --mode enforce -- app.js --port 3000')
    .example('guard run -- npx tsx app.ts')
    .action((program: string[], options: { '--'?: string[] }) => {
      const chosen = Object.entries(variables).flatMap(([option, variable]) => {
        const value = rawOption(cli, option)
        return value === undefined ? [] : [[variable, value]]
      })
      return run([...program, ...(options['--'] ?? [])], Object.fromEntries(chosen) as Record<string, string>)
    })
}

async function run([program, ...args]: string[], variables: Record<string, string>): Promise<number> {
  if (program === undefined) throw new CliError('Say what to run after two dashes: guard run -- app.js')
  const { file, argv, env } = commandFor(program, args, import.meta.resolve('guard/register'), process.env)
  const child = spawn(file, argv, { stdio: 'inherit', env: { ...env, ...variables } })
  const pass = (signal: NodeJS.Signals) => void child.kill(signal)
  // A terminal sends its interrupt to the whole group: the program has it already.
  process.on('SIGINT', (signal) => process.stdin.isTTY || pass(signal))
  process.on('SIGTERM', pass).on('SIGHUP', pass)
  return new Promise((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new CliError(`There is no program "${program}".`, 127) : error)
    })
    // A program that a signal ended is reported as a shell does it.
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}

/** How a program is started: Node itself and scripts with `--import`, anything else with the same in `NODE_OPTIONS`. */
export function commandFor(
  program: string,
  args: readonly string[],
  register: string,
  env: NodeJS.ProcessEnv,
): { file: string; argv: string[]; env: NodeJS.ProcessEnv } {
  if (/\.[cm]?[jt]s$/.test(program)) return { file: process.execPath, argv: ['--import', register, program, ...args], env }
  if (/(?:^|[\\/])node(?:\.exe)?$/.test(program)) return { file: program, argv: ['--import', register, ...args], env }
  const options = [env['NODE_OPTIONS'], `--import=${register}`].filter(Boolean).join(' ')
  return { file: program, argv: [...args], env: { ...env, NODE_OPTIONS: options } }
}
