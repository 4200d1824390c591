import { readFileSync } from 'node:fs'
import { text as readText } from 'node:stream/consumers'
import type { CAC } from 'cac'
import type { Finding, ScanResult } from '../types.ts'
import { CliError } from './cli-error.ts'
import { printable } from '../report/printable.ts'
import { rawOption } from './raw-option.ts'

/** Adds `guard scan`: judges a text, a conversation or a request body. */
export function scanCommand(cli: CAC): void {
  cli
    .command('scan [file]', 'Judge a text or a JSON body from a file, or from stdin with "-"')
    .option('--direction <direction>', 'request or response: which side of the policy applies', { default: 'request' })
    .option('--kind <kind>', 'text, tool-result or document: who wrote it', { default: 'text' })
    .option('--json', 'Print the result as JSON')
    .option('--redacted', 'Print the input with what must not leave taken out, and nothing else')
    .example('guard scan prompt.txt')
    .example('cat request.json | guard scan - --json')
    .action((file: string | undefined, { json, redacted }: { json?: boolean; redacted?: boolean }) =>
      scan({
        file: file ?? '-',
        direction: oneOf('direction', ['request', 'response'] as const, rawOption(cli, 'direction')),
        kind: oneOf('kind', ['text', 'tool-result', 'document'] as const, rawOption(cli, 'kind')),
        output: redacted === true ? 'redacted' : json === true ? 'json' : 'lines',
      }),
    )
}

interface ScanChoices {
  file: string
  direction: 'request' | 'response'
  kind: 'text' | 'tool-result' | 'document'
  output: 'redacted' | 'json' | 'lines'
}

/** Exit code 0: nothing found; 1: something found; 2: wrong usage. */
async function scan({ file, direction, kind, output }: ScanChoices): Promise<number> {
  const text = await read(file)
  const { createGuard } = await import('../node/index.ts')
  const { readConfig } = await import('../node/config.ts')
  // The judgement alone: nothing is reported, whatever the configuration says.
  const { gateway: _, ...options } = readConfig() ?? {}
  const input = toInput(text)
  const result = await createGuard(options).scan(input, { direction, kind })
  process.stdout.write(`${print(result, input, output)}\n`)
  return result.findings.length > 0 ? 1 : 0
}

async function read(file: string): Promise<string> {
  if (file === '-') return readText(process.stdin)
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new CliError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}

/** A JSON object is judged as a body, everything else as a text. */
function toInput(text: string): unknown {
  if (!/^\s*\{/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function print(result: ScanResult, input: unknown, output: ScanChoices['output']): string {
  if (output === 'redacted') {
    const shown = result.redacted ?? input
    return typeof shown === 'string' ? shown : JSON.stringify(shown)
  }
  if (output === 'json') {
    const { verdict, findings, scores } = result
    return JSON.stringify({ verdict, findings, scores })
  }
  return [`verdict ${result.verdict}`, ...result.findings.map(findingLine)].join('\n')
}

function findingLine({ severity, category, detector, path, start, end }: Finding): string {
  return printable(`${severity.padEnd(8)}  ${category.padEnd(12)}  ${detector}  ${path || 'text'} ${start}-${end}`)
}

function oneOf<T extends string>(name: string, words: readonly [T, ...T[]], given: string | undefined): T {
  const word = given === undefined ? words[0] : words.find((one) => one === given)
  if (word === undefined) throw new CliError(`--${name} must be one of ${words.join(', ')}, not "${given}".`)
  return word
}
