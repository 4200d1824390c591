import { parseJson } from '../text/json.ts'
import { matchesHost } from '../text/host-pattern.ts'
import type { Action, Branch, Call, Finding, Reading, WireCall } from '../types.ts'
import { readBody, type BodyText } from './body.ts'
import { classify, type ClassifyOptions } from './classify.ts'
import type { Conversations } from './conversations.ts'
import type { Exchange } from './exchange.ts'
import type { Recognised } from './handle.ts'
import { hostName, portOf, type Record, type RecordOptions } from './observation.ts'
import type { Routing } from './routing.ts'
import type { Rules } from './rules.ts'
import { vault, type Mint } from './vault.ts'

export interface RecogniseOptions {
  classification: ClassifyOptions
  routes: Routing
  rulesFor: (settings: Rules['settings']) => Promise<Rules>
  recordFor: (call: Call, facts: Pick<RecordOptions, 'branch' | 'bodyShape' | 'mode' | 'wire' | 'model' | 'stream'>) => Record
  mint: Mint
  conversations: Conversations
}

/** Turns a call into an exchange where it is a model call that can be judged; every call gets its record. Never throws. */
export function recogniser({ classification, routes, rulesFor, recordFor, mint, conversations }: RecogniseOptions) {
  return async function recognise(call: Call): Promise<Recognised> {
    const wireCall = toWireCall(call)
    const { limits } = routes.settingsFor(wireCall)
    const body: BodyText = await readBody(call, limits.bodyBytes).catch(() => ({ text: undefined, reason: 'the body could not be read' }))
    const { branch, bodyShape, wire } = classify(wireCall, body.text, classification)
    const parsed = wire === undefined || body.text === undefined ? undefined : parseJson(body.text)
    const reading = wire === undefined || parsed === undefined ? emptyReading : wire.request(parsed, wireCall)

    const settings = routes.settingsFor({ ...wireCall, model: reading.model })
    const enforce = settings.mode === 'enforce'
    const record = recordFor(call, {
      branch,
      bodyShape,
      mode: enforce ? 'enforce' : 'observe',
      wire: wire?.name,
      model: reading.model,
      stream: reading.stream,
    })
    if (wire === undefined || settings.mode === 'off') {
      if (body.reason !== undefined && branch !== 'passthrough') record.notEvaluated(body.reason)
      return { record }
    }

    const exchange: Exchange = {
      call,
      wireCall,
      wire,
      settings,
      rules: await rulesFor(settings),
      enforce,
      record,
      vault: vault({ ...settings.redaction, mint, inherited: conversations.continued(reading.conversation) }),
      conversations,
      reading,
      text: parsed === undefined ? undefined : body.text,
      unread: parsed === undefined ? (body.reason ?? 'the body is not JSON') : undefined,
      rebuild: body.rebuild,
      destination: destinationOf(wireCall.host, branch, settings.destinations),
    }
    return { record, exchange }
  }
}

/** A call as the wire formats look at it. */
export function toWireCall({ method, url, header }: Pick<Call, 'method' | 'url' | 'header'>): WireCall {
  return { method, host: hostName(url), port: portOf(url), path: url.pathname, query: url.search.slice(1), header }
}

/** What the policy says of the place that a call goes to. */
export function destinationOf(
  host: string,
  branch: Branch,
  { unknown, allow, block }: Rules['settings']['destinations'],
): Exchange['destination'] {
  const matches = (patterns: readonly string[]) => patterns.some((pattern) => matchesHost(pattern, host))
  if (matches(block)) return toDestination('destination-blocked', 'block')
  return branch === 'shape' && unknown !== 'allow' && !matches(allow) ? toDestination('destination-unknown', unknown) : undefined
}

function toDestination(detector: string, action: Action): { finding: Finding; action: Action } {
  const finding: Finding = { detector, category: 'destination', severity: 'medium', direction: 'request', path: '', start: 0, end: 0 }
  return { finding, action }
}

const emptyReading: Reading = { segments: [], toolCalls: [] }
