import type { Span } from '../text/spans.ts'
import { spliceStrings } from '../text/json-splice.ts'
import { parseJson } from '../text/json.ts'
import type { Delta, Finding, TextContext, ToolCall } from '../types.ts'
import type { Located } from '../detect/scanner.ts'
import type { AnswerChecks } from './checks.ts'
import type { Exchange } from './exchange.ts'
import { runGuardrails } from './guardrails.ts'
import {
  addEdits,
  nothingFound,
  replacements,
  toFinding,
  unjudged,
  withoutPlaceholders,
  type SegmentEdits,
  type TextEdit,
} from './judge.ts'
import { leaves } from './leaves.ts'
import { restorations, unfinishedPlaceholder } from './restore.ts'
import type { StreamJudge } from './stream-judge.ts'

/** The policy of one exchange as a stream asks it. */
export function judgeStream(exchange: Exchange, answer: AnswerChecks): StreamJudge {
  const { rules, vault, record, settings, enforce } = exchange
  const acting = rules.checks.scanner('response', 'acting')
  const noting = rules.checks.scanner('response', 'noting')
  const restores = enforce && settings.redaction.restore
  /** How much of each channel has been judged: what makes offsets in a window offsets in the channel. */
  const judged = new Map<string, number>()
  const reviewed = new Map<string, number>()
  const contexts = new Map<string, TextContext>()

  function decideOn(text: string, located: readonly Located[], path: string, offset: number): { edits: TextEdit[]; block?: Finding } {
    const redacted: Located[] = []
    let block: Finding | undefined
    for (const match of located) {
      if (!answer.keeps(match, text)) continue
      const action = rules.decide(match, 'response', 'model')
      if (action === 'allow') continue
      const finding = { ...toFinding(match, path, 'response'), start: match.start + offset, end: match.end + offset }
      record.found('response', { action, findings: [finding] })
      if (action === 'block') block ??= finding
      if (action === 'redact') redacted.push(match)
    }
    return { edits: replacements(text, redacted, 'response', vault), ...(block === undefined ? {} : { block }) }
  }

  return {
    enforce,
    unfinished: (text, from, context) => {
      const held = acting.unfinished(text, from, context)
      return restores ? Math.min(held, unfinishedPlaceholder(text, from, vault)) : held
    },
    judge: (text, from, to, delta) => {
      const before = judged.get(delta.channel) ?? 0
      judged.set(delta.channel, before + to - from)
      const found = acting.scan(text, contextOf(delta), from)
      const back = restores ? restorations(text, vault) : nothing
      if (found.length === 0 && back.length === 0) return clean
      const within = ({ start, end }: Span) => start >= from && end <= to
      const { edits, block } = decideOn(text, withoutPlaceholders(text, found).filter(within), `/${delta.channel}`, before - from)
      const restored = back.filter(within).map(delta.encoding === 'json' ? escaped : same)
      return { edits: [...edits, ...restored].sort((a, b) => a.start - b.start), block }
    },
    review: (text, from, delta) => {
      const before = reviewed.get(delta.channel) ?? 0
      reviewed.set(delta.channel, before + text.length - from)
      const located = withoutPlaceholders(text, [...noting.scan(text, contextOf(delta), from), ...answer.leaks(text)])
      const { block } = decideOn(
        text,
        located.filter(({ end }) => end > from),
        `/${delta.channel}`,
        before - from,
      )
      if (block !== undefined) record.notEvaluated('found after it was delivered')
    },
    toolCall: async (call, raw) => {
      const { edits, block } = judgeArguments(call, raw)
      const dangerous = judgeCall(call)
      const judgement = nothingFound()
      await runGuardrails(exchange, 'response', ['post_call', 'during_call'], { segments: [], toolCalls: [call] }, judgement)
      if (judgement.findings.length > 0) record.found('response', judgement)
      return { edits, block: block ?? dangerous ?? (judgement.action === 'block' ? judgement.decisive : undefined) }
    },
    forget: (channel) => {
      judged.delete(channel)
      reviewed.delete(channel)
      contexts.delete(channel)
    },
    unjudged: (reason) => {
      record.notEvaluated(reason)
      return settings.onError === 'fail_closed' ? { ...unjudged, direction: 'response' } : 'go-on'
    },
  }

  /** The strings of the arguments are judged as the program will read them; what changes is put back into the JSON text that was streamed. */
  function judgeArguments({ path, name }: ToolCall, raw: string): { edits: TextEdit[]; block?: Finding | undefined } {
    const parsed = parseJson(raw)
    const changed = { edits: new Map<string, SegmentEdits>() }
    let block: Finding | undefined
    for (const segment of leaves(parsed ?? raw, { path: '', kind: 'tool-call', origin: 'model', name })) {
      const context: TextContext = { direction: 'response', kind: 'tool-call', origin: 'model', role: 'assistant', name }
      const located = [...acting.scan(segment.text, context), ...noting.scan(segment.text, context)]
      const judged = decideOn(segment.text, withoutPlaceholders(segment.text, located), path + segment.path, 0)
      const restored = restores ? restorations(segment.text, vault) : []
      block ??= judged.block
      if (judged.edits.length + restored.length > 0) addEdits(changed, segment, [...judged.edits, ...restored])
    }
    if (changed.edits.size === 0) return { edits: [], block }
    if (parsed === undefined) return { edits: changed.edits.get('')?.edits ?? [], block }
    return { edits: [{ start: 0, end: raw.length, text: spliceStrings(raw, changed.edits) }], block }
  }

  function judgeCall(call: ToolCall): Finding | undefined {
    let block: Finding | undefined
    for (const match of rules.checks.toolCall(call)) {
      const action = rules.decide(match, 'response', 'model')
      if (action === 'allow') continue
      const finding = toFinding(match, call.path + match.path, 'response')
      record.found('response', { action, findings: [finding] })
      if (action === 'block' || action === 'redact') block ??= finding
    }
    return block
  }

  function contextOf({ channel, kind, role = 'assistant', name }: Delta): TextContext {
    const known = contexts.get(channel)
    if (known !== undefined) return known
    const context: TextContext = { direction: 'response', kind, origin: kind === 'tool-result' ? 'tool' : 'model', role, name }
    contexts.set(channel, context)
    return context
  }
}

const clean = { edits: [] }
const nothing: readonly TextEdit[] = []
const same = (edit: TextEdit) => edit
/** In JSON text a value stands as a JSON string needs it. */
const escaped = (edit: TextEdit) => ({ ...edit, text: JSON.stringify(edit.text).slice(1, -1) })
