import { createRequire } from 'node:module'
import type { validate } from '../schema.ts'
import type { Platform } from '../types.ts'
import { provideDecoders } from './decoders.ts'
import { readEnvironmentFile } from './environment-file.ts'
import { httpEntry } from './http.ts'
import { http2Entry } from './http2.ts'
import { inherit } from './inherit.ts'
import { interceptor } from './undici-interceptor.ts'
import { marked } from './marked-fetch.ts'
import { onExit } from './on-exit.ts'
import { post } from './post.ts'
import { scope } from './scope.ts'
import { spool } from './spool.ts'
import { undiciEntry } from './undici.ts'
import { websocketEntry } from './websocket.ts'
import { wrapClient } from './wrap-client.ts'

provideDecoders()

/** Node: every transport, values that follow the asynchronous flow, a spool, and the environment. */
export const node: Platform = {
  post,
  spool,
  onExit,
  entries: [undiciEntry(), httpEntry(), http2Entry(), websocketEntry()],
  marked,
  wrapClient,
  interceptor,
  inherit,
  listen: (host) => {
    const listening = import('./listener.ts').then(({ baseUrlListener }) => baseUrlListener(host))
    listening.catch(() => host.note('The loopback listener for base-URL variables could not be started.'))
    return () => void listening.then(({ close }) => close()).catch(() => {})
  },
  env: process.env,
  readEnvironmentFile,
  scope,
  // The schema library costs more than everything else at start: it is loaded when there is something to validate.
  validate: (input) => (createRequire(import.meta.url)('#schema') as { validate: typeof validate }).validate(input),
  notes: [
    'Not covered: raw sockets, native addons, programs started by this one that do not run guard, and what a runtime brings of its own.',
  ],
}
