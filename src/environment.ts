import { GuardConfigError } from './errors.ts'
import type { GuardOptions } from './options.ts'

type Env = Record<string, string | undefined>

const scalars = {
  GUARD_MODE: { words: ['off', 'observe', 'enforce'], path: ['mode'] },
  GUARD_ON_BLOCK: { words: ['error', 'answer', 'throw'], path: ['onBlock'] },
  GUARD_ON_ERROR: { words: ['fail_open', 'fail_closed'], path: ['onError'] },
  GUARD_DESTINATIONS_UNKNOWN: { words: ['allow', 'flag', 'block'], path: ['destinations', 'unknown'] },
  GUARD_REDACTION_RESTORE: { words: ['true', 'false'], path: ['redaction', 'restore'] },
  GUARD_REDACTION_KEY: { path: ['redaction', 'key'] },
  GUARD_EXACT_ENV: { words: ['true', 'false'], path: ['exact', 'env'] },
  GUARD_EXAMPLES: { words: ['true', 'false'], path: ['examples'] },
  GUARD_INHERIT: { words: ['true', 'false'], path: ['inherit'] },
  GUARD_GATEWAY_URL: { path: ['gateway', 'url'] },
} as const

/** Options that stand in `GUARD_*` variables. Throws GuardConfigError that names the variable. */
export function environmentOptions(env: Env): GuardOptions {
  const options: Record<string, unknown> = {}
  for (const [name, scalar] of Object.entries(scalars)) {
    const value = env[name]
    if (value === undefined || value === '') continue
    const words: readonly string[] | undefined = 'words' in scalar ? scalar.words : undefined
    if (words !== undefined && !words.includes(value))
      throw new GuardConfigError(name, `expected one of ${words.join(', ')}, found ${shown(value)}`)
    put(options, scalar.path, words?.[0] === 'true' ? value === 'true' : value)
  }
  const gateway = options['gateway'] as { url: string } | undefined
  if (gateway !== undefined && (!/^https?:\/\/[^\s/]/.test(gateway.url) || !URL.canParse(gateway.url))) {
    throw new GuardConfigError('GUARD_GATEWAY_URL', `expected an http or https address, found a string of ${gateway.url.length} characters`)
  }
  return options
}

/** Puts options over those of the environment, and the gateway's token from the environment where none is written. */
export function withEnvironment(options: GuardOptions, env: Env): GuardOptions {
  const around = environmentOptions(env)
  const merged = { ...around, ...options }
  for (const key of ['destinations', 'redaction', 'exact'] as const) {
    if (around[key] !== undefined) Object.assign(merged, { [key]: { ...around[key], ...options[key] } })
  }
  const gateway = options.gateway ?? around.gateway
  if (gateway === undefined) return merged
  const token = gateway.token ?? nonEmpty(env['GUARD_GATEWAY_TOKEN']) ?? nonEmpty(env['OPENCLAW_GATEWAY_TOKEN'])
  return { ...merged, gateway: { ...gateway, ...(token === undefined ? {} : { token }) } }
}

/** Reads `${NAME}` in every string from the environment. Throws GuardConfigError that names the place and the variable that is not set. */
export function expand<T>(value: T, env: Env, path = ''): T {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const found = env[name]
      if (found === undefined) throw new GuardConfigError(path, `expected the variable ${name} to be set, found nothing`)
      return found
    }) as T
  }
  if (Array.isArray(value)) return value.map((item, index) => expand(item, env, `${path}.${index}`)) as T
  if (!isPlain(value)) return value
  const entries = Object.entries(value).map(([key, item]) => [key, expand(item, env, path === '' ? key : `${path}.${key}`)])
  return Object.fromEntries(entries) as T
}

/** Data only: what has methods or a prototype of its own stays the object that it is. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return (prototype === Object.prototype || prototype === null) && !Object.values(value).some((item) => typeof item === 'function')
}

function put(target: Record<string, unknown>, [first, second]: readonly [string, string?], value: unknown): void {
  if (second === undefined) target[first] = value
  else target[first] = { ...(target[first] as object | undefined), [second]: value }
}

const nonEmpty = (text: string | undefined) => (text === '' ? undefined : text)
const shown = (text: string) =>
  text.length <= 24 && /^[\w .-]*$/.test(text) ? JSON.stringify(text) : `a string of ${text.length} characters`
