import { isHighSurrogate, textWindow } from '../text/window.ts'
import type { Delta, Finding, TextContext } from '../types.ts'
import { fingerprint } from './stream-fingerprint.ts'
import type { StreamEdit, StreamJudge, StreamJudgement } from './stream-judge.ts'
import type { StreamLimits } from './stream-limits.ts'
import { reviewed } from './stream-review.ts'

/** The text of one channel on its way through: what of it may leave, and what is changed in it. Offsets count from its beginning. */
export interface StreamChannel {
  readonly name: string
  /** Length of the text so far. */
  readonly length: number
  /** Text before this may leave; -1 while a tool call waits to be complete and judged. */
  readonly cleared: number
  /** Nothing is changed behind this. */
  readonly changed: number
  /** Appends a delta's text; nothing is judged yet. */
  append: (delta: Delta) => void
  /** Says that a tool call begins: all that follows is held until the channel ends. */
  hold: (tool: Tool) => void
  /** True when the text begins with that of the channel so far. */
  isRepeatedBy: (text: string) => boolean
  /** Judges what can be judged by now. */
  advance: () => Finding | undefined
  /** Judges the rest: no more text will come. */
  finish: () => Finding | undefined | Promise<Finding | undefined>
  /** Has what was delivered reviewed to its end. */
  abandon: () => void
  /** What is changed between two places, counted from the first; asked in order for deltas, and for the whole at any time. */
  editsWithin: (start: number, end: number) => readonly StreamEdit[]
}

export interface Tool {
  name: string
  callId?: string | undefined
}

export interface StreamChannelOptions {
  name: string
  judge: StreamJudge
  limits: StreamLimits
  /** Runs what may wait until the text has been delivered. */
  later: (task: () => void) => void
}

// Edits kept for events that repeat the whole text.
const MOST_EDITS = 10_000

/** A channel with nothing in it. */
export function streamChannel({ name, judge, limits, later }: StreamChannelOptions): StreamChannel {
  const window = textWindow(limits.contextChars)
  const print = fingerprint()
  const review = reviewed(judge, later)
  let context: TextContext | undefined
  let last: Delta | undefined
  let length = 0
  let cleared = 0
  // Held text at which the next look is worth its price: looking at a block that stays open after every delta would be quadratic.
  let nextLook = 0
  let edits: StreamEdit[] = []
  let passed = 0
  let call: { tool: Tool; parts: string[]; start: number; size: number; path: string } | undefined

  function hold(tool: Tool, path = ''): void {
    if (call === undefined) {
      call = { tool, parts: [], start: length, size: 0, path }
      cleared = -1
    } else if (tool.name !== '') call.tool = { name: tool.name, callId: tool.callId ?? call.tool.callId }
  }

  function append(delta: Delta): void {
    last = delta
    if (delta.kind === 'tool-call') hold({ name: delta.name ?? '', callId: delta.callId }, delta.path)
    length += delta.text.length
    print.add(delta.text)
    if (call === undefined) window.append(delta.text)
    else {
      call.parts.push(delta.text)
      call.size += delta.text.length
    }
  }

  function advance(): Finding | undefined {
    if (call !== undefined) return call.size > limits.toolCallBytes ? giveUpCall() : undefined
    const { text, from } = window
    const held = text.length - from
    if (held === 0 || held < nextLook || last === undefined) return undefined
    context ??= contextOf(last)
    let to = Math.min(Math.max(judge.unfinished(text, from, context), from), text.length)
    // A character is not torn: its second half may be in the next delta.
    if (to === text.length && isHighSurrogate(text.charCodeAt(to - 1))) to--
    const rest = text.length - to
    nextLook = rest > limits.heldChars ? rest + Math.max(64, rest >> 4) : 0
    if (rest > limits.openBlockBytes) {
      const answer = judge.unjudged('a block of text that did not end was longer than can be held')
      if (answer !== 'go-on') return answer
      to = text.length
      nextLook = 0
    }
    return judgeTo(to)
  }

  function judgeTo(to: number): Finding | undefined {
    const { text, from, base } = window
    if (to <= from || last === undefined) return undefined
    const judgement = judge.judge(text, from, to, last)
    if (judgement.block !== undefined && judge.enforce) return judgement.block
    keep(judgement, base)
    // As a rule the text that is cleared is that of the last delta, and need not be cut out.
    review.add(to === text.length && to - from === last.text.length ? last.text : text.slice(from, to), last)
    window.clear(to)
    cleared = base + to
    return undefined
  }

  function keep(judgement: StreamJudgement, offset: number): void {
    if (!judge.enforce) return
    for (const { start, end, text } of judgement.edits) edits.push({ start: start + offset, end: end + offset, text })
    if (edits.length <= MOST_EDITS) return
    edits = edits.slice(passed)
    passed = 0
    print.forget()
  }

  function finish(): Finding | undefined | Promise<Finding | undefined> {
    const finding = judgeTo(window.text.length)
    nextLook = 0
    if (last !== undefined) review.end(last)
    if (finding !== undefined || call === undefined) return finding
    cleared = -1
    const { tool, parts, start, path } = call
    const raw = parts.join('')
    const settled = (judgement: StreamJudgement): Finding | undefined => {
      if (judgement.block !== undefined && judge.enforce) return judgement.block
      keep(judgement, start)
      release()
      return undefined
    }
    const judgement = judge.toolCall({ name: tool.name, arguments: raw, path, callId: tool.callId }, raw)
    return judgement instanceof Promise ? judgement.then(settled) : settled(judgement)
  }

  function giveUpCall(): Finding | undefined {
    const answer = judge.unjudged('the arguments of a tool call were longer than can be held')
    if (answer !== 'go-on') return answer
    release()
    return undefined
  }

  // What follows a call in its channel is judged on its own.
  function release(): void {
    window.skip(call?.size ?? 0)
    call = undefined
    cleared = length
  }

  function editsWithin(start: number, end: number): readonly StreamEdit[] {
    if (edits.length === 0) return edits
    if (start > 0) while (passed < edits.length && (edits[passed]?.end ?? end) <= start) passed++
    const within: StreamEdit[] = []
    for (let index = start > 0 ? passed : 0; index < edits.length; index++) {
      const edit = edits[index]
      if (edit === undefined || edit.start >= end) break
      if (edit.end <= start) continue
      // What replaces a match stands where the match begins; the rest of the match is taken out of the deltas that follow.
      const begins = edit.start >= start
      within.push({ start: Math.max(edit.start, start) - start, end: Math.min(edit.end, end) - start, text: begins ? edit.text : '' })
    }
    return within
  }

  return {
    name,
    get length() {
      return length
    },
    get cleared() {
      return cleared
    },
    get changed() {
      return edits.at(-1)?.end ?? 0
    },
    append,
    hold,
    isRepeatedBy: (text) => text.length >= length && print.is(text.length === length ? text : text.slice(0, length)),
    advance,
    finish,
    abandon: () => {
      if (last !== undefined) review.end(last)
    },
    editsWithin,
  }
}

function contextOf({ kind, role = 'assistant', name }: Delta): TextContext {
  return { direction: 'response', kind, origin: 'model', role, ...(name === undefined ? {} : { name }) }
}
