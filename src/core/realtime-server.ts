import { messages } from '../stream/messages.ts'
import type { Finding, MessageVerdict, StreamReading } from '../types.ts'
import { judgeStream } from './judge-stream.ts'
import { closeSocket, toMessages, type RealtimeTalk } from './realtime-talk.ts'
import { toRefusal } from './refusal.ts'
import { restorations } from './restore.ts'
import type { StreamJudge } from './stream-judge.ts'
import { streamRewriter, type StreamRewriter, type StreamStep } from './stream-rewriter.ts'

/** What the provider sends over a socket. */
export interface RealtimeServer {
  take: (text: string) => MessageVerdict | Promise<MessageVerdict>
  /** Ends the session: what is held is dropped, the program is told, the socket closes. */
  refuse: (finding: Finding) => readonly string[]
  /** Delivers what is still held: no more will come. */
  last: () => Promise<void>
  /** Settles when everything is judged. */
  end: () => Promise<void>
}

/**
 * Judges the messages of the provider as the frames of a stream, answer after answer; what no rule forbids leaves as it came. A block
 * drops what is held and closes the socket with 1008: after the provider's own error event, or with `onBlock: 'answer'` after the rest
 * of an answer that says what was withheld. There is no caller to throw at, so `throw` is taken as `error`.
 */
export function realtimeServer(talk: RealtimeTalk): RealtimeServer {
  const { exchange, socket } = talk
  const { wire, wireCall, settings, record, conversations, rules, enforce } = exchange
  const framer = messages()
  let beside: Promise<unknown> = Promise.resolve()
  let rewriter: StreamRewriter | undefined
  let ended = false
  const used = { input: 0, output: 0 }

  function begin(): StreamRewriter {
    ended = false
    return streamRewriter({
      framing: 'ndjson',
      framer,
      reader: wire.stream(wireCall),
      judge: withEchoes(talk, judgeStream(exchange, rules.checks.answer(talk.said.all()))),
      limits: settings.limits,
      onEvent: note,
    })
  }

  function note({ deltas, usage, model, conversation, done }: StreamReading): void {
    if (deltas.some(({ mode, role }) => mode === 'append' && role !== 'user')) talk.answering = true
    if (done === true) {
      ended = true
      talk.answering = false
    }
    if (usage !== undefined) {
      used.input += usage.input ?? 0
      used.output += usage.output ?? 0
      record.answered({ usage: { ...used } })
    }
    if (model !== undefined) record.answered({ model })
    conversations.remember(conversation, exchange.vault.entries())
  }

  function take(text: string): MessageVerdict | Promise<MessageVerdict> {
    const current = (rewriter ??= begin())
    const packed = framer.pack(text)
    const step = current.push(packed, true)
    if (step.bytes === packed && step.blocked === undefined && step.more === undefined && !ended) {
      reviewLater(current)
      return undefined
    }
    return deliver(current, step, [], text)
  }

  function deliver(current: StreamRewriter, step: StreamStep, before: string[], text?: string): MessageVerdict | Promise<MessageVerdict> {
    const { bytes, more, blocked } = step
    const texts = [...before, ...framer.unpack(bytes)]
    if (more !== undefined) return more.then((next) => deliver(current, next, texts, text))
    if (blocked !== undefined) return [...texts, ...refuse(blocked)]
    // What is still held behind the end of an answer is so because a check has failed: the policy has let it pass.
    if (ended && current.holds()) return deliver(current, current.flush(), texts)
    reviewLater(current)
    // A session goes on for hours: nothing of an answer is kept behind its end.
    if (ended) leave(current)
    return texts.length === 1 && texts[0] === text ? undefined : texts
  }

  /** The program has its message first. */
  function reviewLater({ review }: StreamRewriter): void {
    void Promise.resolve().then(review)
  }

  function leave(current: StreamRewriter): void {
    rewriter = undefined
    beside = Promise.all([beside, current.settled()])
  }

  function refuse(finding: Finding): readonly string[] {
    talk.blocked = true
    talk.over = true
    const refusal = toRefusal(finding, wireCall.host, record.id)
    const how = settings.onBlock === 'answer' ? 'answer' : 'error'
    const begun = (rewriter ?? begin()).begun()
    rewriter?.abandon()
    rewriter = undefined
    closeSocket(socket, finding.category)
    return toMessages(wire.refuse.endStream(refusal, how, begun))
  }

  async function last(): Promise<void> {
    if (rewriter === undefined || talk.over) return
    const verdict = await deliver(rewriter, rewriter.flush(), [])
    for (const message of typeof verdict === 'string' ? [verdict] : (verdict ?? [])) socket.put('response', message)
  }

  async function end(): Promise<void> {
    if (rewriter !== undefined) {
      if (!enforce) rewriter.flush()
      rewriter.abandon()
      beside = Promise.all([beside, rewriter.settled()])
    }
    await beside
  }

  return { take, refuse, last, end }
}

/** What the program sent and hears again is not judged a second time: it only gets its own words back. */
function withEchoes({ exchange }: RealtimeTalk, judge: StreamJudge): StreamJudge {
  const { vault, settings, enforce } = exchange
  return {
    ...judge,
    judge: (text, from, to, delta) => {
      if (delta.echo !== true) return judge.judge(text, from, to, delta)
      return { edits: enforce && settings.redaction.restore ? restorations(text, vault) : [] }
    },
    review: (text, from, delta) => {
      if (delta.echo !== true) judge.review(text, from, delta)
    },
  }
}
