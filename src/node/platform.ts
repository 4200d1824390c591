import { createRequire } from 'node:module'
import type { validate } from '../schema.ts'
import type { Platform } from '../types.ts'
import { marked } from './marked-fetch.ts'
import { onExit } from './on-exit.ts'
import { post } from './post.ts'
import { scope } from './scope.ts'
import { spool } from './spool.ts'
import { undiciEntry } from './undici.ts'

const require = createRequire(import.meta.url)

/** Node: every transport, values that follow the asynchronous flow, a spool, and the environment. */
export const node: Platform = {
  post,
  spool,
  onExit,
  entries: [undiciEntry()],
  marked,
  env: process.env,
  scope,
  // The schema library costs more than everything else at start: it is loaded when there is something to validate.
  validate: (input) => (require('#schema') as { validate: typeof validate }).validate(input),
  notes: [
    'Not covered: raw sockets, native addons, programs started by this one that do not run guard, and what a runtime brings of its own.',
  ],
}
