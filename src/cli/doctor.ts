import type { CAC } from 'cac'
import type { GatewayOptions, GuardOptions } from '../options.ts'

/** One thing that `guard doctor` looked at. `bad` makes the exit code 1. */
interface Check {
  state: 'ok' | 'note' | 'bad'
  what: string
}

/** Adds `guard doctor`: says whether guard can work here. */
export function doctorCommand(cli: CAC): void {
  cli.command('doctor', 'Check Node, the configuration and the gateway').action(async () => {
    const configuration = await checkConfiguration()
    const checks = [checkNode(), checkUndici(), ...configuration.checks, await checkGateway(configuration.options?.gateway)]
    for (const { state, what } of checks) process.stdout.write(`${state.padEnd(5)} ${what}\n`)
    return checks.some(({ state }) => state === 'bad') ? 1 : 0
  })
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isNew = major > 20 || (major === 20 && minor >= 19)
  return { state: isNew ? 'ok' : 'bad', what: `Node ${process.versions.node}${isNew ? '' : ': guard needs 20.19 or newer'}` }
}

function checkUndici(): Check {
  const version: string | undefined = process.versions['undici']
  return version
    ? { state: 'ok', what: `undici ${version} behind fetch` }
    : { state: 'note', what: 'this runtime does not say which undici it has' }
}

async function checkConfiguration(): Promise<{ checks: Check[]; options?: GuardOptions }> {
  const { readConfig } = await import('../node/config.ts')
  const { createGuard } = await import('../node/index.ts')
  const { expand, withEnvironment } = await import('../environment.ts')
  try {
    const file = readConfig()
    const options = withEnvironment(expand(file ?? {}, process.env), process.env)
    await createGuard(file ?? {}).close()
    const where = file ? (process.env['GUARD_CONFIG'] ?? 'guard.config.json') : 'no guard.config.json, so GUARD_* and defaults'
    return { checks: [{ state: 'ok', what: `configuration: ${where}; mode ${options.mode ?? 'observe'}` }], options }
  } catch (error) {
    if ((error as Error).name !== 'GuardConfigError') throw error
    return { checks: [{ state: 'bad', what: `configuration: ${(error as Error).message}` }] }
  }
}

async function checkGateway(gateway: GatewayOptions | undefined): Promise<Check> {
  if (!gateway) return { state: 'note', what: 'gateway: none configured, so nothing is sent anywhere' }
  const { host } = new URL(gateway.url)
  try {
    const status = await askForProviders(gateway)
    if (status === 200) return { state: 'ok', what: `gateway ${host}: reachable, the token is accepted` }
    if (status === 401)
      return {
        state: 'bad',
        what: `gateway ${host}: reachable, but the token is ${gateway.token ? 'refused' : 'missing (GUARD_GATEWAY_TOKEN)'}`,
      }
    return { state: 'bad', what: `gateway ${host}: answers ${status}, which no gateway does` }
  } catch {
    return { state: 'bad', what: `gateway ${host}: cannot be reached` }
  }
}

/** Needs the token and leaves no event behind. */
async function askForProviders({ url, token }: GatewayOptions): Promise<number> {
  const response = await fetch(`${url.replace(/\/+$/, '')}/v1/config/providers`, {
    headers: token ? { 'X-DC-Auth': `Bearer ${token}` } : {},
    redirect: 'manual',
    signal: AbortSignal.timeout(5_000),
  })
  await response.body?.cancel()
  return response.status
}
