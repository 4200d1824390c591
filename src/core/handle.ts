import type { Call, Handle, Mode, Send } from '../types.ts'
import type { Exchange } from './exchange.ts'
import type { Judgement } from './judge.ts'
import type { Record } from './observation.ts'

/** A call with its record, and the exchange that it is when it is a model call. */
export interface Recognised {
  record: Record
  exchange?: Exchange | undefined
}

/** The steps of a call's life; loaded when the first call needs them. */
export interface Life {
  recognise: (call: Call) => Promise<Recognised>
  judgeRequest: (exchange: Exchange) => Promise<Judgement>
  /** Sends what the judgement leaves of the request, and judges the answer; in observe mode the request was sent already. */
  judgeAnswer: (exchange: Exchange, response: Response, judging?: Promise<Judgement>) => Promise<Response>
  change: (exchange: Exchange, judgement: Judgement) => Parameters<Send>[0]
  refuse: (exchange: Exchange, judgement: Judgement) => Response
}

export interface HandleOptions {
  /** The mode for a call, as far as its address tells. */
  modeOf: (call: Call) => Mode
  /** True when the call cannot be a model call, whatever it carries. */
  foreign: (call: Call) => boolean
  /** The record of a call that nobody looks into. */
  recordOf: (call: Call) => Record
  life: () => Promise<Life>
}

/** The life of one call: recognise, judge the request, send, judge the answer, observe. */
export function createHandle({ modeOf, foreign, recordOf, life }: HandleOptions): Handle {
  return async function guarded(call, send) {
    const mode = modeOf(call)
    if (mode === 'off') return send()
    if (foreign(call)) return passed(send, recordOf(call), call.signal)
    if (mode === 'observe') return observed(call, send, life)

    const { recognise, judgeRequest, change, refuse, judgeAnswer } = await life()
    const { record, exchange } = await recognise(call)
    if (exchange === undefined) return passed(send, record, call.signal)

    const judging = judgeRequest(exchange)
    if (!exchange.enforce) return judgeAnswer(exchange, await passed(send, record, call.signal, 'lives'), judging)

    const judgement = await judging
    if (judgement.action === 'block') return refuse(exchange, judgement)
    const response = await passed(() => send(change(exchange, judgement)), record, call.signal, 'lives')
    return judgeAnswer(exchange, response)
  }
}

/** Observe mode: the call goes out first, and what there is to judge is judged beside it. */
async function observed(call: Call, send: Send, life: HandleOptions['life']): Promise<Response> {
  // What is read lazily is read from a copy that has to be taken before the call leaves.
  const body = typeof call.body === 'function' ? call.body() : undefined
  body?.catch(() => {})
  const sending = send()
  sending.catch(() => {})
  await afterwards()
  const { recognise, judgeRequest, judgeAnswer } = await life()
  const { record, exchange } = await recognise(body === undefined ? call : { ...call, body: () => body })
  if (exchange === undefined) return passed(() => sending, record, call.signal)

  const judging = judgeRequest(exchange)
  return judgeAnswer(exchange, await passed(() => sending, record, call.signal, 'lives'), judging)
}

/** Sends, and records how that went; the record `ends` with the answer's head, or `lives` on with its body. */
async function passed(
  send: () => Promise<Response>,
  record: Record,
  signal: AbortSignal | undefined,
  then: 'ends' | 'lives' = 'ends',
): Promise<Response> {
  try {
    const response = await send()
    record.answered({ status: response.status })
    if (then === 'ends') record.finish('completed')
    return response
  } catch (error) {
    record.finish(signal?.aborted === true || (error instanceof Error && error.name === 'AbortError') ? 'aborted' : 'failed')
    throw error
  }
}

const afterwards = () => new Promise<void>((resolve) => void setTimeout(resolve))
