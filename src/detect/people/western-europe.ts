import { isAhv, isBelgianId, isBsn, isFrenchNir, isGermanHealthId, isGermanPensionId, isGermanTaxId, isIcaoNumber } from '../../text/national-ids.ts'
import type { Detector } from '../../types.ts'
import { numbered } from './numbered.ts'

/** National numbers of Germany, France, Switzerland, Belgium and the Netherlands. */
export const westernEurope: readonly Detector[] = [
  ...numbered({
    name: 'de-tax-id',
    label: 'TAX_ID',
    shape: /[1-9]\d \d{3} \d{3} \d{3}/,
    labels: `steuer id, steueridentifikationsnummer, steuerliche identifikationsnummer, steuernummer, identifikationsnummer, idnr, tin,
      tax id, german tax`,
    bare: /[1-9]\d[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}/,
    longest: 14,
    valid: isGermanTaxId,
  }),
  ...numbered({
    name: 'de-pension-id',
    label: 'RVNR',
    shape: /\d{2}(?:0[1-9]|[1-7]\d|8[01])(?:0[1-9]|1[0-2])\d{2}[A-Z]\d{3}|\d{2} \d{6} [A-Z] \d{3}/,
    labels: 'rvnr, rentenversicherungsnummer, sozialversicherungsnummer, versicherungsnummer, sv nummer',
    bare: /\d{2}[ ]?\d{6}[ ]?[A-Z][ ]?\d{3}/,
    longest: 15,
    valid: isGermanPensionId,
  }),
  ...numbered({
    name: 'de-health-id',
    label: 'KVNR',
    labels: `kvnr, krankenversichertennummer, krankenversicherungsnummer, versichertennummer, krankenkasse, egk, gesundheitskarte`,
    bare: /[A-Z]\d{9}/,
    longest: 10,
    valid: isGermanHealthId,
  }),
  ...numbered({
    name: 'de-id-card',
    label: 'ID_CARD',
    labels: 'personalausweis, ausweis, ausweisnummer, reisepass, reisepassnummer, pass nr, passnummer, perso',
    bare: /[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ\d]{7}\d\d?|T\d{8}/,
    longest: 10,
    valid: (text) => /^T\d{8}$/.test(text) || isIcaoNumber(text.slice(0, 9)) || isIcaoNumber(text),
  }),
  ...numbered({
    name: 'fr-nir',
    label: 'NIR',
    shape: /[1-478](?: ?\d{2}){2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}/,
    labels: 'nir, numéro de sécurité sociale, sécurité sociale, securite sociale, numéro de sécu, n° sécu, insee',
    bare: /[1-478][ ]?\d{2}[ ]?\d{2}[ ]?(?:\d{2}|2[AB])[ ]?\d{3}[ ]?\d{3}[ ]?\d{2}/,
    longest: 21,
    valid: isFrenchNir,
  }),
  ...numbered({
    name: 'ch-ahv',
    label: 'AHV',
    shape: /756\.\d{4}\.\d{4}\.\d{2}/,
    labels: 'ahv, avs, ahv nummer, sozialversicherungsnummer',
    bare: /756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}/,
    longest: 16,
    valid: isAhv,
  }),
  ...numbered({
    name: 'be-national-number',
    label: 'NATIONAL_ID',
    shape: /\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}/,
    labels: 'rijksregisternummer, numéro national, numéro de registre national, national register, insz, niss',
    bare: /\d{2}[.]?\d{2}[.]?\d{2}[ -]?\d{3}[.]?\d{2}/,
    longest: 15,
    valid: isBelgianId,
  }),
  ...numbered({
    name: 'nl-bsn',
    label: 'BSN',
    labels: 'bsn, burgerservicenummer, sofinummer',
    bare: /\d{4}[. ]?\d{2}[. ]?\d{3}|\d{3}[. ]\d{3}[. ]\d{3}/,
    longest: 11,
    valid: isBsn,
  }),
]
