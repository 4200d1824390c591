import type { Category, Direction } from './types.ts'

/** An option is wrong: names the path, what stands there and what was expected. */
export class GuardConfigError extends Error {
  override readonly name = 'GuardConfigError'
  readonly code = 'GUARD_CONFIG'
  /** Where the wrong value stands: `gateway.url`, `policy.secret.request`, `GUARD_MODE`. */
  readonly path: string

  constructor(path: string, message: string, options?: ErrorOptions) {
    super(`${path}: ${message}`, options)
    this.path = path
  }
}

export interface BlockedFacts {
  direction: Direction
  category: Category
  detector: string
  observationId: string
  host: string
}

/** A call or an answer was withheld, and `onBlock: 'throw'` asked for an error. Never holds the text. */
export class GuardBlockedError extends Error {
  override readonly name = 'GuardBlockedError'
  readonly code = 'GUARD_BLOCKED'
  readonly direction: Direction
  readonly category: Category
  readonly detector: string
  readonly observationId: string

  constructor({ direction, category, detector, observationId, host }: BlockedFacts) {
    super(blockedMessage({ direction, category, detector, host }))
    this.direction = direction
    this.category = category
    this.detector = detector
    this.observationId = observationId
  }
}

/** The sentence that people read when something was withheld: who, where and why, never what. */
export function blockedMessage({ direction, category, detector, host }: Omit<BlockedFacts, 'observationId'>, path?: string): string {
  const what = direction === 'request' ? `A request to ${host} was blocked` : `An answer from ${host} was withheld`
  return `${what}: ${reasons[category]} (${detector}${path ? ` at ${path}` : ''}).`
}

const reasons: Record<Category, string> = {
  secret: 'it carries a secret',
  pii: 'it carries personal data',
  injection: 'it carries instructions that try to take over the model',
  command: 'it asks for a dangerous command',
  exfiltration: 'it would carry data to somebody else',
  invisible: 'it carries hidden characters',
  leak: 'it repeats the system prompt',
  destination: 'the policy does not allow this destination',
  custom: 'a rule forbids it',
}
