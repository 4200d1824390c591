import type { Detector } from '../../types.ts'
import { streetAddress } from './addresses.ts'
import { asia } from './asia.ts'
import { bank } from './bank.ts'
import { birthDate } from './birth-date.ts'
import { britainAndIreland } from './britain-and-ireland.ts'
import { cards, namedCards } from './card.ts'
import { documents } from './documents.ts'
import { emails } from './email.ts'
import type { ExampleOptions } from './email.ts'
import { health } from './health.ts'
import { iban } from './iban.ts'
import { personName } from './names.ts'
import { northAmerica } from './north-america.ts'
import { northernAndEasternEurope } from './northern-and-eastern-europe.ts'
import { phone } from './phone.ts'
import type { PhoneOptions } from './phone.ts'
import { southernEurope } from './southern-europe.ts'
import { southernHemisphere } from './southern-hemisphere.ts'
import { westernEurope } from './western-europe.ts'

export { card, cards, namedCards } from './card.ts'
export { email, emails } from './email.ts'
export { iban } from './iban.ts'
export { phone } from './phone.ts'

/** What the detectors of people may be told. */
export interface PeopleOptions extends ExampleOptions, PhoneOptions {}

/** All detectors of what names or locates a person; by default without what documentation uses as examples. Detectors that share a name find the same kind in different spellings. */
export function people({ examples = 'ignore', ...options }: PeopleOptions = {}): readonly Detector[] {
  return [
    emails({ examples }),
    cards({ examples }),
    ...namedCards({ examples }),
    iban,
    ...phone(options),
    ...bank,
    ...northAmerica,
    ...britainAndIreland,
    ...westernEurope,
    ...southernEurope,
    ...northernAndEasternEurope,
    ...asia,
    ...southernHemisphere,
    ...documents,
    ...health,
    ...birthDate,
    ...personName,
    ...streetAddress,
  ]
}
