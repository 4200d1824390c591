import type { Located } from '../detect/scanner.ts'
import { mergeSpans, type Span } from '../text/spans.ts'
import type { Action, Direction, Finding, Reading, Segment, SegmentEncoding, TextContext } from '../types.ts'
import type { AnswerChecks, Checks } from './checks.ts'
import { outweighs } from './policy.ts'
import type { Rules } from './rules.ts'
import { placeholderPattern, type Vault } from './vault.ts'

export type TextEdit = Span & { text: string }

/** What changes in one segment, and how its text stands in the string. */
export interface SegmentEdits {
  edits: TextEdit[]
  encoding?: SegmentEncoding | undefined
}

/** What the local checks say of one body. */
export interface Judgement {
  action: Action
  findings: Finding[]
  /** The finding that decided, where one did. */
  decisive?: Finding | undefined
  /** Replacements by JSON Pointer of the segment. */
  edits: Map<string, SegmentEdits>
  notEvaluated: string[]
}

/** Judges the segments and tool calls of one body. Findings that are allowed are not reported. */
export function judge(
  reading: Reading,
  direction: Direction,
  vault: Vault,
  { checks, decide, cache }: Pick<Rules, 'checks' | 'decide' | 'cache'>,
  answer?: AnswerChecks,
): Judgement {
  const judgement = nothingFound()
  const history = direction === 'request' ? lastModelTurn(reading.segments) : -1

  for (const [index, segment] of reading.segments.entries()) {
    const context = contextOf(segment, direction)
    // An answer is new text, and what is found in it depends on its request: only requests repeat themselves.
    const known = direction === 'request' ? cache.get(segment.text, context) : undefined
    const located = known ?? find(segment, context, checks, answer)
    if (known === undefined && direction === 'request') cache.set(segment.text, context, located)
    const spans: (Located & { weight: number })[] = []
    for (const match of located) {
      if (answer?.keeps(match, segment.text) === false) continue
      const action = settleAction(decide(match, direction, segment.origin), match, known !== undefined && index < history)
      if (action === 'allow') continue
      note(judgement, toFinding(match, segment.path, direction), action)
      if (action === 'redact') spans.push({ ...match, weight: match.end - match.start })
    }
    if (spans.length > 0) edit(judgement, segment, spans, direction, vault)
  }

  for (const call of reading.toolCalls) {
    for (const match of checks.toolCall(call)) {
      const action = decide(match, direction, direction === 'request' ? 'user' : 'model')
      if (action !== 'allow') note(judgement, toFinding(match, call.path + match.path, direction), action === 'redact' ? 'block' : action)
    }
  }
  return judgement
}

/** A judgement to which nothing has been added. */
export function nothingFound(): Judgement {
  return { action: 'allow', findings: [], edits: new Map(), notEvaluated: [] }
}

/** Stands for what could not be judged where the policy fails closed. */
export const unjudged: Finding = {
  detector: 'not-evaluated',
  category: 'custom',
  severity: 'high',
  direction: 'request',
  path: '',
  start: 0,
  end: 0,
}

/** What a detector may know of a segment. */
export function contextOf({ kind, origin, role, name }: Segment, direction: Direction): TextContext {
  return { direction, kind, origin, role, ...(name === undefined ? {} : { name }) }
}

/** Adds edits of one segment to a judgement; where two overlap, the first stands. */
export function addEdits(judgement: Pick<Judgement, 'edits'>, { path, encoding }: Segment, added: readonly TextEdit[]): void {
  const sorted = [...(judgement.edits.get(path)?.edits ?? []), ...added].sort((a, b) => a.start - b.start)
  const edits: TextEdit[] = []
  for (const edit of sorted) if (edit.start >= (edits.at(-1)?.end ?? 0)) edits.push(edit)
  judgement.edits.set(path, { edits, encoding })
}

/** Adds a finding to a judgement; the strongest action decides, and the first finding that asked for it is the decisive one. */
export function note(judgement: Judgement, finding: Finding, action: Action): void {
  judgement.findings.push(finding)
  if (!outweighs(action, judgement.action)) return
  judgement.action = action
  judgement.decisive = finding
}

export function toFinding({ detector, category, severity, score, start, end }: Located, path: string, direction: Direction): Finding {
  return { detector, category, severity, ...(score === undefined ? {} : { score }), direction, path, start, end }
}

/** Drops matches that are placeholders of ours: what was hidden once is not found again. */
export function withoutPlaceholders(text: string, located: Located[]): Located[] {
  if (located.length === 0 || !text.includes('[')) return located
  const placeholders = [...text.matchAll(placeholderPattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
  if (placeholders.length === 0) return located
  return located.filter(({ start, end }) => !placeholders.some((held) => start >= held.start - 1 && end <= held.end + 1))
}

/** Replacements for what is redacted in one text: overlapping spans become one, the most specific finding names it. */
export function replacements(text: string, spans: readonly Located[], direction: Direction, vault: Vault): TextEdit[] {
  return mergeSpans(spans).map(({ start, end, category, detector, label }) => {
    const value = text.slice(start, end)
    const replaced =
      category === 'invisible' ? '' : direction === 'request' ? vault.redact(value, detector, label) : vault.mask(value, detector, label)
    return { start, end, text: replaced }
  })
}

function find(segment: Segment, context: TextContext, checks: Checks, answer: AnswerChecks | undefined): Located[] {
  const { direction } = context
  const located = [
    ...checks.scanner(direction, 'acting').scan(segment.text, context),
    ...checks.scanner(direction, 'noting').scan(segment.text, context),
    ...(answer?.leaks(segment.text) ?? []),
  ]
  return withoutPlaceholders(segment.text, located)
}

function edit(judgement: Judgement, segment: Segment, spans: readonly Located[], direction: Direction, vault: Vault): void {
  if (segment.writable === false) judgement.notEvaluated.push(`${segment.path} cannot be rewritten`)
  else addEdits(judgement, segment, replacements(segment.text, spans, direction, vault))
}

/** An attack that was refused once and is now history does not refuse the conversation for ever. */
function settleAction(action: Action, match: Located, judgedHistory: boolean): Action {
  return action === 'block' && judgedHistory && match.category === 'injection' ? 'flag' : action
}

function lastModelTurn(segments: readonly Segment[]): number {
  return segments.findLastIndex(({ origin }) => origin === 'model')
}
