import type { Segment, SocketControl } from '../types.ts'
import type { Exchange } from './exchange.ts'

/** What both directions of a session know of each other. */
export interface RealtimeTalk {
  exchange: Exchange
  socket: SocketControl
  /** Texts that the client has sent, which the answers are judged against; the latest of them. */
  said: { add: (segments: readonly Segment[]) => void; all: () => readonly Segment[] }
  /** Something was blocked. */
  blocked: boolean
  /** Guard has closed the socket: nothing goes through any more. */
  over: boolean
  /** An answer was asked for, or has begun, and is not complete. */
  answering: boolean
}

/** Keeps the latest texts: instructions, and what else was said. */
export function latestTexts(): RealtimeTalk['said'] {
  let instructions: Segment[] = []
  let rest: Segment[] = []
  const isInstruction = ({ origin }: Segment) => origin === 'system' || origin === 'developer'
  return {
    add: (segments) => {
      instructions = [...instructions, ...segments.filter(isInstruction)].slice(-256)
      rest = [...rest, ...segments.filter((segment) => !isInstruction(segment))].slice(-256)
    },
    all: () => [...instructions, ...rest],
  }
}

/** Ends a socket for a rule. The platform's own `WebSocket` lets a program close with codes of its own only. */
export function closeSocket(socket: SocketControl, why: string): void {
  const reason = `guardrail_violation: ${why}`
  try {
    socket.close(1008, reason)
  } catch {
    socket.close(4008, reason)
  }
}

/** The messages of a refusal, which stand one in a line. */
export function toMessages(body: string | Uint8Array): string[] {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  return text.split('\n').filter((message) => message !== '')
}
