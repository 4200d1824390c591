import { isUsRouting } from '../../text/national-ids.ts'
import type { Detector } from '../../types.ts'
import { compact } from './numbered.ts'
import { isIban } from './iban.ts'
import { labelled } from './labelled.ts'

const kind = { category: 'pii', severity: 'medium' } as const

/** Bank identifiers known by the words before them: SWIFT codes, US routing numbers, sort codes, account numbers, IBANs in any spelling. */
export const bank: readonly Detector[] = [
  ...labelled({
    ...kind,
    name: 'iban',
    label: 'IBAN',
    severity: 'high',
    labels: 'iban',
    value: /[A-Z]{2}[ .-]?\d[ ]?\d(?:[ .-]?[A-Z0-9]){11,30}/,
    longestValue: 68,
    stop: '\\n',
    validate: (value) => isIban(compact(value)),
  }),
  ...labelled({
    ...kind,
    name: 'swift',
    label: 'SWIFT',
    labels: 'swift, bic, swift code, swift bic, bic swift, bank identifier code, bank code',
    value: /[A-Z]{4}[ -]?[A-Z]{2}[ -]?[A-Z0-9]{2}(?:[ -]?(?:[A-Z0-9]{3}|XXX))?/,
    longestValue: 14,
    stop: '\\n',
    upperCase: true,
    validate: (value) => isSwift(compact(value)),
  }),
  ...labelled({
    ...kind,
    name: 'us-routing',
    label: 'ROUTING',
    labels: 'routing, routing transit, aba, aba routing, rtn, transit number, bank routing',
    value: /\d{4}-?\d{4}-?\d|\d{3} \d{3} \d{3}/,
    longestValue: 11,
    validate: (value) => isUsRouting(compact(value)),
  }),
  ...labelled({ ...kind, name: 'sort-code', label: 'SORT_CODE', labels: 'sort code', value: /\d{2}[ -]?\d{2}[ -]?\d{2}/, longestValue: 8 }),
  ...labelled({
    ...kind,
    name: 'bank-account',
    label: 'ACCOUNT',
    labels: `account number, account no, account num, account #, acct number, acct no, acct, bank account, checking account,
      savings account, a/c no, a/c, account nbr, kontonummer, konto nr, bankkonto, número de cuenta, numero de cuenta,
      cuenta bancaria, numéro de compte, compte bancaire, numero di conto, conto corrente, número da conta, conta bancária,
      conta corrente, rekeningnummer, numer konta, 账号, 帳號, 银行账户, 银行卡号, 口座番号, 계좌번호`,
    value: /\d(?:[ -]?\d){5,19}/,
    longestValue: 40,
    validate: (value) => !/^(\d)\1+$/.test(compact(value)) && !/^(?:19|20)\d{2}-\d{2}-\d{2}$/.test(value),
  }),
]

// Countries that SWIFT codes name most; any two letters would make words of eight letters codes.
const countries =
  'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FR GA GB GD GE GH GI GM GN GR GT GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KR KW KY KZ LA LB LC LI LK LR LT LU LV LY MA MC MD ME MG MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NZ OM PA PE PG PH PK PL PS PT PY QA RO RS RU RW SA SC SD SE SG SI SK SL SM SN SO SR SV SY SZ TG TH TJ TM TN TO TR TT TW TZ UA UG US UY UZ VE VG VN YE ZA ZM ZW XK'

const known: ReadonlySet<string> = new Set(countries.split(' '))

function isSwift(code: string): boolean {
  return (code.length === 8 || code.length === 11) && known.has(code.slice(4, 6))
}
