import type { Direction, Finding, Guardrail, GuardrailInput, GuardrailMode, GuardrailVerdict, Reading } from '../types.ts'
import type { Exchange } from './exchange.ts'
import { addEdits, note, replacements, type Judgement } from './judge.ts'
import { safely } from './safely.ts'

type Outcome = GuardrailVerdict & { failure?: 'timeout' | 'error' }

/** Asks the guardrails of these modes, all at once, and adds what they say to a judgement. `logging_only` ones are asked and not waited for. */
export async function runGuardrails(
  exchange: Exchange,
  direction: Direction,
  modes: readonly GuardrailMode[],
  { segments, toolCalls }: Pick<Reading, 'segments' | 'toolCalls'>,
  judgement: Judgement,
): Promise<void> {
  const { guardrails } = exchange.rules
  if (guardrails.length === 0) return
  const input = { direction, segments, toolCalls, wire: exchange.wire.name, model: exchange.reading.model, host: exchange.wireCall.host }
  const ask = (guardrail: Guardrail) =>
    check(guardrail, { ...input, observationId: exchange.record.id, context: exchange.record.context }, exchange.call.signal)

  for (const guardrail of guardrails) if (runsIn(guardrail, ['logging_only'])) void ask(guardrail)
  const asked = guardrails.filter((guardrail) => runsIn(guardrail, modes))
  const outcomes = await Promise.all(asked.map(ask))
  for (const [index, outcome] of outcomes.entries()) add(asked[index]?.name ?? '', outcome, input, exchange, judgement)
}

function runsIn({ mode }: Guardrail, modes: readonly GuardrailMode[]): boolean {
  return (typeof mode === 'string' ? [mode] : mode).some((own) => modes.includes(own))
}

function check(guardrail: Guardrail, input: Omit<GuardrailInput, 'signal'>, signal: AbortSignal | undefined): Promise<Outcome> {
  const onFailure = (failure: 'timeout' | 'error'): Outcome => ({
    action: (guardrail.onError ?? 'fail_closed') === 'fail_closed' ? 'block' : 'allow',
    failure,
  })
  return safely<Outcome>(async (deadline) => valid(await guardrail.check({ ...input, signal: deadline })), {
    timeoutMs: guardrail.timeoutMs ?? 2_000,
    fallback: onFailure,
    signal,
  })
}

/** An answer without a verdict is a failure, never an `allow`. */
function valid(verdict: GuardrailVerdict): GuardrailVerdict {
  if (!['allow', 'flag', 'redact', 'block'].includes(verdict.action)) throw new TypeError('The guardrail gave no verdict.')
  return verdict
}

function add(
  name: string,
  outcome: Outcome,
  { segments, direction }: Pick<GuardrailInput, 'segments' | 'direction'>,
  exchange: Exchange,
  judgement: Judgement,
): void {
  if (outcome.failure !== undefined) judgement.notEvaluated.push(`guardrail ${name}: ${outcome.failure}`)
  if (outcome.action === 'allow') return
  const base = {
    category: outcome.category ?? 'custom',
    severity: outcome.severity ?? 'high',
    ...(outcome.score === undefined ? {} : { score: outcome.score }),
  } as const
  const spans = (outcome.spans ?? []).filter(({ segment }) => segments[segment] !== undefined)
  // Nothing to point at: what should be redacted cannot be, so it is withheld.
  if (spans.length === 0) {
    const finding: Finding = { detector: name, ...base, direction, path: segments.at(-1)?.path ?? '', start: 0, end: 0 }
    return note(judgement, finding, outcome.action === 'redact' ? 'block' : outcome.action)
  }
  for (const { segment: index, start, end, type, category, score } of spans) {
    const segment = segments[index]
    if (segment === undefined) continue
    const located = {
      start,
      end,
      detector: name,
      label: label(type),
      ...base,
      ...(category === undefined ? {} : { category }),
      ...(score === undefined ? {} : { score }),
    }
    note(
      judgement,
      { detector: name, category: located.category, severity: base.severity, direction, path: segment.path, start, end },
      outcome.action,
    )
    if (outcome.action !== 'redact') continue
    addEdits(judgement, segment, replacements(segment.text, [located], direction, exchange.vault))
  }
}

const label = (type: string) => type.toUpperCase().replace(/[^A-Z0-9]+/g, '_') || 'REDACTED'
