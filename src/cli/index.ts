#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { cac } from 'cac'
import { CliError } from './cli-error.ts'
import { doctorCommand } from './doctor.ts'
import { gatewayCommand } from './gateway.ts'
import { runCommand } from './run.ts'
import { scanCommand } from './scan.ts'

const cli = cac('guard')
cli.usage('<command> [options]')
runCommand(cli)
scanCommand(cli)
gatewayCommand(cli)
doctorCommand(cli)
cli.help()
cli.version(packageVersion())

process.exitCode = await main()

async function main(): Promise<number> {
  try {
    cli.parse(process.argv, { run: false })
    if (cli.options['help'] || cli.options['version']) return 0
    if (cli.matchedCommand) return ((await cli.runMatchedCommand()) as number | undefined) ?? 0
    if (cli.args.length > 0) throw new CliError(`There is no command "${cli.args[0]}".`)
    cli.outputHelp()
    return 2
  } catch (error) {
    return fail(error)
  }
}

function fail(error: unknown): number {
  const { name, message } = error as Error
  // What a user can put right is one sentence; anything else is a fault of guard and keeps its stack.
  if (error instanceof CliError || name === 'CACError' || name === 'GuardConfigError') {
    process.stderr.write(`guard: ${message}\n`)
    if (name === 'CACError' || (error instanceof CliError && error.exitCode === 2)) process.stderr.write('See guard --help.\n')
    return error instanceof CliError ? error.exitCode : name === 'CACError' ? 2 : 1
  }
  process.stderr.write(`${(error as Error).stack ?? String(error)}\n`)
  return 70
}

function packageVersion(): string {
  const file: unknown = JSON.parse(readFileSync(new URL(import.meta.resolve('guard/package.json')), 'utf8'))
  return String((file as { version: unknown }).version)
}
