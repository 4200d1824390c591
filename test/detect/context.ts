import type { TextContext } from '../../src/types.ts'

/** A text that a user wrote, on its way to a model. */
export const context: TextContext = { direction: 'request', kind: 'text', origin: 'user', role: 'user' }
