import { randomBytes } from 'node:crypto'
import type { CAC } from 'cac'
import { CliError } from './cli-error.ts'
import { gatewayJson, gatewayLine } from './gateway-line.ts'
import { gatewayServer } from './gateway-server.ts'
import type { GatewayServer } from './gateway-server.ts'
import { rawOption } from './raw-option.ts'

/** Adds `guard gateway`: a local gateway that prints what it is told. */
export function gatewayCommand(cli: CAC): void {
  cli
    .command('gateway', 'Start a local gateway that prints one line per event')
    .option('--port <number>', 'Port to listen on; 0 picks a free one', { default: 4000 })
    .option('--host <address>', 'Address to listen on; others than loopback need --token', { default: '127.0.0.1' })
    .option('--token <token>', 'Token that clients must send; also GUARD_GATEWAY_TOKEN. Generated and shown when there is none')
    .option('--json', 'Print events as JSON lines on stdout, everything else on stderr')
    .example('guard gateway --port 0')
    .action((options: { json?: boolean }) =>
      runGateway({
        port: rawOption(cli, 'port') ?? '4000',
        host: rawOption(cli, 'host') ?? '127.0.0.1',
        token: rawOption(cli, 'token') ?? (process.env['GUARD_GATEWAY_TOKEN'] || undefined),
        json: options.json === true,
      }),
    )
}

interface GatewayChoices {
  port: string
  host: string
  token: string | undefined
  json: boolean
}

async function runGateway({ port, host, token: given, json }: GatewayChoices): Promise<number> {
  const say = (line: string) => void (json ? process.stderr : process.stdout).write(`${line}\n`)
  if (given === undefined && !isLoopbackName(host)) {
    throw new CliError(`Whoever reaches ${host} could send events: give a token with --token to listen beyond loopback.`)
  }
  const token = given ?? randomBytes(32).toString('hex')
  let events = 0
  const server = await started({
    host,
    port: toPort(port),
    token,
    onEvent: (event) => {
      events++
      process.stdout.write(`${json ? gatewayJson(event) : gatewayLine(event)}\n`)
    },
  })
  say(`guard gateway listens on ${server.url}`)
  if (given === undefined) say(`token ${token} (made for this run; choose one with --token)`)
  say('Try it:')
  say(`  GUARD_GATEWAY_URL=${server.url} GUARD_GATEWAY_TOKEN=${given === undefined ? token : '…'} node --import guard/register app.js`)
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  await server.close()
  say(`${events} ${events === 1 ? 'event' : 'events'} received.`)
  return 0
}

function toPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new CliError(`--port must be a number from 0 to 65535, not "${text}".`)
  return port
}

function isLoopbackName(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i.test(host)
}

async function started(options: Parameters<typeof gatewayServer>[0]): Promise<GatewayServer> {
  try {
    return await gatewayServer({ ...options, host: options.host?.replace(/^\[|\]$/g, '') ?? '127.0.0.1' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new CliError(`Port ${options.port} of ${options.host} is in use: choose another with --port (0 picks a free one).`, 1)
    if (code === 'EACCES') throw new CliError(`Port ${options.port} needs more rights: choose one above 1023 with --port.`, 1)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new CliError(`${options.host} is no address of this machine.`, 1)
    throw error
  }
}
