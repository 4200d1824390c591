import type { WireCall, WireFormat } from '../types.ts'
import { googleLive } from './google-live.ts'
import { openaiRealtime } from './openai-realtime.ts'
import { openaiResponsesSocket } from './openai-responses-socket.ts'

/**
 * The format in which a socket talks, by its address. Most providers talk as OpenAI does, so that is what a known one is taken for.
 * Each event is a message. A refusal is a list of messages, one in a line; its status is 101 where the socket stays open.
 */
export function realtimeWire(call: WireCall, provider: string | undefined): WireFormat | undefined {
  const wire = [googleLive, openaiRealtime, openaiResponsesSocket].find(({ matches }) => matches(call, undefined))
  if (wire !== undefined || provider === undefined) return wire
  return provider === 'gemini' || provider === 'vertex' ? googleLive : openaiRealtime
}
