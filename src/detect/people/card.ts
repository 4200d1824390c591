import { luhn } from '../../text/checksums.ts'
import { isUniform } from '../../text/check-digits.ts'
import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import type { ExampleOptions } from './email.ts'
import { labelled } from './labelled.ts'

/** Card numbers, told from other long numbers by issuer, length and check digit; written together, in groups or digit by digit. */
export function cards({ examples = 'report' }: ExampleOptions = {}): Detector {
  return pattern({
    ...kind,
    triggers: [],
    anchored: true,
    expression: number,
    longest: 37,
    validate: (value, match) => {
      const digits = value.replace(/\D/g, '')
      return isIssued(digits) && luhn(digits) && !isUniform(digits) && !isRow(match) && (examples === 'report' || !published.has(digits))
    },
  })
}

/** Card numbers of any issuer and grouping after words such as `card number`. */
export function namedCards({ examples = 'report' }: ExampleOptions = {}): Detector[] {
  return labelled({
    ...kind,
    labels:
      'card, credit card, debit card, card no, cc, ccnum, cc num, pan, visa, mastercard, amex, kreditkarte, kartennummer, tarjeta, carte bancaire, carte de crédit, carta di credito, cartão, cartao, 卡号, 信用卡, クレジットカード, 카드번호',
    value: /\d(?:[ -]?\d){12,18}/,
    longestValue: 37,
    validate: (value) => {
      const digits = value.replace(/\D/g, '')
      return luhn(digits) && !isUniform(digits) && (examples === 'report' || !published.has(digits))
    },
  })
}

const kind = { name: 'card', category: 'pii', severity: 'high', label: 'CARD' } as const

// Groups of 4-4-4-4, 4-6-5 and 4-6-4, 13 to 19 digits together, or single digits set apart.
const number = new RegExp(
  String.raw`(?<![\w.+-])(?:` +
    [
      String.raw`[2-9]\d{3}(?:[ \u00A0.\u2010-\u2013-]{1,2}\d{4}){3}`,
      String.raw`3\d{3}[ \u00A0.\u2010-\u2013-]{1,2}\d{6}[ \u00A0.\u2010-\u2013-]{1,2}\d{4,5}`,
      String.raw`[2-9]\d{12,18}`,
      String.raw`[2-9](?:[ -]\d){12,18}`,
    ].join('|') +
    String.raw`)(?!\w|[.-]\d)`,
)

/** Prefixes and lengths of the issuers (ISO/IEC 7812). */
const issuers: readonly [expression: RegExp, lengths: readonly number[]][] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|64[4-9]|65)/, [16, 19]],
  [/^(?:30[0-5]|3095|3[689])/, [14, 16]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^62/, [16, 17, 18, 19]],
  [/^(?:50(?:18|19|20|38)|5612|5893|6304|6759|676[1-3])/, [13, 14, 15, 16, 18, 19]],
  [/^(?:220[0-5]|9792|60|508|8[12]|5067|5090|6362|6363|6370)/, [16]],
]

function isIssued(digits: string): boolean {
  return issuers.some(([expression, lengths]) => expression.test(digits) && lengths.includes(digits.length))
}

/** More groups of four, or more single digits, beside a spaced number make it a row of numbers. */
function isRow(match: RegExpMatchArray): boolean {
  const text = match.input ?? ''
  const start = match.index ?? 0
  const end = start + match[0].length
  if (!/\d \d/.test(match[0])) return false
  return (
    /(?:^|[\s,])(?:\d{4}|\d),? $/.test(text.slice(Math.max(0, start - 7), start)) ||
    /^,? (?:\d{4}|\d)(?![\d/])/.test(text.slice(end, end + 8))
  )
}

/** The test numbers that payment providers publish. */
const published: ReadonlySet<string> = new Set(
  `4242424242424242 4000056655665556 5555555555554444 2223003122003222 5200828282828210 5105105105105100 378282246310005 371449635398431
  378734493671000 6011111111111117 6011000990139424 6011981111111113 3056930009020004 36227206271667 30569309025904 38520000023237 6555900000604105
  3566002020360505 3530111333300000 6200000000000005 6200000000000047 6205500000000000004 4111111111111111 4012888888881881 4222222222222 4000000000000002 4000000000009995
  4000002500003155 4000002760003184 4000000000003220 4000000000000077 4000000000000127 4000000000000119 4000000000000069 4000000000000341 4000000000000259 4000003800000446
  4000000000000101 4000000000009987 4000000000009979 4000000000005126 4000000000003063 4000000000003055 4005519200000004 4009348888881881 4012000033330026 4012000077777777 4217651111111119
  4500600000000061 4000111111111115 4917610000000000 5454545454545454 2222400070000005 5019717010103742 6331101999990016 5610591081018250 4007000000027 4012888818888
  370000000000002 6011000000000012 3088000000000017 38000000000006 5424000000000015 2223000010309703 2223000010309711 4444333322221111 4444444444444448 4988438843884305 6759649826438453`.split(
    /\s+/,
  ),
)

/** Card numbers, published test numbers included. */
export const card = cards()
