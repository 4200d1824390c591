import type { TextContext } from '../../types.ts'

/** True for text that somebody else wrote: a tool's result, a document, a page. */
export const isUntrusted = (context: TextContext | undefined): boolean =>
  context !== undefined &&
  (context.origin === 'tool' || context.origin === 'document' || context.kind === 'tool-result' || context.kind === 'document')

/** False for the text of the program's own author, which is never an attack on it, and for what a model thinks or calls. */
export const isScored = (context: TextContext): boolean => context.origin !== 'system' && context.origin !== 'developer'
