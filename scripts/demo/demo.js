import { fork } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { checkDemo } from './check.js'
import { demoGateway } from './gateway.js'
import { bold, dim, green, red, row, title, verdictColour } from './print.js'
import { demoProvider } from './provider.js'
import { prompts } from './prompts.js'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))

const steps = {
  secret: 'A prompt with a token and an address (openai, chat completions)',
  stream: 'A streamed answer, as it arrives (@anthropic-ai/sdk, messages)',
  leak: 'A model that gives away a private key, in a stream (openai, responses)',
  injection: 'A web page that gives the model orders (@anthropic-ai/sdk, a tool result)',
  command: 'A model that wants to run a dangerous command (openai, a tool call)',
}

/** Shows what guard does with a small real program, offline; true when everything it shows is so. */
export async function demo() {
  const [gateway, provider] = await Promise.all([demoGateway(), demoProvider()])
  console.log(bold('guard: the firewall for model traffic inside Node programs'))
  row('program', 'node --import guard/register scripts/demo/program.js')
  row('local gateway', gateway.url)
  row('fake provider', `${provider.url} ${dim('(nothing leaves this machine)')}`)

  const { results, observations } = await runProgram(gateway, provider)

  title('What the gateway was told')
  for (const event of gateway.events) {
    const { time, severity, decision, branch, target_host: host, target_path: path, reason } = event
    console.log(
      `  ${dim(time.slice(11, 23))}  ${verdictColour[decision](decision.padEnd(6))}${branch.padEnd(7)}${host}${path}  ${reason}  ${dim(severity)}`,
    )
  }

  const problems = checkDemo({ results, observations, events: gateway.events, requests: provider.requests })
  await Promise.all([gateway.close(), provider.close()])
  console.log(problems.length === 0 ? green('\nEverything shown above was checked and is so.') : '')
  for (const problem of problems) console.log(red(`Not so: ${problem}`))
  return problems.length === 0
}

async function runProgram(gateway, provider) {
  const env = {
    ...process.env,
    GUARD_MODE: 'enforce',
    GUARD_GATEWAY_URL: gateway.url,
    GUARD_GATEWAY_TOKEN: gateway.token,
    DEMO_PROVIDER: provider.url,
  }
  const register = pathToFileURL(here('../../dist/register.js')).href
  const child = fork(here('program.js'), { env, execArgv: ['--import', register, '--import', pathToFileURL(here('watch.js')).href] })
  const results = {}
  const observations = []
  let current
  let received = 0

  child.on('message', ({ step, piece, observation, got, error }) => {
    if (observation !== undefined) return void observations.push(observation)
    if (step === undefined) return
    if (piece !== undefined) {
      if (current !== step) begin(step)
      process.stdout.write(piece)
      return
    }
    if (current !== step) begin(step)
    else process.stdout.write('\n')
    results[step] = { got, error, request: provider.requests[received] }
    if (provider.requests.length > received) row('provider received', provider.requests[received++].lastUserText)
    else row('provider received', dim('nothing'))
    row('program got', error === undefined ? got : red(error))
  })
  const begin = (step) => {
    current = step
    title(steps[step])
    row('program sent', step === 'injection' ? `${prompts.injection.question}\n[tool result] ${prompts.injection.page}` : prompts[step])
    if (step === 'stream') process.stdout.write(`  ${dim('arriving'.padEnd(20))}`)
  }

  const code = await new Promise((resolve) => child.on('exit', resolve))
  title('What guard observed')
  for (const { host, wire, model, decision, request, response, durationMs } of observations) {
    const found = [...request.findings, ...response.findings]
      .map(({ detector }) => detector)
      .filter((name) => name !== 'destination-unknown')
    const verdict = strongest(request.verdict, response.verdict)
    console.log(
      `  ${verdictColour[verdict](verdict.padEnd(7))}${host}  ${wire.padEnd(19)}${model.padEnd(12)}${dim(`${Math.round(durationMs)} ms`.padEnd(9))}${decision === 'block' ? red('blocked') : 'allowed'}  ${[...new Set(found)].join(', ') || dim('nothing found')}`,
    )
  }
  if (code !== 0) results.exit = code
  return { results, observations }
}

const order = ['allow', 'flag', 'redact', 'block']
const strongest = (a, b) => (order.indexOf(a) > order.indexOf(b) ? a : b)
