/** A W3C `traceparent` for a new trace, or for a new span of a trace. */
export function newTraceparent(traceId: string = newTraceId()): string {
  return `00-${traceId}-${randomHex(8)}-01`
}

/** A random W3C trace id. */
export function newTraceId(): string {
  return randomHex(16)
}

interface OpenTelemetryGlobal {
  context?: { active?: () => { getValue?: (key: symbol) => { spanContext?: () => { traceId?: string } } | undefined } }
}

/** The trace of OpenTelemetry's active span, where its API is in the process: it registers under a global symbol, so it need not be imported. */
export function activeTrace(): string | undefined {
  try {
    const api = (globalThis as Record<symbol, unknown>)[Symbol.for('opentelemetry.js.api.1')] as OpenTelemetryGlobal | undefined
    const span = api?.context?.active?.().getValue?.(Symbol.for('OpenTelemetry Context Key SPAN'))
    const traceId = span?.spanContext?.().traceId
    return traceId !== undefined && /^[0-9a-f]{32}$/.test(traceId) && !/^0+$/.test(traceId) ? traceId : undefined
  } catch {
    return undefined
  }
}

function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
