import { onExit } from '../node/on-exit.ts'
import { post } from '../node/post.ts'
import { spool as fileSpool } from '../node/spool.ts'
import { reporter } from '../report/reporter.ts'
import type { ReporterOptions } from '../report/reporter.ts'
import type { Sink } from '../types.ts'

export interface GatewayOptions extends Omit<ReporterOptions, 'post' | 'spool' | 'onExit' | 'clock' | 'random'> {
  /** Folder for events that were not delivered when the process ended; `false` for none. Default: `GUARD_SPOOL`, else the user's state folder. */
  spool?: string | false
}

/** Tells a gateway of every call, as the option `gateway` of a guard does: for a second gateway, or one that is made in code. */
export function gateway({ spool, ...options }: GatewayOptions): Sink {
  return reporter({ ...options, post, onExit, spool: spool === false ? undefined : fileSpool(spool, options.url) })
}
