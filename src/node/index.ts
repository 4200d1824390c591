import { guardFor } from '../guard.ts'
import { node } from './platform.ts'

/** Makes a guard. Nothing global happens yet. Throws GuardConfigError naming the option that is wrong. */
export const createGuard = guardFor(node)

export { GuardBlockedError, GuardConfigError } from '../errors.ts'
