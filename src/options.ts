import { streamLimits, type StreamLimits } from './core/stream-limits.ts'
import type {
  Action,
  Category,
  Detector,
  Direction,
  Guardrail,
  Mode,
  OnBlock,
  OnError,
  Origin,
  Severity,
  Sink,
  WireFormat,
} from './types.ts'

/** An action with the confidence (0 to 1) or severity from which it holds, and what is done below. */
export interface ActionRule {
  action: Action
  from?: number | Severity | undefined
  below?: Action | undefined
  /** Other rules for texts by who wrote them: `{ tool: 'block' }`. */
  origins?: Partial<Record<Origin, Action | Omit<ActionRule, 'origins'>>> | undefined
}
export type PolicyRule = Action | ActionRule
/** Rules by direction. */
export interface DirectedRule {
  request?: PolicyRule | undefined
  response?: PolicyRule | undefined
}
export type Policy = Record<string, PolicyRule | DirectedRule>

export interface DestinationOptions {
  /** What happens to model calls to hosts that nobody registered (branch `shape`). Default `flag`. */
  unknown?: 'allow' | 'flag' | 'block'
  /** Hosts that count as known; `*.example.com` covers subdomains. */
  allow?: readonly string[]
  /** Hosts that no model call may reach. */
  block?: readonly string[]
}

export interface GatewayOptions {
  url: string
  token?: string | undefined
}

export interface RedactionOptions {
  /** Placeholders that come back are replaced by what they stand for. Default true. */
  restore?: boolean
  /** Key of the placeholders, so that several processes agree. Default: random per process. */
  key?: string | undefined
  /** How a redacted text looks, for all detectors or by detector: a reversible placeholder, a mask of stars, a keyed hash, or the bare label. */
  style?: RedactionStyle | Record<string, RedactionStyle>
  /** Distinct values per exchange that get a placeholder; what comes beyond is masked and cannot be restored. Default 10,000. */
  maxValues?: number
}
export type RedactionStyle = 'placeholder' | 'mask' | 'hash' | 'label'

export interface ExactOptions {
  /** Values of environment variables whose names look secret. Default true. */
  env?: boolean
  /** Listed values, as they are or with the name that findings should carry. */
  values?: readonly (string | { name: string; value: string })[]
  /** `.env` files whose secret-looking values count too. */
  files?: readonly string[]
}

export interface ReportOptions {
  queue?: number
  ratePerSecond?: number
  timeoutMs?: number
  backoffMs?: readonly [number, number]
  coalesceWindowMs?: number
  /** Spool file's folder; `false` for none. */
  spool?: string | false
}

/** Bounds, each with its unit in its name. */
export interface Limits extends StreamLimits {
  /** Request bodies above are not judged. Default 32 MiB. */
  bodyBytes: number
  /** JSON answers above are not judged in one piece. Default 32 MiB. */
  answerBytes: number
}

export interface RouteOptions extends Omit<
  GuardOptions,
  'routes' | 'gateway' | 'report' | 'sinks' | 'wires' | 'inherit' | 'baseUrlListener'
> {
  match: { host?: string; path?: string; model?: string }
}

export interface GuardOptions {
  /** `observe` (default) never changes or delays anything; `enforce` acts on the policy; `off` does nothing at all. */
  mode?: Mode
  gateway?: GatewayOptions | undefined
  policy?: Policy
  destinations?: DestinationOptions
  /** The first route that matches a call overrides the options for it. */
  routes?: readonly RouteOptions[]
  onBlock?: OnBlock
  redaction?: RedactionOptions
  exact?: ExactOptions
  guardrails?: readonly (Guardrail | ({ provider: string } & Record<string, unknown>))[]
  /** What a failure of guard's own checks does. Default `fail_open`. */
  onError?: OnError
  report?: ReportOptions
  limits?: Partial<Limits>
  /** Documentation's test cards and `example.com` addresses count too. Default false. */
  examples?: boolean
  /** Worker threads and child processes get guard too. Default false. */
  inherit?: boolean
  /** A loopback listener for command-line agents that are started by this process and honour a base-URL variable. Default false. */
  baseUrlListener?: boolean
  sinks?: readonly Sink[]
  detectors?: readonly Detector[]
  wires?: readonly WireFormat[]
}

/** Options with every default in place; what the rest of the code reads. */
export interface Settings {
  mode: Mode
  policy: Policy
  destinations: Required<DestinationOptions>
  onBlock: OnBlock
  redaction: { restore: boolean; key: string | undefined; style: RedactionStyle | Record<string, RedactionStyle>; maxValues: number }
  exact: Required<ExactOptions>
  guardrails: NonNullable<GuardOptions['guardrails']>
  onError: OnError
  limits: Limits
  examples: boolean
  detectors: readonly Detector[]
}

const untrusted: Omit<ActionRule, 'origins'> = { action: 'block', from: 0.8, below: 'flag' }

/** What a bare `block` means for a category whose findings are not all equally sure or equally bad. */
export const blockRules: Partial<Record<Category, ActionRule>> = {
  injection: { action: 'block', from: 0.95, below: 'flag', origins: { tool: untrusted, document: untrusted } },
  command: { action: 'block', from: 'critical', below: 'flag' },
}

export const defaultPolicy: Record<Category, Record<Direction, Action>> = {
  secret: { request: 'redact', response: 'redact' },
  pii: { request: 'redact', response: 'allow' },
  injection: { request: 'block', response: 'flag' },
  command: { request: 'flag', response: 'block' },
  exfiltration: { request: 'flag', response: 'redact' },
  invisible: { request: 'flag', response: 'redact' },
  leak: { request: 'allow', response: 'flag' },
  destination: { request: 'flag', response: 'allow' },
  custom: { request: 'flag', response: 'flag' },
}

const defaultLimits: Limits = { ...streamLimits, bodyBytes: 32 * 1024 * 1024, answerBytes: 32 * 1024 * 1024 }

/** Puts the defaults under what a user wrote. */
export function settle(options: GuardOptions, base: Settings = defaults): Settings {
  return {
    mode: options.mode ?? base.mode,
    policy: { ...base.policy, ...mergePolicy(base.policy, options.policy ?? {}) },
    destinations: { ...base.destinations, ...options.destinations },
    onBlock: options.onBlock ?? base.onBlock,
    redaction: { ...base.redaction, ...options.redaction },
    exact: { ...base.exact, ...options.exact },
    guardrails: options.guardrails ?? base.guardrails,
    onError: options.onError ?? base.onError,
    limits: { ...base.limits, ...options.limits },
    examples: options.examples ?? base.examples,
    detectors: options.detectors ?? base.detectors,
  }
}

function mergePolicy(base: Policy, written: Policy): Policy {
  return Object.fromEntries(
    Object.entries(written).map(([name, rule]) => [name, isDirected(rule) && isDirected(base[name]) ? { ...base[name], ...rule } : rule]),
  )
}

/** Tells rules by direction from one rule for both. */
export function isDirected(rule: Policy[string] | undefined): rule is DirectedRule {
  return typeof rule === 'object' && !('action' in rule)
}

const defaults: Settings = {
  mode: 'observe',
  policy: defaultPolicy,
  destinations: { unknown: 'flag', allow: [], block: [] },
  onBlock: 'error',
  redaction: { restore: true, key: undefined, style: 'placeholder', maxValues: 10_000 },
  exact: { env: true, values: [], files: [] },
  guardrails: [],
  onError: 'fail_open',
  limits: defaultLimits,
  examples: false,
  detectors: [],
}
