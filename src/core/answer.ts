import type { Finding, GuardrailMode, Refusal } from '../types.ts'
import type { AnswerChecks } from './checks.ts'
import { deriveResponse } from './derived-response.ts'
import type { Exchange } from './exchange.ts'
import { runGuardrails } from './guardrails.ts'
import { addEdits, judge, nothingFound, unjudged, type Judgement } from './judge.ts'
import { judgeStream } from './judge-stream.ts'
import { longJson } from './long-json.ts'
import { readAnswer } from './read-answer.ts'
import { refuse, toBlockedError, toRefusal } from './refusal.ts'
import { restorations } from './restore.ts'
import { framingOf, type StreamFormat } from './stream-framing.ts'
import { guardStream } from './stream-response.ts'
import { parseJson } from '../text/json.ts'
import { spliceStrings } from '../text/json-splice.ts'

const after: readonly GuardrailMode[] = ['post_call', 'during_call']

/** Judges an answer while, or before, it is read: streams in windows, JSON in one piece. Other answers pass. */
export async function judgeAnswer(
  exchange: Exchange,
  response: Response,
  judging?: Promise<Judgement>,
  cancelled?: Promise<void>,
): Promise<Response> {
  const { wire, wireCall, record } = exchange
  const finish = (outcome: Parameters<typeof record.finish>[0]) => {
    if (judging === undefined) record.finish(outcome)
    else void judging.then(() => record.finish(outcome))
  }
  void cancelled?.then(() => finish('aborted'))
  if (response.body === null) {
    finish('completed')
    return response
  }
  const contentType = response.headers.get('content-type') ?? ''
  const format = framingOf(response, wire, wireCall, exchange.reading)
  if (format !== undefined) {
    record.answered({ stream: true })
    return stream(exchange, response, format, finish)
  }
  if (contentType !== '' && !/[/+]json\b/i.test(contentType)) {
    finish('completed')
    return response
  }
  return whole(exchange, response, finish)
}

type Finish = (outcome: 'completed' | 'blocked' | 'failed' | 'aborted') => void

function stream(exchange: Exchange, response: Response, format: StreamFormat, finish: Finish): Response {
  const { wire, wireCall, record, settings, call } = exchange
  return guardStream({
    response,
    wire,
    model: exchange.reading.model,
    judge: judgeStream(exchange, answerChecks(exchange)),
    limits: settings.limits,
    onBlock: settings.onBlock,
    ...format,
    refusal: (finding) => toRefusal(finding, wireCall.host, record.id),
    blockedError: (refusal: Refusal) => toBlockedError(refusal, wireCall.host),
    encoded: isEncoded(call.via),
    onEvent: ({ usage, model, conversation }) => {
      if (usage !== undefined || model !== undefined) record.answered({ usage, model })
      if (conversation !== undefined) exchange.conversations.remember(conversation, exchange.vault.entries())
    },
    onSettled: (outcome) => finish(outcome === 'cancelled' ? 'aborted' : outcome),
  })
}

async function whole(exchange: Exchange, response: Response, finish: Finish): Promise<Response> {
  const { record, settings, call, enforce } = exchange
  const encoded = isEncoded(call.via)
  const answer = await readAnswer(response, { maxBytes: settings.limits.answerBytes, encoded })
  if (answer.text === undefined) {
    if (!answer.failed) return stream(exchange, answer.response, longJson(), finish)
    record.notEvaluated(answer.reason)
    if (enforce && settings.onError === 'fail_closed') return withheld(exchange, { ...unjudged, direction: 'response' }, finish)
    finish(answer.failed ? 'failed' : 'completed')
    return answer.response
  }
  const judgement = await judgeText(exchange, answer.text)
  if (enforce && judgement.action === 'block')
    return withheld(exchange, judgement.decisive ?? { ...unjudged, direction: 'response' }, finish)
  finish('completed')
  if (!enforce || judgement.edits.size === 0) return answer.response
  const body = new Response(spliceStrings(answer.text, judgement.edits)).body
  return deriveResponse(response, body, { changed: true, decoded: encoded && response.headers.has('content-encoding') })
}

function withheld(exchange: Exchange, finding: Finding, finish: Finish): Response {
  finish('blocked')
  return refuse(exchange, toRefusal(finding, exchange.wireCall.host, exchange.record.id), false)
}

/** Judges the text of a JSON answer; edits include what is put back for placeholders. */
async function judgeText(exchange: Exchange, text: string): Promise<Judgement> {
  const { wire, wireCall, rules, vault, record, settings, conversations } = exchange
  const judgement = nothingFound()
  try {
    const parsed = parseJson(text)
    if (parsed === undefined) return judgement
    const reading = wire.response(parsed, wireCall)
    record.answered({ usage: reading.usage, model: reading.model })
    Object.assign(judgement, judge(reading, 'response', vault, rules, answerChecks(exchange)))
    await runGuardrails(exchange, 'response', after, reading, judgement)
    conversations.remember(reading.conversation, vault.entries())
    if (settings.redaction.restore) {
      for (const segment of reading.segments) {
        const restored = restorations(segment.text, vault)
        if (restored.length > 0 && segment.writable !== false) addEdits(judgement, segment, restored)
      }
    }
  } catch {
    judgement.notEvaluated.push('the checks of the answer failed')
    if (settings.onError === 'fail_closed') Object.assign(judgement, { action: 'block', decisive: { ...unjudged, direction: 'response' } })
  }
  for (const reason of judgement.notEvaluated) record.notEvaluated(reason)
  record.found('response', judgement)
  return judgement
}

function answerChecks({ rules, reading }: Exchange): AnswerChecks {
  return rules.checks.answer(reading.segments)
}

/** Entries below fetch hand over the body as it is on the wire. */
const isEncoded = (via: Exchange['call']['via']) => via === 'undici' || via === 'http' || via === 'http2'
