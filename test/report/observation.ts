import type { Observation } from '../../src/types.ts'

let count = 0

/** An observation of a plain call of a known provider, with changes. */
export function observation(changes: Partial<Observation> = {}): Observation {
  return {
    id: `observation-${++count}`,
    time: '2026-01-01T00:00:00.000Z',
    durationMs: 12,
    via: 'fetch',
    method: 'POST',
    host: 'api.openai.com',
    port: 443,
    path: '/v1/chat/completions',
    branch: 'known',
    bodyShape: 'messages',
    wire: 'openai-chat',
    model: 'gpt-4o',
    stream: false,
    mode: 'enforce',
    decision: 'allow',
    request: { verdict: 'allow', findings: [] },
    response: { verdict: 'allow', findings: [] },
    outcome: 'completed',
    status: 200,
    evaluated: true,
    context: {},
    ...changes,
  }
}
