import { locateValue } from '../text/json-value.ts'
import { parseJson } from '../text/json.ts'
import type { Frame } from '../stream/frame.ts'
import type { Delta, Finding, StreamReader, StreamReading, ToolCall } from '../types.ts'
import { streamChannel, type StreamChannel } from './stream-channel.ts'
import { likeness } from './stream-likeness.ts'
import type { StreamEdit, StreamJudge, StreamJudgement } from './stream-judge.ts'
import type { StreamLimits } from './stream-limits.ts'
import { untouched, type HeldFrame } from './stream-queue.ts'

/** The texts of one stream, judged as they come. */
export interface StreamTexts {
  /** Judges what a frame says, and says how it stands in its channels. A promise where a verdict has to be waited for; `'clear'` where its texts may go as they are. */
  take: (frame: Frame) => HeldFrame | Promise<HeldFrame> | 'clear'
  /** Judges every channel to its end. */
  finish: () => Promise<unknown> | undefined
  /** Nothing more will be delivered. */
  abandon: () => void
}

export interface StreamTextsOptions {
  reader: StreamReader
  judge: StreamJudge
  limits: StreamLimits
  /** A channel that has ended never comes back. */
  forgets?: boolean | undefined
  onEvent?: ((reading: StreamReading) => void) | undefined
  /** Is told for what the stream must end. */
  block: (finding: Finding) => void
  /** Runs what may wait until the text has been delivered. */
  later: (task: () => void) => void
}

type Verdict = Finding | undefined | Promise<Finding | undefined>

// Marks such as `[DONE]` are no text.
const LONGEST_MARK = 16

/** Reads frames, and keeps a channel for each text that goes on from frame to frame. */
export function streamTexts({ reader, judge, limits, forgets = false, onEvent, block, later }: StreamTextsOptions): StreamTexts {
  const channels = new Map<string, StreamChannel>()
  const alike = likeness()
  /** What the last event said that the next ones may be like. */
  let last: { event: string | undefined; delta: Delta; channel: StreamChannel } | undefined

  function take(frame: Frame): HeldFrame | Promise<HeldFrame> | 'clear' {
    if (frame.data === undefined) return 'clear'
    const text = last?.event === frame.event ? alike.textOf(frame.data) : undefined
    if (text !== undefined && last !== undefined) return takeAlike(frame, text, last)
    last = undefined
    return takeRead(frame, frame.data)
  }

  /** What differs from the event before in nothing but its text is read as that one was. */
  function takeAlike(frame: Frame, text: string, { delta, channel }: NonNullable<typeof last>): HeldFrame | 'clear' {
    const start = channel.length
    delta.text = text
    channel.append(delta)
    const verdict = channel.advance()
    if (verdict !== undefined) block(verdict)
    const end = channel.length
    if (channel.cleared >= end && channel.changed <= start) return 'clear'
    return { frame, data: undefined, reading: nothing, pieces: [{ channel, path: delta.path, start, end }] }
  }

  function takeRead(frame: Frame, data: string): HeldFrame | Promise<HeldFrame> {
    const held = untouched(frame)
    held.data = parseJson(data)
    if (held.data === undefined && data.trim() !== '[DONE]') return looseText(held, data)
    const reading = reader({ event: frame.event, data: held.data })
    held.reading = reading
    onEvent?.(reading)

    const { deltas, tool, toolCalls } = reading
    let waiting: Promise<unknown>[] | undefined
    const settle = (verdict: Verdict): void => {
      if (verdict === undefined) return
      if (verdict instanceof Promise) (waiting ??= []).push(verdict.then(settle))
      else block(verdict)
    }
    if (tool !== undefined) holdCall(held, tool)
    for (const delta of deltas) settle(takeDelta(held, delta, toolCalls))
    if (toolCalls !== undefined) for (const call of toolCalls) settle(judgeCall(held, call, deltas))
    for (const channel of ending(reading)) {
      settle(channel.finish())
      if (forgets) forget(channel)
    }
    if (saysOneText(reading)) learn(frame, data, deltas[0] as Delta)
    return waiting === undefined ? held : Promise.all(waiting).then(() => held)
  }

  function learn({ event }: Frame, data: string, delta: Delta): void {
    const channel = channels.get(delta.channel)
    if (channel === undefined) return
    if (alike.learn(data, delta.path, delta.text)) last = { event, delta: { ...delta }, channel }
  }

  function ending({ ends, done }: StreamReading): Iterable<StreamChannel> {
    if (done === true || ends === '*') return channels.values()
    if (ends === undefined) return []
    return ends.flatMap((name) => channels.get(name) ?? [])
  }

  function forget({ name }: StreamChannel): void {
    channels.delete(name)
    later(() => judge.forget?.(name))
  }

  function channelFor(name: string): StreamChannel {
    let channel = channels.get(name)
    if (channel === undefined) {
      channel = streamChannel({ name, judge, limits, later })
      channels.set(name, channel)
    }
    return channel
  }

  function holdCall(held: HeldFrame, { channel: name, ...tool }: NonNullable<StreamReading['tool']>): void {
    const channel = channelFor(name)
    channel.hold(tool)
    held.pieces.push({ channel, path: undefined, start: channel.length, end: channel.length })
  }

  function takeDelta(held: HeldFrame, delta: Delta, calls: readonly ToolCall[] | undefined): Verdict {
    const { channel: name, text, path, mode, kind } = delta
    if (mode === 'whole' && isComplete(delta, calls)) return judgeAlone(held, delta)
    const channel = channelFor(name)
    const start = channel.length
    if (mode === 'append') {
      channel.append(delta)
      held.pieces.push({ channel, path, start, end: channel.length })
      return channel.advance()
    }
    const more = text.length - start
    // A repetition is changed as the channel was. What is none of it, and arguments that go on behind a verdict, are judged for themselves.
    if (!channel.isRepeatedBy(text) || (kind === 'tool-call' && start > 0 && more > 0)) return judgeAlone(held, delta)
    if (more > 0) channel.append({ ...delta, text: text.slice(start) })
    held.pieces.push({ channel, path, start: 0, end: channel.length })
    return more > 0 ? channel.advance() : undefined
  }

  /** Judges a text in one piece, apart from every channel. */
  function judgeAlone(held: HeldFrame, delta: Delta): Verdict {
    const { text, path, kind, name = '', callId, encoding } = delta
    const settled = ({ edits, block: blocked }: StreamJudgement): Finding | undefined => {
      if (judge.enforce && edits.length > 0) held.texts = (held.texts ?? new Map()).set(path, { edits })
      return judge.enforce ? blocked : undefined
    }
    if (kind === 'tool-call' && encoding === 'json') return after(judge.toolCall({ name, arguments: text, path, callId }, text), settled)
    later(() => judge.review(text, 0, delta))
    return settled(judge.judge(text, 0, text.length, delta))
  }

  /** Judges a tool call that came whole. Where its texts were read one by one, edits are theirs to say; else they are made in its JSON. */
  function judgeCall(held: HeldFrame, call: ToolCall, deltas: readonly Delta[]): Verdict {
    const text = held.frame.data ?? ''
    const place = locateValue(text, call.path)
    const raw = place === undefined ? (JSON.stringify(call.arguments) ?? '') : text.slice(place.start, place.end)
    const isRead = deltas.some(({ path }) => isWithin(path, call))
    return after(judge.toolCall(call, raw), ({ edits, block: blocked }) => {
      if (!judge.enforce) return undefined
      if (place !== undefined && !isRead && edits.length > 0) held.spans = [...(held.spans ?? []), ...moved(edits, place.start)]
      return blocked
    })
  }

  /** Data that is no JSON: nobody knows what it means, so it is judged as a text. */
  function looseText(held: HeldFrame, text: string): HeldFrame {
    if (text.length <= LONGEST_MARK) return held
    const delta: Delta = { channel: 'data', path: '', text, mode: 'whole', kind: 'text' }
    const { edits, block: blocked } = judge.judge(text, 0, text.length, delta)
    if (!judge.enforce) return held
    if (blocked !== undefined) block(blocked)
    if (edits.length > 0) held.spans = edits
    return held
  }

  function finish(): Promise<unknown> | undefined {
    const waiting: Promise<unknown>[] = []
    for (const channel of channels.values()) {
      const verdict = channel.finish()
      if (verdict instanceof Promise) waiting.push(verdict.then((finding) => finding && block(finding)))
      else if (verdict !== undefined) block(verdict)
    }
    return waiting.length === 0 ? undefined : Promise.all(waiting)
  }

  function abandon(): void {
    for (const channel of channels.values()) channel.abandon()
  }

  return { take, finish, abandon }
}

const nothing: StreamReading = { deltas: [] }

function saysOneText({ deltas, opens, ends, tool, toolCalls, done, usage }: StreamReading): boolean {
  const others = opens ?? ends ?? tool ?? toolCalls ?? done ?? usage
  return others === undefined && deltas.length === 1 && deltas[0]?.mode === 'append' && deltas[0].path !== ''
}

/** Texts inside arguments that come whole, and results that come whole, go on nowhere. */
function isComplete({ kind, path }: Delta, calls: readonly ToolCall[] | undefined): boolean {
  return kind === 'tool-result' || (calls?.some((call) => isWithin(path, call)) ?? false)
}

function isWithin(path: string, call: ToolCall): boolean {
  return path === call.path || path.startsWith(`${call.path}/`)
}

function moved(edits: readonly StreamEdit[], by: number): StreamEdit[] {
  return edits.map(({ start, end, text }) => ({ start: start + by, end: end + by, text }))
}

function after<T, R>(value: T | Promise<T>, then: (value: T) => R): R | Promise<R> {
  return value instanceof Promise ? value.then(then) : then(value)
}
