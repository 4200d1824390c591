import { createGuard, GuardBlockedError, GuardConfigError } from 'guard'
import type { Detector, Guard, GuardOptions, Guardrail, Observation, ScanResult, Sink, Status, WireFormat } from 'guard'
import { pattern } from 'guard/detect/pattern'
import { secrets } from 'guard/detect/secrets'
import { callback } from 'guard/sinks/callback'
import { fakeProvider } from 'guard/testing'
import { openaiChat } from 'guard/wire/openai-chat'

const badge: Detector = pattern({
  name: 'badge',
  category: 'custom',
  severity: 'low',
  longest: 9,
  triggers: ['BADGE-'],
  expression: /BADGE-\d{3}/,
})
const wires: WireFormat[] = [openaiChat]
const seen: Observation[] = []
const sinks: Sink[] = [callback((observation) => void seen.push(observation))]
const options: GuardOptions = {
  mode: 'enforce',
  policy: { secret: { request: 'redact' }, badge: 'flag' },
  sinks,
  wires,
  detectors: [badge, ...secrets],
}

export async function program(): Promise<Status> {
  const provider = await fakeProvider()
  const guard: Guard = createGuard(options)
  const undo: () => void = guard.install()
  const off: () => void = guard.on('observation', ({ host, decision }) => void `${host} ${decision}`)
  const answer: Response = await guard.run({ sessionId: 'one' }, () => guard.fetch('http://127.0.0.1/'))
  const { redacted, verdict }: ScanResult<string> = await guard.scan('text')
  const wrapped: typeof fetch = guard.wrap(fetch)
  const shown: string | undefined = verdict === 'redact' ? redacted : undefined
  off()
  undo()
  await guard.close()
  void [provider, answer, wrapped, shown]
  return guard.status()
}

export function explain(error: unknown): string {
  if (error instanceof GuardBlockedError) return error.code
  return error instanceof GuardConfigError ? error.message : ''
}

export const quiet: Guardrail['name'] = 'quiet'
