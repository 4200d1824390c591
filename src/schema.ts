import { z } from 'zod'
import { isPolicyName } from './assembly/names.ts'
import { providers } from './assembly/guardrails.ts'
import { GuardConfigError } from './errors.ts'
import type { GuardOptions } from './options.ts'

const action = z.enum(['allow', 'flag', 'redact', 'block'])
const severity = z.enum(['low', 'medium', 'high', 'critical'])
const threshold = z.union([z.number().min(0).max(1), severity])
const plainRule = z.strictObject({ action, from: threshold.optional(), below: action.optional() })
const origin = z.enum(['system', 'developer', 'user', 'model', 'tool', 'document'])
const rule = z.union([action, plainRule.extend({ origins: z.partialRecord(origin, z.union([action, plainRule])).optional() })])
const policy = z.record(z.string(), z.union([rule, z.strictObject({ request: rule.optional(), response: rule.optional() })]))
const url = z.string().refine((text) => /^https?:\/\/[^\s/]/.test(text) && URL.canParse(text), { error: 'an http or https address' })
const size = z.int().positive()
const onError = z.enum(['fail_open', 'fail_closed'])
const style = z.enum(['placeholder', 'mask', 'hash', 'label'])
const hosts = z.array(z.string().min(1))
const mode = z.enum(['off', 'observe', 'enforce'])

const overridable = {
  mode: mode.optional(),
  policy: policy.optional(),
  destinations: z
    .strictObject({ unknown: z.enum(['allow', 'flag', 'block']).optional(), allow: hosts.optional(), block: hosts.optional() })
    .optional(),
  onBlock: z.enum(['error', 'answer', 'throw']).optional(),
  redaction: z
    .strictObject({
      restore: z.boolean().optional(),
      key: z.string().min(16).optional(),
      style: z.union([style, z.record(z.string(), style)]).optional(),
      maxValues: size.optional(),
    })
    .optional(),
  exact: z
    .strictObject({
      env: z.boolean().optional(),
      values: z.array(z.union([z.string().min(1), z.strictObject({ name: z.string().min(1), value: z.string().min(1) })])).optional(),
      files: z.array(z.string().min(1)).optional(),
    })
    .optional(),
  guardrails: z.array(z.looseObject({})).optional(),
  onError: onError.optional(),
  limits: z
    .strictObject({
      bodyBytes: size.optional(),
      answerBytes: size.optional(),
      contextChars: size.optional(),
      heldChars: size.optional(),
      openBlockBytes: size.optional(),
      toolCallBytes: size.optional(),
      heldBytes: size.optional(),
      frameBytes: size.optional(),
      keepAliveMs: size.optional(),
    })
    .optional(),
  examples: z.boolean().optional(),
}

const route = z.strictObject({
  match: z
    .strictObject({ host: z.string().min(1).optional(), path: z.string().min(1).optional(), model: z.string().min(1).optional() })
    .refine((match) => Object.keys(match).length > 0, { error: 'at least one of host, path, model' }),
  ...overridable,
})

/** What a `guard.config.json` may hold. */
export const fileSchema = z.strictObject({
  $schema: z.string().optional(),
  ...overridable,
  gateway: z.strictObject({ url, token: z.string().min(1).optional() }).optional(),
  routes: z.array(route).optional(),
  report: z
    .strictObject({
      queue: size.optional(),
      ratePerSecond: size.optional(),
      timeoutMs: size.optional(),
      backoffMs: z
        .tuple([size, size])
        .refine(([least, most]) => least <= most, { error: 'the smaller number first' })
        .optional(),
      coalesceWindowMs: size.optional(),
      spool: z.union([z.string().min(1), z.literal(false)]).optional(),
    })
    .optional(),
  inherit: z.boolean().optional(),
  baseUrlListener: z.boolean().optional(),
})

/** What stands in code only: live objects, checked for the functions that will be called. */
const live = z.looseObject({
  sinks: z.array(named('observe', 'a sink')).optional(),
  detectors: z.array(named('find', 'a detector')).optional(),
  wires: z.array(named('request', 'a wire format')).optional(),
})

/** Checks options, from code or a file. Throws a GuardConfigError that names the key that is wrong, what was found and what was expected. */
export function validate(input: unknown): GuardOptions {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new GuardConfigError('options', `expected an object, found ${found(input)}`)
  }
  const { sinks, detectors, wires, ...plain } = input as Record<string, unknown>
  check(live, Object.fromEntries(Object.entries({ sinks, detectors, wires }).filter(([, value]) => value !== undefined)), input)
  check(fileSchema, Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)), input)
  const options = input as GuardOptions
  checkNames(options, options, '')
  for (const [index, route] of (options.routes ?? []).entries()) checkNames(route, options, `routes.${index}.`)
  return options
}

/** Names that the schema cannot know: those of detectors and of guardrail providers. */
function checkNames(
  { policy = {}, guardrails = [] }: Pick<GuardOptions, 'policy' | 'guardrails'>,
  { detectors = [] }: GuardOptions,
  at: string,
): void {
  const own = [
    ...detectors.map(({ name }) => name),
    ...guardrails.flatMap((guardrail) => ('name' in guardrail ? [String(guardrail.name)] : [])),
  ]
  for (const name of Object.keys(policy)) {
    if (!isPolicyName(name, own))
      throw new GuardConfigError(`${at}policy.${name}`, 'expected the name of a category or detector, found another')
  }
  for (const [index, guardrail] of guardrails.entries()) {
    if (typeof guardrail['check' as keyof typeof guardrail] === 'function') continue
    const provider = 'provider' in guardrail ? guardrail.provider : undefined
    if (typeof provider !== 'string' || !providers.includes(provider)) {
      throw new GuardConfigError(`${at}guardrails.${index}.provider`, `expected one of ${providers.join(', ')}, found ${found(provider)}`)
    }
  }
}

function check(schema: z.ZodType, value: unknown, input: unknown): void {
  const result = schema.safeParse(value)
  if (result.success) return
  const { path, expected } = deepest(result.error.issues[0], input)
  throw new GuardConfigError(path.join('.') || 'options', `expected ${expected}, found ${found(at(input, path), path)}`)
}

interface Wrong {
  path: PropertyKey[]
  expected: string
}

/** Of a union's branches the one that got furthest, in what is really written, says what the user meant. */
function deepest(issue: z.core.$ZodIssue | undefined, input: unknown, around: readonly PropertyKey[] = []): Wrong {
  if (issue === undefined) return { path: [...around], expected: 'valid options' }
  const path = [...around, ...issue.path]
  if (issue.code === 'unrecognized_keys') return { path: [...path, issue.keys[0] ?? ''], expected: 'no such key' }
  if (issue.code !== 'invalid_union') return { path, expected: wanted(issue) }
  const branches = issue.errors.map((issues) => deepest(issues[0], input, path)).filter((branch) => branch.expected !== 'no such key')
  const depth = (branch: Wrong) =>
    branch.path.length + (at(input, branch.path) === undefined ? 0 : 0.5) - (branch.path.length > path.length ? 0 : 1)
  const furthest = branches.reduce<Wrong>((a, b) => (depth(b) > depth(a) ? b : a), branches[0] ?? { path, expected: 'valid options' })
  if (furthest.path.length > path.length && at(input, furthest.path) !== undefined) return furthest
  return {
    path,
    expected:
      [...new Set(branches.filter((branch) => branch.path.length === path.length).map((branch) => branch.expected))].join(', or ') ||
      furthest.expected,
  }
}

function wanted(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`
    case 'invalid_value':
      return issue.values.length === 1 ? `${String(issue.values[0])}` : `one of ${issue.values.join(', ')}`
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `at least ${issue.minimum} ${issue.origin === 'string' ? 'characters' : 'entries'}`
        : `a number ${issue.inclusive ? 'of at least' : 'above'} ${issue.minimum}`
    case 'too_big':
      return `at most ${issue.maximum}`
    default:
      return issue.message
  }
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    input,
  )
}

/** Names what was found without repeating what might be a secret: words of a setting are shown, anything longer is only measured. */
function found(value: unknown, path: readonly PropertyKey[] = []): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (typeof value === 'string') {
    const shown = value.length <= 24 && /^[\w .:/-]*$/.test(value) && !/token|key|values/.test(path.join('.'))
    return shown ? JSON.stringify(value) : `a string of ${value.length} characters`
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Array.isArray(value) ? 'an array' : `${/^[aeiou]/.test(typeof value) ? 'an' : 'a'} ${typeof value}`
}

function named(method: string, what: string): z.ZodType {
  return z.custom(
    (value) => typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[method] === 'function',
    {
      error: `${what} (an object with ${method}())`,
    },
  )
}
