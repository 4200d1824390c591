import type { Refusal, WireAnswer } from '../types.ts'

/** What every refusal is typed as. */
export const violation = 'guardrail_violation'

/** A JSON answer. */
export function json(status: number, body: unknown): WireAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(body) }
}

/** An answer that is an event stream. */
export function eventStream(frames: string): WireAnswer {
  return { status: 200, contentType: 'text/event-stream; charset=utf-8', body: frames }
}

/** One Server-Sent Event. */
export function sse(data: unknown, event?: string): string {
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`
}

/** One line of newline-delimited JSON. */
export function line(data: unknown): string {
  return `${JSON.stringify(data)}\n`
}

/** An id with the provider's prefix, made of the observation's. */
export function idFor(prefix: string, { id }: Refusal): string {
  return prefix + id.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 48)
}

/** The error of OpenAI, which most providers have taken over. */
export function openaiError({ message, category, detector, id }: Refusal): { error: Record<string, unknown> } {
  return { error: { message, type: violation, param: null, code: violation, category, detector, observation_id: id } }
}

/** Seconds since 1970. */
export function now(): number {
  return Math.floor(Date.now() / 1000)
}
