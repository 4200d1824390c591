import { spliceStrings } from '../text/json-splice.ts'
import type { Change, GuardrailMode } from '../types.ts'
import type { Exchange } from './exchange.ts'
import { runGuardrails } from './guardrails.ts'
import { judge, note, nothingFound, unjudged, type Judgement } from './judge.ts'

const before: readonly GuardrailMode[] = ['pre_call', 'during_call']

/** Judges what goes out: the destination, the texts and tool calls, then the guardrails. Never throws: a failure of guard's own follows `onError`. */
export async function judgeRequest(exchange: Exchange): Promise<Judgement> {
  const judgement = judgeLocally(exchange)
  if (judgement.action !== 'block') await runGuardrails(exchange, 'request', before, exchange.reading, judgement)
  settleGaps(exchange, judgement)
  exchange.record.found('request', judgement)
  return judgement
}

/** What of the request has to change, in the form that its transport can send. */
export function requestChange({ text, call, rebuild }: Exchange, judgement: Judgement): Change | undefined {
  if (text === undefined || judgement.edits.size === 0) return undefined
  const encoded = call.header('content-encoding') !== undefined
  const changed = spliceStrings(text, judgement.edits)
  return { body: rebuild?.(changed) ?? changed, ...(encoded ? { headers: { 'content-encoding': undefined } } : {}) }
}

function judgeLocally({ rules, reading, vault, destination }: Exchange): Judgement {
  const judgement = attempt(() => judge(reading, 'request', vault, rules))
  if (destination !== undefined) note(judgement, destination.finding, destination.action)
  return judgement
}

function attempt(run: () => Judgement): Judgement {
  try {
    return run()
  } catch {
    return { ...nothingFound(), notEvaluated: ['the checks failed'] }
  }
}

/** What could not be judged, or judged and not hidden, follows the policy for failures. */
function settleGaps({ settings, call, record, unread, reading }: Exchange, judgement: Judgement): void {
  if (unread !== undefined) judgement.notEvaluated.push(unread)
  if (reading.truncated === true) judgement.notEvaluated.push('the body is nested too deeply')
  if (judgement.edits.size > 0 && call.limits?.noRewrite !== undefined) {
    judgement.notEvaluated.push(`not redacted: ${call.limits.noRewrite}`)
    judgement.edits.clear()
  }
  for (const reason of judgement.notEvaluated) record.notEvaluated(reason)
  if (judgement.notEvaluated.length > 0 && settings.onError === 'fail_closed' && judgement.action !== 'block') {
    note(judgement, judgement.findings.find(({ category }) => category === 'secret') ?? unjudged, 'block')
  }
}
