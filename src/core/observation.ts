import type { BodyShape, Branch, Call, CallContext, Observation, Outcome, Usage } from '../types.ts'
import type { Judgement } from './judge.ts'
import { outweighs } from './policy.ts'

/** Collects what happens to one call and makes its one observation. */
export interface Record {
  id: string
  context: CallContext
  found: (direction: 'request' | 'response', judgement: Pick<Judgement, 'action' | 'findings' | 'decisive'>) => void
  notEvaluated: (reason: string) => void
  answered: (facts: AnswerFacts) => void
  /** Ends the record; only the first outcome counts. */
  finish: (outcome: Outcome) => void
}

export interface AnswerFacts {
  status?: number | undefined
  stream?: boolean | undefined
  usage?: Usage | undefined
  model?: string | undefined
}

export interface RecordOptions {
  call: Pick<Observation, 'via' | 'method' | 'host' | 'port' | 'path'>
  branch: Branch
  bodyShape: BodyShape
  wire?: string | undefined
  model?: string | undefined
  stream?: boolean | undefined
  mode: 'observe' | 'enforce'
  context: CallContext
  traceparent: () => string
  emit: (observation: Observation) => void
}

/** Findings kept per direction: an answer that matches endlessly must not grow without bound. */
const maxFindings = 1_000

/** Opens the record of a call. */
export function record({ call, branch, bodyShape, wire, model, stream = false, mode, context, traceparent, emit }: RecordOptions): Record {
  const id = crypto.randomUUID()
  const started = Date.now()
  const clock = performance.now()
  const found = { request: nothing(), response: nothing() }
  const gaps = new Set<string>()
  let facts: AnswerFacts = {}
  let finished = false

  return {
    id,
    context,
    found: (direction, { action, findings, decisive }) => {
      const side = found[direction]
      if (outweighs(action, side.verdict)) {
        side.verdict = action
        const category = (decisive ?? findings[0])?.category
        if (category !== undefined) side.decisive = category
      }
      for (const finding of findings) if (side.findings.length < maxFindings) side.findings.push(finding)
    },
    notEvaluated: (reason) => gaps.add(reason),
    answered: (more) => {
      facts = { ...facts, ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)) }
    },
    finish: (outcome) => {
      if (finished) return
      finished = true
      const seenModel = facts.model ?? model
      emit({
        id,
        time: new Date(started).toISOString(),
        durationMs: Math.round((performance.now() - clock) * 1000) / 1000,
        ...call,
        branch,
        bodyShape,
        ...(wire === undefined ? {} : { wire }),
        ...(seenModel === undefined ? {} : { model: seenModel }),
        stream: facts.stream ?? stream,
        mode,
        decision: outcome === 'blocked' ? 'block' : 'allow',
        request: found.request,
        response: found.response,
        outcome,
        ...(facts.status === undefined ? {} : { status: facts.status }),
        evaluated: gaps.size === 0,
        ...(gaps.size === 0 ? {} : { notEvaluated: [...gaps] }),
        ...(facts.usage === undefined ? {} : { usage: facts.usage }),
        context,
        traceparent: traceparent(),
      })
    },
  }
}

/** What an observation says of a call's address: no query, no credentials. */
export function toCallFacts({ via, method, url }: Pick<Call, 'via' | 'method' | 'url'>): RecordOptions['call'] {
  return { via, method, host: hostName(url), port: portOf(url), path: url.pathname }
}

/** Host without port and brackets, lower case, without a trailing dot. */
export function hostName({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

/** The port that the call goes to, written or not. */
export function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' || protocol === 'wss:' ? 443 : 80) : Number(port)
}

function nothing(): Observation['request'] {
  return { verdict: 'allow', findings: [] }
}
