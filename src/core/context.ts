import type { CallContext } from '../types.ts'

/** What `guard.run` puts around the calls made inside it. */
export interface Running {
  context: CallContext
  /** One trace for everything that runs inside, where no tracer has its own. */
  traceId: string
}

const maxBytes = 128

/** The known parts of a context, as text of at most 128 bytes without control characters. */
export function contextOf(given: Record<string, unknown>): CallContext {
  const context: CallContext = {}
  for (const key of ['sessionId', 'agentId', 'userId'] as const) {
    const value = given[key]
    if (value !== undefined && value !== null) context[key] = cut(String(value).replace(/[\u0000-\u001f\u007f-\u009f]/g, ''))
  }
  return context
}

/** Cuts at a character, so that what is left is valid UTF-8 of at most 128 bytes. */
function cut(text: string): string {
  const buffer = new Uint8Array(maxBytes)
  const { read } = new TextEncoder().encodeInto(text, buffer)
  return text.slice(0, read)
}
