import type { Settings } from '../options.ts'
import type { Guardrail } from '../types.ts'
export function guardrailsOf({ guardrails }: Pick<Settings, 'guardrails'>): Guardrail[] { return guardrails.filter((g): g is Guardrail => 'check' in g) }

/** Names of providers that a configuration may use. */
export const providers: readonly string[] = []
