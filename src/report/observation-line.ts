import type { Action, Finding, Observation } from '../types.ts'
import { printable } from './printable.ts'
import { toTargetPath } from './target-path.ts'

const colours: Record<Action, string> = { allow: '32', flag: '33', redact: '36', block: '31' }
const weights: readonly Action[] = ['allow', 'flag', 'redact', 'block']

/** An observation as one line for people. */
export function observationLine(observation: Observation, colour = false): string {
  const { time, method, host, port, path, model, status, outcome, durationMs, mode, request, response, notEvaluated, branch } = observation
  const verdict = weights.findLast((action) => request.verdict === action || response.verdict === action) ?? 'allow'
  const standard = port === 443 || port === 80
  const words = [
    `${method} ${host}${standard ? '' : `:${port}`}${toTargetPath(path)}`,
    branch === 'passthrough' ? 'no model call' : (model ?? branch),
    status === undefined || outcome !== 'completed' ? outcome : String(status),
    `${Math.round(durationMs)} ms`,
    ...foundWords('going out', request.findings),
    ...foundWords('coming back', response.findings),
    ...(notEvaluated?.length ? [`not judged: ${notEvaluated.join('; ')}`] : []),
  ]
  const label = (mode === 'observe' && verdict !== 'allow' ? `(${verdict})` : verdict).padEnd(8)
  return `${time.slice(11, 19)}  ${colour ? `\u001b[${colours[verdict]}m${label}\u001b[0m` : label}  ${printable(words.join('  '))}`
}

function foundWords(where: string, findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>()
  for (const { detector } of findings) counts.set(detector, (counts.get(detector) ?? 0) + 1)
  if (counts.size === 0) return []
  return [`${where}: ${Array.from(counts, ([detector, count]) => (count > 1 ? `${detector} x${count}` : detector)).join(', ')}`]
}
