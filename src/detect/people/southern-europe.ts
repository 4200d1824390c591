import { luhn } from '../../text/checksums.ts'
import { isUniform } from '../../text/check-digits.ts'
import { isItalianFiscalCode, isPortugueseNif, isSpanishId, isTurkishId } from '../../text/national-ids.ts'
import type { Detector } from '../../types.ts'
import { numbered } from './numbered.ts'

/** National numbers of Spain, Italy, Portugal and Türkiye. */
export const southernEurope: readonly Detector[] = [
  ...numbered({
    name: 'es-dni',
    label: 'DNI',
    shape: /\d{7,8}-?[A-HJ-NP-TV-Za-hj-np-tv-z]/,
    labels: 'dni, nif, documento nacional, documento de identidad, número de identificación fiscal',
    bare: /\d{1,2}[.]?\d{3}[.]?\d{3}[ -]?[A-HJ-NP-TV-Z]/,
    longest: 12,
    valid: isSpanishId,
    // 86400000L and 1048576K are numbers in code, 12345678e is a hash.
    alone: (value) => value.includes('-') || (/^\d{8}/.test(value) ? !/[LFDa-fl]$/.test(value) : /[JNQRSTVWXYZH]$/.test(value)),
  }),
  ...numbered({
    name: 'es-nie',
    label: 'NIE',
    shape: /[XYZ]-?\d{7}-?[A-HJ-NP-TV-Z]/,
    labels: 'nie, identificación de extranjero, número de identidad de extranjero',
    bare: /[XYZ][ -]?\d{7}[ -]?[A-HJ-NP-TV-Z]/,
    longest: 11,
    valid: isSpanishId,
  }),
  ...numbered({
    name: 'it-codice-fiscale',
    label: 'CODICE_FISCALE',
    shape: /[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPR-T][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]|[A-Z]{3} [A-Z]{3} \d{2}[A-EHLMPR-T]\d{2} [A-Z]\d{3}[A-Z]/,
    labels: 'codice fiscale, cod fiscale, cod. fiscale, c.f., fiscal code, cf',
    bare: /[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPR-T][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]/,
    longest: 19,
    valid: isItalianFiscalCode,
  }),
  ...numbered({
    name: 'it-vat',
    label: 'VAT',
    severity: 'medium',
    labels: 'partita iva, p.iva, p. iva, piva',
    bare: /(?:IT ?)?\d{11}/,
    longest: 14,
    valid: (text) => luhn(text) && !isUniform(text.replace(/^IT/, '')),
  }),
  ...numbered({
    name: 'pt-nif',
    label: 'NIF',
    labels: 'nif, contribuinte, número de contribuinte, número de identificação fiscal',
    bare: /[1-35-9]\d{2}[ .]?\d{3}[ .]?\d{3}/,
    longest: 11,
    valid: isPortugueseNif,
  }),
  ...numbered({
    name: 'tr-national-id',
    label: 'TCKN',
    labels: 'tckn, tc kimlik, t.c. kimlik, kimlik numarası, kimlik no, turkish id, türk kimlik',
    bare: /[1-9]\d{10}/,
    longest: 11,
    valid: isTurkishId,
  }),
]
