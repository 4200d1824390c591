import { parseJson } from '../text/json.ts'
import type { Finding, MessageVerdict, Reading, Refusal } from '../types.ts'
import type { Exchange } from './exchange.ts'
import { unjudged, type Judgement } from './judge.ts'
import { closeSocket, toMessages, type RealtimeTalk } from './realtime-talk.ts'
import { toRefusal } from './refusal.ts'
import { judgeRequest, requestChange } from './request.ts'

/** What the program sends over a socket. */
export interface RealtimeClient {
  take: (text: string) => MessageVerdict | Promise<MessageVerdict>
  /** Withholds a message: tells the program instead of the provider. */
  refuse: (finding: Finding, message: Pick<Reading, 'stream' | 'replyTo'>) => readonly string[]
}

/**
 * Judges each message of the program as a request. One that is blocked is not sent, and the session goes on: `error` gives the program
 * the provider's own error event; `answer` gives it an answer that says what was withheld, with this message or with the next that
 * asks for an answer; `throw` gives it the error event and closes the socket, since nobody waits for a message to be sent.
 */
export function realtimeClient(talk: RealtimeTalk): RealtimeClient {
  const { exchange, socket, said } = talk
  const { wire, wireCall, settings, enforce } = exchange
  let { destination } = exchange
  /** A withheld message whose answer has not been asked for yet. */
  let owed: Refusal | undefined

  function take(text: string): MessageVerdict | Promise<MessageVerdict> {
    const reading = read(text)
    // Most messages of a voice session are sound.
    if (reading !== undefined && reading.segments.length === 0 && reading.toolCalls.length === 0 && destination === undefined)
      return passed(reading, undefined)
    const message: Exchange = {
      ...exchange,
      reading: { ...(reading ?? exchange.reading), model: reading?.model ?? exchange.reading.model },
      text: reading === undefined ? undefined : text,
      destination,
    }
    destination = undefined
    return judgeRequest(message).then((judgement) => settle(message, judgement))
  }

  function settle(message: Exchange, judgement: Judgement): MessageVerdict {
    const { reading } = message
    if (judgement.action === 'block') {
      const finding = judgement.decisive ?? unjudged
      return enforce ? refuse(finding, reading) : undefined
    }
    said.add(reading.segments)
    const body = requestChange(message, judgement)?.body
    return passed(reading, typeof body === 'string' ? body : undefined)
  }

  function passed({ stream, replyTo }: Pick<Reading, 'stream' | 'replyTo'>, changed: string | undefined): MessageVerdict {
    if (stream !== true) return enforce ? changed : undefined
    if (owed !== undefined && enforce) return answer(owed, replyTo)
    talk.answering = true
    return enforce ? changed : undefined
  }

  function refuse(finding: Finding, { stream, replyTo }: Pick<Reading, 'stream' | 'replyTo'>): readonly string[] {
    talk.blocked = true
    const refusal = toRefusal(finding, wireCall.host, exchange.record.id)
    const ends = settings.onBlock === 'throw' || finding.category === 'destination'
    if (settings.onBlock === 'answer' && !ends) {
      if (stream === true) return answer(refusal, replyTo)
      owed = refusal
      return []
    }
    tell(wire.refuse.error(refusal, wireCall, { replyTo }).body)
    if (!ends) return []
    talk.over = true
    closeSocket(socket, finding.category)
    return []
  }

  function answer(refusal: Refusal, replyTo: Reading['replyTo']): readonly string[] {
    owed = undefined
    tell(wire.refuse.answer(refusal, wireCall, { model: exchange.reading.model, stream: true, replyTo }).body)
    return []
  }

  function tell(body: string | Uint8Array): void {
    for (const message of toMessages(body)) socket.put('response', message)
  }

  function read(text: string): Reading | undefined {
    const parsed = parseJson(text)
    return parsed === undefined ? undefined : wire.request(parsed, wireCall)
  }

  return { take, refuse }
}
