import type { CallContext, Observation } from '../types.ts'
import { toEgressEvent } from './egress-event.ts'
import type { EgressEvent } from './egress-event.ts'
import { toHeaderBytes, utf8Prefix } from './utf8.ts'

/** One egress event with what joins it to the rest of the world: what waits in the queue and in the spool. */
export interface Report {
  /** Sent as `X-DefenseClaw-Request-Id`: the same at every attempt, in this process or a later one. */
  id: string
  traceparent: string
  context: CallContext
  event: EgressEvent
}

/** What the gateway is to be told of one call. */
export function toReport(observation: Observation): Report {
  const { id, traceparent, context } = observation
  return {
    id: headerText(id) ?? randomHex(),
    traceparent: traceparent && isTraceparent(traceparent) ? traceparent : newTraceparent(),
    context: {
      ...optional('sessionId', headerText(context.sessionId)),
      ...optional('agentId', headerText(context.agentId)),
      ...optional('userId', headerText(context.userId)),
    },
    event: toEgressEvent(observation),
  }
}

/** The headers of `POST /v1/events/egress`. */
export function reportHeaders({ id, traceparent, context }: Report, token: string | undefined): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    ...optional('X-DC-Auth', token && `Bearer ${token}`),
    'X-DefenseClaw-Request-Id': toHeaderBytes(id),
    ...optional('X-DefenseClaw-Session-Id', context.sessionId && toHeaderBytes(context.sessionId)),
    ...optional('X-DefenseClaw-Agent-Id', context.agentId && toHeaderBytes(context.agentId)),
    ...optional('X-DefenseClaw-User-Id', context.userId && toHeaderBytes(context.userId)),
    traceparent,
  }
}

/** The report that a line of the spool holds; `undefined` for anything else. */
export function parseReport(line: string): Report | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isReport(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isReport(value: unknown): value is Report {
  const { id, traceparent, context, event } = (value ?? {}) as Partial<Report>
  return (
    typeof id === 'string' &&
    headerText(id) === id &&
    typeof traceparent === 'string' &&
    isTraceparent(traceparent) &&
    isContext(context) &&
    typeof event === 'object' &&
    event !== null &&
    typeof event.target_host === 'string' &&
    JSON.stringify(event).length <= 4_096
  )
}

function isContext(context: unknown): context is CallContext {
  if (typeof context !== 'object' || context === null) return false
  return Object.values(context).every((value) => typeof value === 'string' && headerText(value) === value)
}

/** The gateway keeps 128 bytes and no control characters; what it would cut is cut here, between characters. */
function headerText(value: string | undefined): string | undefined {
  if (typeof value !== 'string') return undefined
  if (value.length <= 128 && /^[\x21-\x7e]+$/.test(value)) return value
  const plain = value
    .slice(0, 1_024)
    .replace(/[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/gu, '')
    .trim()
  return utf8Prefix(plain, 128).trim() || undefined
}

function isTraceparent(value: string): boolean {
  return /^[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.test(value)
}

function newTraceparent(): string {
  return `00-${randomHex()}-${randomHex().slice(0, 16)}-01`
}

function randomHex(): string {
  return crypto.randomUUID().replaceAll('-', '')
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value ? ({ [key]: value } as Partial<Record<K, string>>) : {}
}
