import { GuardConfigError } from '../errors.ts'
import { guardrails as builtin } from '../guardrails/index.ts'
import type { Settings } from '../options.ts'
import type { Guardrail } from '../types.ts'

/** Makes guardrails of a setting: objects are taken as they are, names of providers are looked up. Throws GuardConfigError. */
export function guardrailsOf({ guardrails }: Pick<Settings, 'guardrails'>): Guardrail[] {
  return guardrails.map((given, index) => {
    if (isGuardrail(given)) return given
    const { provider, ...options } = given
    const make = builtin[provider]
    if (make === undefined) {
      throw new GuardConfigError(`guardrails.${index}.provider`, `expected one of ${Object.keys(builtin).join(', ')}`)
    }
    return make(options)
  })
}

function isGuardrail(given: Settings['guardrails'][number]): given is Guardrail {
  return 'check' in given && typeof given.check === 'function'
}

/** Names of providers that a configuration may use. */
export const providers: readonly string[] = Object.keys(builtin)
