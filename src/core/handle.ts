import type { Call, Handle, Mode, Send } from '../types.ts'
import type { Exchange } from './exchange.ts'
import type { Judgement } from './judge.ts'
import type { Record } from './observation.ts'
import { drain, shadowed, type Shadowed } from './shadow.ts'

/** A call with its record, and the exchange that it is when it is a model call. */
export interface Recognised {
  record: Record
  exchange?: Exchange | undefined
}

/** The steps of a call's life; loaded when the first call needs them. */
export interface Life {
  recognise: (call: Call) => Promise<Recognised>
  judgeRequest: (exchange: Exchange) => Promise<Judgement>
  /** Judges an answer; in observe mode a copy of it, beside the judging of its request. */
  judgeAnswer: (exchange: Exchange, response: Response, judging?: Promise<Judgement>, cancelled?: Promise<void>) => Promise<Response>
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
    if (!exchange.enforce)
      return watched(await passed(send, record, call.signal, 'lives'), Promise.resolve({ record, exchange }), life, judging)

    const judgement = await judging
    if (judgement.action === 'block') return refuse(exchange, judgement)
    const response = await passed(() => send(change(exchange, judgement)), record, call.signal, 'lives')
    return judgeAnswer(exchange, response)
  }
}

/** Observe mode: the call goes out and its answer comes back as if guard were not there; what there is to judge is judged beside them. */
async function observed(call: Call, send: Send, life: HandleOptions['life']): Promise<Response> {
  // What is read lazily is read from a copy that has to be taken before the call leaves.
  const body = typeof call.body === 'function' ? call.body() : undefined
  body?.catch(() => {})
  const sending = send()
  let recognised: Recognised | undefined
  const recognising = recogniseBeside(body === undefined ? call : { ...call, body: () => body }, life)
  recognising.then((found) => (recognised = found)).catch(() => {})

  let response: Response
  try {
    response = await sending
  } catch (error) {
    recognising.then(({ record }) => record.finish(isAbort(error, call.signal) ? 'aborted' : 'failed')).catch(() => {})
    throw error
  }
  if (recognised !== undefined && recognised.exchange === undefined) {
    end(recognised.record, response.status)
    return response
  }
  return watched(response, recognising, life)
}

/** The answer as it came, with a copy of it judged beside. */
function watched(
  response: Response,
  recognising: Promise<Recognised>,
  life: HandleOptions['life'],
  judging?: Promise<Judgement>,
): Response {
  const copied = shadowed(response)
  watch(copied, response, recognising, life, judging).catch(() => {})
  return copied?.delivered ?? response
}

async function recogniseBeside(call: Call, life: HandleOptions['life']): Promise<Recognised> {
  await afterwards()
  return (await life()).recognise(call)
}

async function watch(
  copied: Shadowed | undefined,
  response: Response,
  recognising: Promise<Recognised>,
  life: HandleOptions['life'],
  judging?: Promise<Judgement>,
): Promise<void> {
  const { record, exchange } = await recognising
  if (exchange === undefined) {
    copied?.drop()
    return end(record, response.status)
  }
  const { judgeRequest, judgeAnswer } = await life()
  record.answered({ status: response.status })
  const judged = await judgeAnswer(exchange, copied?.shadow ?? response, judging ?? judgeRequest(exchange), copied?.cancelled)
  if (judged === copied?.shadow) copied.drop()
  else if (copied !== undefined) await drain(judged.body)
}

function end(record: Record, status: number): void {
  record.answered({ status })
  record.finish('completed')
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
    if (then === 'ends') end(record, response.status)
    else record.answered({ status: response.status })
    return response
  } catch (error) {
    record.finish(isAbort(error, signal) ? 'aborted' : 'failed')
    throw error
  }
}

function isAbort(error: unknown, signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true || (error instanceof Error && error.name === 'AbortError')
}

const afterwards = () => new Promise<void>((resolve) => void setTimeout(resolve))
