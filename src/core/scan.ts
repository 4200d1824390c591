import { spliceStrings } from '../text/json-splice.ts'
import { parseJson } from '../text/json.ts'
import type { Direction, Origin, Reading, ScanOptions, ScanResult, Segment, SegmentKind, ToolCall, WireCall } from '../types.ts'
import { shapeOf } from '../text/body-shape.ts'
import { topLevelKeys } from '../text/json-keys.ts'
import { replaceSpans } from '../text/spans.ts'
import type { ClassifyOptions } from './classify.ts'
import { judge } from './judge.ts'
import { leaves } from './leaves.ts'
import type { Rules } from './rules.ts'
import { vault, type Mint } from './vault.ts'

export interface ScanDeps {
  rules: () => Promise<Rules>
  mint: Mint
  classification: ClassifyOptions
}

/** Judges without a call: a text, a conversation or a whole body. */
export function scanner({ rules, mint, classification }: ScanDeps) {
  async function result<T>(
    reading: Reading,
    direction: Direction,
    rewrite: (edits: ReturnType<typeof judge>['edits']) => T,
  ): Promise<ScanResult<T>> {
    const ready = await rules()
    const { checks, settings } = ready
    const judgement = judge(reading, direction, vault({ ...settings.redaction, mint }), ready)
    const injection = reading.segments.reduce((most, segment) => Math.max(most, checks.injection(segment, direction)), 0)
    return {
      verdict: judgement.action,
      findings: judgement.findings,
      scores: { injection },
      ...(judgement.edits.size === 0 ? {} : { redacted: rewrite(judgement.edits) }),
    }
  }

  function scanText(text: string, { direction = 'request', kind = 'text', role }: ScanOptions): Promise<ScanResult<string>> {
    const segment = segmentOf(text, kind, role, direction)
    return result({ segments: [segment], toolCalls: [] }, direction, (edits) => replaceSpans(text, edits.get('')?.edits ?? []))
  }

  function scanBody(body: unknown, { direction = 'request' }: ScanOptions): Promise<ScanResult<unknown>> {
    const text = JSON.stringify(body) ?? 'null'
    return result(readBody(body, text, direction, classification), direction, (edits) => JSON.parse(spliceStrings(text, edits)))
  }

  return {
    scan: async <T>(input: T, options: ScanOptions = {}): Promise<ScanResult<T>> =>
      (await (typeof input === 'string' ? scanText(input, options) : scanBody(input, options))) as ScanResult<T>,

    checkToolCall: async ({ name, arguments: given }: { name: string; arguments: unknown }): Promise<ScanResult> => {
      const call: ToolCall = { name, arguments: given, path: '/arguments' }
      const reading = {
        segments: leaves(typeof given === 'string' ? (parseJson(given) ?? given) : given, {
          path: '/arguments',
          kind: 'tool-call',
          origin: 'model',
          name,
        }),
        toolCalls: [call],
      }
      return result(reading, 'response', (edits) =>
        rewritten({ arguments: typeof given === 'string' ? (parseJson(given) ?? given) : given }, edits, 'arguments', given),
      )
    },

    checkToolResult: async ({ name, result: returned }: { name: string; result: unknown }): Promise<ScanResult> =>
      result(
        { segments: leaves(returned, { path: '/result', kind: 'tool-result', origin: 'tool', name }), toolCalls: [] },
        'request',
        (edits) => rewritten({ result: returned }, edits, 'result', returned),
      ),
  }
}

function segmentOf(text: string, kind: SegmentKind, role: string | undefined, direction: Direction): Segment {
  const origin = originOf(kind, role, direction)
  const known = ['system', 'developer', 'user', 'assistant', 'tool'] as const
  return {
    path: '',
    text,
    kind,
    origin,
    role: known.find((name) => name === role) ?? (origin === 'model' ? 'assistant' : origin === 'tool' ? 'tool' : 'user'),
  }
}

function originOf(kind: SegmentKind, role: string | undefined, direction: Direction): Origin {
  if (kind === 'tool-result') return 'tool'
  if (kind === 'document') return 'document'
  if (role === 'system' || role === 'developer' || role === 'user' || role === 'tool') return role
  return role === 'assistant' || direction === 'response' || kind === 'tool-call' || kind === 'reasoning' ? 'model' : 'user'
}

function readBody(body: unknown, text: string, direction: Direction, { wires }: ClassifyOptions): Reading {
  const call: WireCall = { method: 'POST', host: '', port: 443, path: '', query: '', header: () => undefined }
  const top = topLevelKeys(text)
  const readings = wires.map((wire) => {
    if (direction === 'response') return wire.response(body, call)
    return shapeOf(top) !== 'none' && wire.matches(call, top) ? wire.request(body, call) : { segments: [], toolCalls: [] }
  })
  const best = readings.reduce((most, reading) => (reading.segments.length > most.segments.length ? reading : most))
  return best.segments.length > 0 || best.toolCalls.length > 0
    ? best
    : { segments: leaves(body, { path: '', kind: 'text', origin: direction === 'response' ? 'model' : 'user' }), toolCalls: [] }
}

/** The input with its edits, in the form in which it came: an object, or JSON text. */
function rewritten(wrapped: Record<string, unknown>, edits: ReturnType<typeof judge>['edits'], key: string, given: unknown): unknown {
  const changed = (JSON.parse(spliceStrings(JSON.stringify(wrapped), edits)) as Record<string, unknown>)[key]
  return typeof given === 'string' && typeof changed !== 'string' ? JSON.stringify(changed) : changed
}
