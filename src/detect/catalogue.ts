import type { Detector } from '../types.ts'
import { card } from './people/card.ts'
import { email } from './people/email.ts'
import { iban } from './people/iban.ts'
import { injectionRules } from './injection/index.ts'
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
    email, card, iban,
    injectionRules,
  ]
}
