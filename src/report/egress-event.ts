import type { Action, BodyShape, Branch, Category, Finding, Observation, Severity } from '../types.ts'
import { memo } from './memo.ts'
import { toTargetHost } from './target-host.ts'
import { toTargetPath } from './target-path.ts'

/** The JSON of `POST /v1/events/egress`. Every field is ASCII and bounded, so the whole stays far below the 8,192 bytes that the gateway reads. */
export interface EgressEvent {
  target_host: string
  target_path: string
  body_shape: BodyShape
  looks_like_llm: boolean
  branch: Branch
  decision: 'allow' | 'block'
  reason: string
}

const targetHost = memo(toTargetHost)
const targetPath = memo(toTargetPath)

/** What the gateway is told of one call. */
export function toEgressEvent(observation: Observation): EgressEvent {
  const { branch, bodyShape, decision } = observation
  return {
    target_host: targetHost(observation.host),
    target_path: targetPath(observation.path),
    body_shape: bodyShape,
    looks_like_llm: branch !== 'passthrough' || bodyShape !== 'none',
    branch,
    decision,
    reason: reasonOf(observation),
  }
}

const plainReasons: Record<Branch, string> = { known: 'known-provider', shape: 'shape-match', passthrough: 'no-match' }

function reasonOf(observation: Observation): string {
  if (observation.reason && /^[a-z0-9]+(?:-[a-z0-9]+){0,7}$/.test(observation.reason)) return observation.reason
  if (observation.decision === 'block') return `blocked-${decisiveCategory(observation, 'block')}`
  if (isNotEvaluated(observation)) return 'not-evaluated'
  // In observe mode nothing was changed, whatever the verdict says: it was only seen.
  const enforced = observation.mode === 'enforce'
  if (enforced && hasVerdict(observation, 'redact')) return `redacted-${decisiveCategory(observation, 'redact')}`
  const seen = (['block', 'redact', 'flag'] as const).find((action) => hasVerdict(observation, action))
  return seen ? `flagged-${decisiveCategory(observation, seen)}` : plainReasons[observation.branch]
}

/** A call that nobody had reason to judge is not one that could not be judged. */
function isNotEvaluated({ evaluated, notEvaluated, branch }: Observation): boolean {
  return (notEvaluated?.length ?? 0) > 0 || (!evaluated && branch !== 'passthrough')
}

function hasVerdict({ request, response }: Observation, action: Action): boolean {
  return request.verdict === action || response.verdict === action
}

/** The category that led to an action: what the verdict names, else the first of those that usually lead to it, else the most severe finding's. */
function decisiveCategory({ request, response }: Observation, action: Exclude<Action, 'allow'>): Category {
  const side = request.verdict === action ? request : response.verdict === action ? response : undefined
  const findings = side?.findings ?? [...request.findings, ...response.findings]
  if (side?.decisive) return side.decisive
  const usual = usualCategories[action].find((category) => findings.some((finding) => finding.category === category))
  return usual ?? findings.toSorted(bySeverity)[0]?.category ?? 'custom'
}

const usualCategories: Record<Exclude<Action, 'allow'>, readonly Category[]> = {
  block: ['injection', 'command', 'destination'],
  redact: ['secret', 'pii', 'exfiltration', 'invisible'],
  flag: [],
}

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low']

function bySeverity(one: Finding, other: Finding): number {
  return severities.indexOf(one.severity) - severities.indexOf(other.severity)
}
