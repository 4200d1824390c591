import type { Scope } from '../types.ts'
import { scope } from './scope.ts'

/** True in the flow of a call that a client of its own kind (an AWS client) has already taken, so that its sockets are left alone. */
export const takenFlow: Scope<true> = scope<true>()
