import { guardFor } from './guard.ts'
import { web } from './web.ts'

/** Makes a guard. Nothing global happens yet. Throws GuardConfigError naming the option that is wrong. */
export const createGuard = guardFor(web)

export { GuardBlockedError, GuardConfigError } from './errors.ts'
export type { Guard } from './guard.ts'
export type { GuardOptions, Policy, PolicyRule, ActionRule, RouteOptions } from './options.ts'
export type {
  Action,
  Call,
  CallContext,
  Category,
  Detector,
  Direction,
  Finding,
  Guardrail,
  GuardrailInput,
  GuardrailVerdict,
  Handle,
  Match,
  Mode,
  Observation,
  ScanOptions,
  ScanResult,
  Segment,
  Send,
  Severity,
  Sink,
  Status,
  WireFormat,
} from './types.ts'
