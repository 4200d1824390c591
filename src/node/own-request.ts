import type { ClientRequest } from 'node:http'

/** Marks requests of guard's own, for all copies of guard. */
const mark = Symbol.for('guard.own')

/** Marks a request so that no copy of guard looks into it. */
export function markOwn(request: ClientRequest): void {
  Object.defineProperty(request, mark, { value: true })
}

/** True for requests of guard's own. */
export function isOwn(request: ClientRequest): boolean {
  return (request as { [mark]?: unknown })[mark] === true
}
