import type { GatewayEvent } from '../report/gateway-handler.ts'
import { printable } from '../report/printable.ts'

/** One event as a line for people. */
export function gatewayLine({ time, event, severity, lost, sessionId, agentId }: GatewayEvent): string {
  const { branch, decision, target_host, target_path, reason } = event
  const words = [
    time.slice(11, 19),
    severity.padEnd(6),
    decision.padEnd(5),
    branch.padEnd(11),
    `${target_host || '(no host)'}${target_path}`,
    reason || '(no reason)',
    ...(sessionId ? [`session=${sessionId}`] : []),
    ...(agentId ? [`agent=${agentId}`] : []),
    ...(lost ? [`(a real gateway loses this row: ${lost})`] : []),
  ]
  return printable(words.join('  '))
}

/** One event as a line of JSON: what is stored and what it belongs to, without the request's headers. */
export function gatewayJson({ time, event, severity, lost, requestId, sessionId, agentId, userId, traceparent }: GatewayEvent): string {
  return JSON.stringify({ time, severity, ...event, lost, requestId, sessionId, agentId, userId, traceparent })
}
