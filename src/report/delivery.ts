import type { Post } from '../types.ts'
import { reportHeaders } from './report.ts'
import type { Report } from './report.ts'

/** What an answer says about the event that was sent. */
export type Fate = 'sent' | 'refused' | 'unauthorized' | 'busy' | 'failed'

export interface Delivered {
  fate: Fate
  retryAfterMs?: number | undefined
  /** One sentence without content, unless it was sent. */
  error?: string
}

/** Sends one event to the gateway and says what came of it; never rejects. */
export function delivery({
  url,
  post,
  timeoutMs,
}: {
  url: string
  post: Post
  timeoutMs: number
}): (report: Report, token: string | undefined) => Promise<Delivered> {
  const endpoint = toEndpoint(url)

  return async function deliver(report, token) {
    try {
      const { status, retryAfterMs } = await post(endpoint, {
        headers: reportHeaders(report, token),
        body: JSON.stringify(report.event),
        timeoutMs,
      })
      const fate = fateOf(status)
      return fate === 'sent' ? { fate } : { fate, retryAfterMs, error: `The gateway answered ${status}.` }
    } catch (error) {
      return { fate: 'failed', error: `The gateway could not be reached (${causeOf(error)}).` }
    }
  }
}

/** The code of a failure, or its kind: never its message, which may hold an address. */
export function causeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  return [code, name].find((word) => typeof word === 'string' && /^\w{1,64}$/.test(word))?.toString() ?? 'Error'
}

function toEndpoint(url: string): string {
  const base = new URL(url)
  return new URL(`${base.pathname.replace(/\/+$/, '')}/v1/events/egress`, base.origin).href
}

function fateOf(status: number): Fate {
  if (status >= 500 || status === 408 || status === 425) return 'failed'
  if (status === 204) return 'sent'
  if (status === 401) return 'unauthorized'
  return status === 429 ? 'busy' : 'refused'
}
