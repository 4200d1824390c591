import { isCurp, isSin, isUsDea, isUsItin, isUsNpi, isUsSsn } from '../../text/national-ids.ts'
import type { Detector } from '../../types.ts'
import { numbered } from './numbered.ts'

/** National numbers of the United States, Canada and Mexico. */
export const northAmerica: readonly Detector[] = [
  ...numbered({
    name: 'us-ssn',
    label: 'SSN',
    shape: /\d{3}[\u2010-\u2013-]\d{2}[\u2010-\u2013-]\d{4}|\d{3} \d{2} \d{4}|\d{3}\.\d{2}\.\d{4}/,
    labels: `ssn, ss#, ss number, social security, social security number, social sec, social, seguro social, número de seguro social`,
    bare: /\d{3}[ .-]?\d{2}[ .-]?\d{4}/,
    longest: 11,
    valid: isUsSsn,
  }),
  ...numbered({
    name: 'us-itin',
    label: 'ITIN',
    shape: /9\d{2}-\d{2}-\d{4}|9\d{2} \d{2} \d{4}/,
    labels: 'itin, individual taxpayer, individual tax, tax id, taxpayer id, taxpayer identification, tin',
    bare: /9\d{2}[ -]?\d{2}[ -]?\d{4}/,
    longest: 11,
    valid: isUsItin,
  }),
  ...numbered({
    name: 'us-ein',
    label: 'EIN',
    severity: 'medium',
    labels: 'ein, fein, employer id, employer identification, federal tax id, tax id, taxpayer id',
    bare: /\d{2}-\d{7}/,
    longest: 10,
    valid: (text) => /^(?:0[1-6]|1[0-6]|[2-6]\d|7[1-7]|8[0-8]|9[0-589])/.test(text),
  }),
  ...numbered({
    name: 'us-npi',
    label: 'NPI',
    severity: 'medium',
    labels: 'npi, national provider, provider identifier, provider id',
    bare: /[12]\d{3}[ -]?\d{3}[ -]?\d{3}/,
    longest: 12,
    valid: isUsNpi,
  }),
  ...numbered({
    name: 'us-dea',
    label: 'DEA',
    severity: 'medium',
    labels: 'dea, dea number, dea registration, certificate number, medical license, prescriber',
    bare: /[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}/,
    longest: 9,
    valid: isUsDea,
  }),
  ...numbered({
    name: 'us-mbi',
    label: 'MBI',
    shape: /[1-9][AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d-[AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d-[AC-HJKMNP-RT-Y]{2}\d{2}/,
    labels: 'mbi, medicare, medicare id, medicare beneficiary',
    bare: /[1-9][AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}/,
    longest: 13,
    valid: () => true,
  }),
  ...numbered({
    name: 'ca-sin',
    label: 'SIN',
    shape: /\d{3}-\d{3}-\d{3}|\d{3} \d{3} \d{3}/,
    labels: `sin, sin number, sin card, social insurance, social insurance number, nas, assurance sociale, numéro d'assurance sociale`,
    bare: /\d{3}[ -]?\d{3}[ -]?\d{3}/,
    longest: 11,
    valid: isSin,
    alone: (value, match) => value.includes('-') || !isAmount(match),
  }),
  ...numbered({
    name: 'mx-curp',
    label: 'CURP',
    shape: /[A-Z][AEIOUX][A-Z]{2}\d{2}(?:0[1-9]|1[0-2])\d{2}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z\d]\d/,
    labels: 'curp, clave única, clave unica',
    bare: /[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z\d]\d/,
    longest: 18,
    valid: isCurp,
  }),
  ...numbered({
    name: 'mx-rfc',
    label: 'RFC',
    severity: 'medium',
    labels: 'rfc, registro federal',
    bare: /[A-ZÑ&]{3,4}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[A-Z\d]{3}/,
    longest: 13,
    valid: () => true,
  }),
]

/** Nine digits in threes are an amount where a currency or a unit stands beside them. */
function isAmount(match: RegExpMatchArray): boolean {
  const text = match.input ?? ''
  const start = match.index ?? 0
  const end = start + match[0].length
  return (
    /[$€£¥]\s?$|\b(?:eur|usd|gbp|cad|chf|total|approximately|about|circa|over)\s$/i.test(text.slice(Math.max(0, start - 16), start)) ||
    /^\s?(?:[$€£¥%]|(?:eur|usd|gbp|cad|chf|kr|sek|nok|dkk|bytes?|rows|records|people|users|views|items|ms|km|m|kg)\b)/i.test(
      text.slice(end, end + 12),
    )
  )
}
