import type { Detector } from '../types.ts'
import { ansi } from './ansi.ts'
import { crypto } from './crypto/index.ts'
import { exfiltration } from './exfiltration/index.ts'
import { injectionRules } from './injection/index.ts'
import { invisible } from './invisible.ts'
import { network } from './network/index.ts'
import { people } from './people/index.ts'
import { secrets } from './secrets/index.ts'

export interface CatalogueOptions {
  /** Documentation's test cards and addresses count too. */
  examples: boolean
  /** A second opinion on phone numbers. */
  confirmPhone?: ((candidate: string) => boolean) | undefined
}

/** Every detector that needs nothing but a text. A new one is one file and one line here, or in its family's index. */
export function catalogue({ examples, confirmPhone }: CatalogueOptions): readonly Detector[] {
  return [
    ...secrets,
    ...people({ examples: examples ? 'report' : 'ignore', ...(confirmPhone === undefined ? {} : { confirm: confirmPhone }) }),
    ...network,
    ...crypto,
    injectionRules,
    ...exfiltration,
    invisible,
    ansi,
  ]
}
