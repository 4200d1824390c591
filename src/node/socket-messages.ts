import { Buffer } from 'node:buffer'
import type { Direction, EntryHost, MessageVerdict, SocketControl } from '../types.ts'
import { inOrder, type InOrder } from './in-order.ts'

/** What goes in the place of a message: the same, or these texts in the message's own form. */
export type Outcome = 'same' | readonly (string | Uint8Array)[]

export interface SocketMessages {
  /** Judges one message and hands on what is left of it, in the order of the messages. */
  pass: (direction: Direction, data: unknown, deliver: (outcome: Outcome) => void) => void
  /** Does something after the messages that came before it. */
  after: (direction: Direction, step: () => void) => void
  /** The socket has closed; asked before the program hears of it. */
  close: (code?: number) => void
}

export interface SocketMessagesOptions {
  host: EntryHost
  url: URL
  put: SocketControl['put']
  closeSocket: SocketControl['close']
}

/** The judged messages of one socket. */
export function socketMessages({ host, url, put, closeSocket }: SocketMessagesOptions): SocketMessages {
  const queues: Record<Direction, InOrder> = { request: inOrder(), response: inOrder() }
  let settle: (code: number | void) => void = () => {}
  const closed = new Promise<number | void>((resolve) => (settle = resolve))
  const lasts: ((code: number | undefined) => void | Promise<void>)[] = []
  const control: SocketControl = { put, close: closeSocket, closed, beforeClose: (last) => void lasts.push(last) }
  return {
    pass(direction, data, deliver) {
      queues[direction].add(() => {
        const text = textOf(data)
        if (text instanceof Promise) return text.then((read) => judged(read))
        return judged(text)
      })

      function judged(text: string | undefined): void | Promise<void> {
        if (text === undefined) return deliver('same')
        const verdict = host.message?.(direction, url, text, control)
        const handOn = (given: MessageVerdict) => deliver(given === undefined ? 'same' : toOutcome(given, data))
        return verdict instanceof Promise ? verdict.then(handOn) : handOn(verdict)
      }
    },
    after: (direction, step) => queues[direction].add(step),
    close(code) {
      for (const last of lasts) queues.response.add(() => last(code))
      queues.response.add(() => settle(code))
    },
  }
}

/** True for sockets that may carry model traffic. */
export function isModelSocket(url: URL, host: EntryHost): boolean {
  if (/realtime|BidiGenerateContent|\/v1\/responses/i.test(url.pathname)) return true
  return host.wants?.('GET', url.hostname, url.pathname, undefined) === true
}

/** The URL of a socket as that of its handshake. */
export function socketUrl(url: unknown): URL | undefined {
  try {
    return new URL(String(url).replace(/^ws/i, 'http'))
  } catch {
    return undefined
  }
}

const brace = 0x7b

/** A message's text when it is JSON, whatever form it has; providers send JSON in binary frames, too. */
function textOf(data: unknown): string | undefined | Promise<string | undefined> {
  if (typeof data === 'string') return looksLikeJson(data) ? data : undefined
  if (data instanceof Blob) return data.size > 0 ? data.text().then((text) => (looksLikeJson(text) ? text : undefined)) : undefined
  const bytes = bytesOf(data)
  return bytes?.[0] === brace ? bytes.toString('utf8') : undefined
}

const looksLikeJson = (text: string): boolean => /^\s{0,16}[[{]/.test(text)

function bytesOf(data: unknown): Buffer | undefined {
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  if (data instanceof ArrayBuffer) return Buffer.from(data)
  return Array.isArray(data) && data.every((part) => ArrayBuffer.isView(part)) ? Buffer.concat(data as Uint8Array[]) : undefined
}

function toOutcome(verdict: NonNullable<MessageVerdict>, data: unknown): Outcome {
  const texts = typeof verdict === 'string' ? [verdict] : verdict
  return typeof data === 'string' ? texts : texts.map((text) => Buffer.from(text))
}
