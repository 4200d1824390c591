import { isPps, isUkNhs } from '../../text/national-ids.ts'
import type { Detector } from '../../types.ts'
import { numbered } from './numbered.ts'

/** National numbers of the United Kingdom and Ireland. */
export const britainAndIreland: readonly Detector[] = [
  ...numbered({
    name: 'uk-nino',
    label: 'NINO',
    shape:
      /[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]|[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z] ?\d{2} ?\d{2} ?\d{2} ?[a-d]/,
    labels: 'nino, national insurance, national insurance number, ni number, ni no, nin',
    bare: /[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]/,
    longest: 13,
    valid: (text) => !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(text),
    alone: (value) => !/^[a-f]{2}\d{6}/.test(value),
  }),
  ...numbered({
    name: 'uk-nhs',
    label: 'NHS',
    shape: /\d{3} \d{3} \d{4}|\d{3}-\d{3}-\d{4}/,
    labels: 'nhs, nhs number, national health service, health service number',
    bare: /\d{3}[ -]?\d{3}[ -]?\d{4}/,
    longest: 12,
    valid: isUkNhs,
  }),
  ...numbered({
    name: 'uk-driving-licence',
    label: 'LICENCE',
    shape: /[A-Z][A-Z9]{4}\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z9]{2}[A-Z\d][A-Z]{2}/,
    longest: 16,
    valid: (text) => /^[A-Z]+9*\d{6}/.test(text),
  }),
  ...numbered({
    name: 'uk-utr',
    label: 'UTR',
    severity: 'medium',
    labels: 'utr, unique taxpayer, unique taxpayer reference',
    bare: /\d{5}[ ]?\d{5}/,
    longest: 11,
    valid: () => true,
  }),
  ...numbered({
    name: 'ie-pps',
    label: 'PPS',
    labels: 'pps, ppsn, pps number, personal public service',
    bare: /\d{7}[A-W][A-IW]?/,
    longest: 9,
    valid: isPps,
  }),
]
