import { mod97 } from '../../text/checksums.ts'
import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'

/** Bank account numbers of ISO 13616, told from other codes by the length of their country and their check digits. */
export const iban: Detector = pattern({
  name: 'iban',
  category: 'pii',
  severity: 'high',
  label: 'IBAN',
  triggers: countries(),
  anchored: true,
  expression: expression(),
  longest: 66,
  validate: (value) => isIban(value.replace(/[\s\u00A0.-]/g, '')),
})

/** True for a compact IBAN whose check digits are right. */
export function isIban(text: string): boolean {
  return mod97((text.slice(4) + text.slice(0, 4)).toUpperCase()) === 1
}

/** Countries by the length of their numbers, from the SWIFT registry and the usual list of partial users. */
function lengths(): readonly [length: number, countries: string][] {
  return [
    [15, 'NO'],
    [16, 'BE'],
    [18, 'DK FI FK FO GL NL SD'],
    [19, 'MK SI'],
    [20, 'AT BA EE KZ LT LU MN XK'],
    [21, 'CH HR LI LV'],
    [22, 'BG BH CR DE GB GE IE ME RS VA'],
    [23, 'AE GI IL IQ OM SO TL'],
    [24, 'AD CZ ES MD PK RO SA SE SK TN VG'],
    [25, 'LY PT ST'],
    [26, 'IS TR'],
    [27, 'BI DJ FR GR IT MC MR SM'],
    [28, 'AL AZ BY CY DO GT HN HU LB NI PL SV'],
    [29, 'BR EG PS QA UA'],
    [30, 'JO KW MU YE'],
    [31, 'MT SC'],
    [32, 'LC'],
    [33, 'RU'],
  ]
}

function countries(): string[] {
  return lengths().flatMap(([, names]) => names.split(' '))
}

function expression(): RegExp {
  const shapes = lengths().map(
    ([length, names]) => `(?:${names.replaceAll(' ', '|')})[ -]?\\d[ ]?\\d(?:[ \\u00A0.-]?[A-Z0-9]){${length - 4}}`,
  )
  return new RegExp(`(?<![A-Za-z0-9])(?:${shapes.join('|')})(?![A-Za-z0-9])`)
}
