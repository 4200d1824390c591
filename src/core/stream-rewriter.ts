import type { Frame } from '../stream/frame.ts'
import { framers } from '../stream/framers.ts'
import { joiner } from '../stream/joiner.ts'
import type { Finding, StreamBegun, StreamReading } from '../types.ts'
import { streamBegun } from './stream-begun.ts'
import type { StreamFormat } from './stream-framing.ts'
import type { StreamJudge } from './stream-judge.ts'
import type { StreamLimits } from './stream-limits.ts'
import { streamQueue, untouched, type HeldFrame } from './stream-queue.ts'
import { streamTexts } from './stream-texts.ts'

/** What came of some bytes: what may be delivered, whether there is more to wait for, and whether the stream must end here. */
export interface StreamStep {
  bytes?: Uint8Array<ArrayBuffer> | undefined
  more?: Promise<StreamStep> | undefined
  blocked?: Finding | undefined
}

/** A stream on its way through, without the platform's streams around it: bytes in, bytes out. */
export interface StreamRewriter {
  /** `owned` says that nobody else holds the chunk. */
  push: (chunk: Uint8Array, owned?: boolean) => StreamStep
  /** The stream has ended: everything is judged to its end. */
  flush: () => StreamStep
  /** True while something waits. */
  holds: () => boolean
  /** What has been delivered, for whoever must end the stream. */
  begun: () => StreamBegun
  /** Runs what was put off until after delivery. */
  review: () => void
  /** No more will be delivered: what was is reviewed to its end. */
  abandon: () => void
  /** Settles when verdicts that nothing waits for are in. */
  settled: () => Promise<unknown>
}

export interface StreamRewriterOptions extends Pick<StreamFormat, 'framing' | 'framer' | 'reader' | 'forgets'> {
  judge: StreamJudge
  limits: StreamLimits
  /** The model that was asked. */
  model?: string | undefined
  onEvent?: ((reading: StreamReading) => void) | undefined
}

/**
 * Cuts a stream into frames, judges the texts in them channel by channel, and lets each frame go, in order, when all its texts may go.
 * In observe mode it judges the same and returns no bytes.
 */
export function streamRewriter(options: StreamRewriterOptions): StreamRewriter {
  const { framing, reader, judge, limits, model, onEvent, forgets, framer = framers[framing]() } = options
  const begun = streamBegun(framing, model)
  const output = joiner()
  const queue = streamQueue({ framer, output, begun })
  const beside = new Set<Promise<unknown>>()
  let reviews: (() => void)[] = []
  let blocked: Finding | undefined
  /** The policy let pass what cannot be told apart: from here bytes go through as they are. */
  let open = false
  const texts = streamTexts({
    reader,
    judge,
    limits,
    forgets,
    onEvent,
    block: (finding) => void (blocked ??= finding),
    later: (task) => void reviews.push(task),
  })

  function push(chunk: Uint8Array, owned = false): StreamStep {
    const whole = owned ? chunk : undefined
    if (open) output.add(chunk, 0, chunk.byteLength)
    else return takeAll(framer.push(chunk), 0, () => checkLimits(whole), whole)
    return { bytes: output.take(whole) }
  }

  function flush(): StreamStep {
    const last = open ? undefined : framer.flush()
    return takeAll(last === undefined ? [] : [last], 0, () => {
      const waiting = safely(texts.finish)
      const release = (): StreamStep => {
        if (blocked === undefined) queue.release()
        return { bytes: output.take(), blocked }
      }
      return waiting === undefined || keptBeside(waiting) ? release() : { bytes: output.take(), more: whenSettled(waiting, release) }
    })
  }

  /** Takes frames in order; one whose verdict has to be waited for stops the rest until it is in. */
  function takeAll(frames: readonly Frame[], from: number, then: () => StreamStep, owned?: Uint8Array): StreamStep {
    for (let index = from; index < frames.length; index++) {
      const frame = frames[index] as Frame
      const taken = take(frame)
      if (taken === 'clear') pass(frame)
      else if (!(taken instanceof Promise)) keep(taken)
      else if (!keptBeside(taken)) {
        const resume = (held: HeldFrame | undefined): StreamStep => {
          keep(held ?? untouched(frame))
          return takeAll(frames, index + 1, then)
        }
        return { bytes: output.take(owned), more: whenSettled(taken, resume) }
      }
      if (blocked !== undefined) return { bytes: output.take(owned), blocked }
    }
    return then()
  }

  // Not `safely`: this runs for every event, and a closure for each costs as much as the rest of it.
  function take(frame: Frame): ReturnType<typeof texts.take> {
    try {
      return texts.take(frame)
    } catch {
      mayGoOn('the checks of the stream failed')
      return untouched(frame)
    }
  }

  function pass(frame: Frame): void {
    if (judge.enforce && blocked === undefined) queue.pass(frame)
  }

  function keep(held: HeldFrame): void {
    if (judge.enforce && blocked === undefined) queue.push(held)
  }

  /** Where nothing is held for a verdict, it is only remembered that it is on its way. */
  function keptBeside(waiting: Promise<unknown>): boolean {
    if (judge.enforce) return false
    const done = whenSettled(waiting, () => void beside.delete(done))
    beside.add(done)
    return true
  }

  function checkLimits(owned: Uint8Array | undefined): StreamStep {
    if (framer.broken()) giveUp('the stream is not framed as its content type says')
    else if (framer.pending() > limits.frameBytes) giveUp('an event of the stream was larger than can be held')
    else if (queue.bytes() > limits.heldBytes) giveUp('more of the stream would have been held than can be')
    return { bytes: output.take(owned), blocked }
  }

  function giveUp(reason: string): void {
    if (!mayGoOn(reason)) return
    open = true
    queue.release()
    const rest = framer.flush()
    if (rest !== undefined && judge.enforce) output.add(rest.bytes, rest.start, rest.end)
  }

  function mayGoOn(reason: string): boolean {
    const answer = judge.unjudged(reason)
    if (answer === 'go-on' || !judge.enforce) return true
    blocked ??= answer
    return false
  }

  // A failure of the checks is a verdict (law 5): the policy says whether what could not be judged may pass.
  function safely<T>(work: () => T): T | undefined {
    try {
      return work()
    } catch {
      mayGoOn('the checks of the stream failed')
      return undefined
    }
  }

  function whenSettled<T, R>(waiting: Promise<T>, then: (value: T | undefined) => R): Promise<R> {
    return waiting
      .catch(() => {
        mayGoOn('the checks of a tool call failed')
        return undefined
      })
      .then(then)
  }

  function review(): void {
    if (reviews.length === 0) return
    const tasks = reviews
    reviews = []
    for (const task of tasks) safely(task)
  }

  function abandon(): void {
    texts.abandon()
    review()
  }

  return { push, flush, holds: () => queue.bytes() > 0, begun: begun.read, review, abandon, settled: () => Promise.all(beside) }
}
