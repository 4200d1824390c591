import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { labelled } from './labelled.ts'

const kind = { name: 'street-address', category: 'pii', severity: 'low', label: 'ADDRESS', optional: true } as const

const english =
  'Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter|Way|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Trail|Close|Crescent|Gardens|Mews'

/** Street addresses, by their own words or by a label before them. Off unless asked for. */
export const streetAddress: readonly Detector[] = [
  pattern({
    ...kind,
    triggers: [],
    anchored: true,
    expression: new RegExp(
      String.raw`(?<![\w.+$/-])\d{1,5}[A-Za-z]?,? (?:(?:N|S|E|W|NE|NW|SE|SW)\.? )?(?:[A-Z][A-Za-z'’.-]{1,20}|\d{1,3}(?:st|nd|rd|th)) (?:[A-Z][A-Za-z'’.-]{1,20} ){0,2}(?:${english})\b\.?(?: (?:N|S|E|W|NE|NW|SE|SW)\b)?` +
        String.raw`(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Floor|Fl|#)\.? ?[\dA-Za-z-]{1,6})?(?:,? [A-Z][A-Za-z.' -]{1,30})?(?:,? [A-Z]{2})?(?:,? (?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}))?`,
    ),
    longest: 220,
  }),
  pattern({
    ...kind,
    triggers: ['straße', 'strasse', 'str.', 'platz', 'allee', 'gasse'],
    expression:
      /(?<![\p{L}])[A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]{0,30}(?:straße|strasse|str\.|platz|allee|gasse) \d{1,4} ?[a-z]?(?:,? \d{5} [A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]{1,30})?(?![\p{L}\d])/u,
    longest: 120,
  }),
  ...labelled({
    ...kind,
    labels: `address, home address, street address, mailing address, billing address, shipping address, residence, lives at, live at,
      dirección, direccion, domicilio, adresse, anschrift, indirizzo, endereço, endereco, 地址, 住址, 住所, 주소`,
    value:
      /(?:\d{1,5}[A-Za-z]?[ ,]{1,2}[A-ZÀ-Þ][^\n"<>;{}|]{4,100}?|[A-ZÀ-ÞÄÖÜ][^\n"<>;{}|\d]{3,40}[ ,]{1,2}\d{1,5}[^\n"<>;{}|]{0,60}?|[\u4E00-\u9FFF][\u4E00-\u9FFF\d\w-]{5,60})(?=["\n<>;{}|]|\.(?:\s|$)|$)/,
    longestValue: 120,
    stop: String.raw`\dA-Za-z\n\u4E00-\u9FFF`,
    words: false,
    upperCase: true,
  }),
]
