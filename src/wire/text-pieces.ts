import type { Delta } from '../types.ts'

/** Makes the delta of a text in a stream event, or nothing where there is no text. */
export function piece(deltas: Delta[], channel: string, path: string, text: unknown, rest: Partial<Delta> = {}): void {
  if (typeof text !== 'string' || text === '') return
  deltas.push({ channel, path, text, mode: 'append', kind: 'text', role: 'assistant', ...rest })
}
