import { isDate } from '../../text/check-digits.ts'
import { isBirthNumber, isCnp, isFodselsnummer, isHetu, isPersonnummer, isPesel } from '../../text/national-ids.ts'
import type { Detector } from '../../types.ts'
import { numbered } from './numbered.ts'

/** National numbers of Finland, Sweden, Norway, Denmark, Poland, Czechia, Slovakia and Romania. */
export const northernAndEasternEurope: readonly Detector[] = [
  ...numbered({
    name: 'fi-hetu',
    label: 'HETU',
    shape: /[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[\dA-FHJ-NPR-Y]/,
    labels: 'hetu, henkilötunnus, finnish id',
    bare: /\d{6}[-+A-FU-Y]\d{3}[\dA-FHJ-NPR-Y]/,
    longest: 11,
    // The sign stands for the century, so it is no separator here.
    valid: (text) => isHetu(text.length === 11 ? text : `${text.slice(0, 6)}-${text.slice(6)}`),
  }),
  ...numbered({
    name: 'se-personnummer',
    label: 'PERSONNUMMER',
    shape: /(?:18|19|20)?\d{2}[01]\d[0-9]\d[-+]\d{4}|(?:18|19|20)\d{2}[01]\d[0-9]\d{5}/,
    labels: 'personnummer, personal identity, swedish id, pnr, samordningsnummer',
    bare: /(?:18|19|20)?\d{6}[-+]?\d{4}/,
    longest: 13,
    valid: (text) => isPersonnummer(text.replace('+', '')),
    alone: (value) => !isTimestamp(value),
  }),
  ...numbered({
    name: 'no-fodselsnummer',
    label: 'FODSELSNUMMER',
    shape: /[0-7]\d[01]\d{3} \d{5}/,
    labels: 'fødselsnummer, fodselsnummer, personnummer, norwegian id',
    bare: /\d{6}[ ]?\d{5}/,
    longest: 12,
    valid: isFodselsnummer,
  }),
  ...numbered({
    name: 'dk-cpr',
    label: 'CPR',
    labels: 'cpr, cpr nr, cpr nummer, personnummer',
    bare: /[0-3]\d[01]\d{3}[ -]?\d{4}/,
    longest: 11,
    valid: (text) => isDate(text.slice(2, 4), text.slice(0, 2)),
  }),
  ...numbered({
    name: 'pl-pesel',
    label: 'PESEL',
    labels: 'pesel, numer pesel, nr pesel',
    bare: /\d{11}/,
    longest: 11,
    valid: isPesel,
  }),
  ...numbered({
    name: 'cz-birth-number',
    label: 'BIRTH_NUMBER',
    shape: /\d{2}[0-8]\d[0-3]\d\/\d{4}/,
    labels: 'rodné číslo, rodne cislo, rodné čislo, r.č.',
    bare: /\d{6}\/?\d{4}/,
    longest: 11,
    valid: isBirthNumber,
  }),
  ...numbered({
    name: 'ro-cnp',
    label: 'CNP',
    labels: 'cnp, cod numeric personal',
    bare: /[1-9]\d{12}/,
    longest: 13,
    valid: isCnp,
  }),
]

/** 20240101-1230 is a moment: nobody of these years is written about as often as a log file. */
function isTimestamp(value: string): boolean {
  const [, year = '', time = ''] = /^(\d*?)\d{4}[-+]?(\d{4})$/.exec(value) ?? []
  const recent = year.length === 4 ? Number(year) >= 2010 : Number(year) >= 10 && Number(year) <= 39
  return recent && Number(time.slice(0, 2)) < 24 && Number(time.slice(2)) < 60
}
