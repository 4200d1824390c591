import { brazilianDigit, countDigits, crossSum, digitAt, isDate, isUniform, offsetDay, verhoeff, weigh } from './check-digits.ts'
import { luhn, mod97 } from './checksums.ts'

// Each function takes the compact text of a number (no separators, upper case) whose shape an expression has matched, and checks what
// the country's own rules say of it: dates, ranges, check digits.

/** True when a US social security number could have been issued (SSA rules on area, group and serial). */
export const isUsSsn = (text: string): boolean => /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(text) && !isUniform(text)

/** True when a US taxpayer number is in the ranges of IRS Publication 1915. */
export const isUsItin = (text: string): boolean => /^9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(text)

/** True when a US bank routing number has a district and the right check digit. */
export const isUsRouting = (text: string): boolean =>
  /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)/.test(text) && weigh(text, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 && !isUniform(text)

/** True when a US National Provider Identifier has the right check digit. */
export const isUsNpi = (text: string): boolean => luhn(`80840${text}`)

/** True when a US DEA registration number has the right check digit. */
export const isUsDea = (text: string): boolean => weigh(text.slice(2), [1, 2, 1, 2, 1, 2]) % 10 === digitAt(text, 8)

/** True when a UK NHS number has the right check digit. */
export const isUkNhs = (text: string): boolean =>
  (weigh(text, [10, 9, 8, 7, 6, 5, 4, 3, 2]) + digitAt(text, 9)) % 11 === 0 && !isUniform(text)

/** True when the letter of a Spanish DNI or NIE is right. */
export const isSpanishId = (text: string): boolean =>
  'TRWAGMYFPDXBNJZSQVHLCKE'[Number(text.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))) % 23] === text.at(-1)

/** True when a German tax identification number has the right check digit (ISO 7064 MOD 11,10) and no digit too often. */
export function isGermanTaxId(text: string): boolean {
  if (text.startsWith('0') || Math.max(...countDigits(text.slice(0, 10))) > 3) return false
  let product = 10
  for (const digit of text.slice(0, 10)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11
  return (11 - product) % 10 === digitAt(text, 10)
}

/** True when a German pension insurance number has a birth date and the right check digit. */
export function isGermanPensionId(text: string): boolean {
  const expanded = text.slice(0, 8) + String(text.charCodeAt(8) - 64).padStart(2, '0') + text.slice(9)
  const sum = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].reduce((total, weight, index) => total + crossSum(digitAt(expanded, index) * weight), 0)
  return sum % 10 === digitAt(expanded, 12) && isDate(text.slice(4, 6), offsetDay(text.slice(2, 4)))
}

/** True when a German health insurance number has the right check digit. */
export const isGermanHealthId = (text: string): boolean =>
  (String(text.charCodeAt(0) - 64).padStart(2, '0') + text.slice(1, 9))
    .split('')
    .reduce((total, digit, index) => total + crossSum(Number(digit) * (index % 2 === 0 ? 1 : 2)), 0) %
    10 ===
  digitAt(text, 9)

/** True when a document number ends in its ICAO 9303 check digit. */
export const isIcaoNumber = (text: string): boolean =>
  Array.from(text.slice(0, -1)).reduce(
    (total, character, index) => total + Number.parseInt(character, 36) * ([7, 3, 1][index % 3] ?? 1),
    0,
  ) %
    10 ===
  Number(text.at(-1))

/** True when a French social security number has a month, a department and the right key. */
export function isFrenchNir(text: string): boolean {
  if (!/^[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-4]\d|[5-9]\d)(?:0[1-9]|[1-8]\d|9[0-9]|2[AB])/.test(text)) return false
  const digits = text.slice(0, 13).replace('2A', '19').replace('2B', '18')
  return 97 - mod97(digits) === Number(text.slice(13))
}

/** True when an Italian fiscal code ends in the right letter. */
export function isItalianFiscalCode(text: string): boolean {
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
  let sum = 0
  for (let index = 0; index < 15; index++) {
    const value = Number.parseInt(text.charAt(index), 36)
    const place = value > 9 ? value - 10 : value
    sum += index % 2 === 0 ? (odd[place] ?? 0) : place
  }
  return String.fromCharCode(65 + (sum % 26)) === text.at(15)
}

/** True when a Polish PESEL has a birth date and the right check digit. */
export const isPesel = (text: string): boolean =>
  isDate(String(Number(text.slice(2, 4)) % 20), text.slice(4, 6)) && weigh(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0

/** True when a Brazilian CPF has both check digits. */
export const isCpf = (text: string): boolean =>
  !isUniform(text) && [9, 10].every((length) => brazilianDigit(text, length, 11) === digitAt(text, length))

/** True when a Brazilian CNPJ has both check digits. */
export const isCnpj = (text: string): boolean =>
  !isUniform(text) && [12, 13].every((length) => brazilianDigit(text, length, 9) === digitAt(text, length))

/** True when an Indian Aadhaar number has the right Verhoeff check digit. */
export const isAadhaar = (text: string): boolean => /^[2-9]/.test(text) && verhoeff(text) && text !== [...text].reverse().join('')

/** True when an Indian goods and services tax number has the right check character. */
export function isGstin(text: string): boolean {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const sum = Array.from(text.slice(0, 14)).reduce((total, character, index) => {
    const product = alphabet.indexOf(character) * (index % 2 === 0 ? 1 : 2)
    return total + Math.floor(product / 36) + (product % 36)
  }, 0)
  return alphabet[(36 - (sum % 36)) % 36] === text.at(14)
}

/** True when a Chinese resident number has a birth date and the right check character. */
export const isChineseId = (text: string): boolean =>
  isDate(text.slice(10, 12), text.slice(12, 14)) &&
  '10X98765432'[weigh(text, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] === text.at(17)

/** True when an Australian tax file number has the right weighted sum. */
export const isTfn = (text: string): boolean => weigh(text, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0 && !isUniform(text)

/** True when an Australian business number has the right weighted sum. */
export const isAbn = (text: string): boolean =>
  text[0] !== '0' && (weigh(text, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0 && !isUniform(text)

/** True when an Australian company number has the right check digit. */
export const isAcn = (text: string): boolean => (10 - (weigh(text, [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10 === digitAt(text, 8)

/** True when an Australian Medicare number has the right check digit. */
export const isMedicare = (text: string): boolean => /^[2-6]/.test(text) && weigh(text, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(text, 8)

/** True when a Canadian social insurance number has an issued first digit and the right check digit. */
export const isSin = (text: string): boolean => /^[1-79]/.test(text) && !isUniform(text) && luhn(text)

/** True when a Singapore NRIC or FIN ends in the right letter. */
export function isNric(text: string): boolean {
  const sum = weigh(text.slice(1), [2, 7, 6, 5, 4, 3, 2]) + (/^[TG]/.test(text) ? 4 : text.startsWith('M') ? 3 : 0)
  const letters = /^[ST]/.test(text) ? 'JZIHGFEDCBA' : text.startsWith('M') ? 'XWUTRQPNJLK' : 'XWUTRQPNMLK'
  return letters[sum % 11] === text.at(8)
}

/** True when a Finnish personal identity code (with its century sign) has a birth date and the right check character. */
export const isHetu = (text: string): boolean =>
  isDate(text.slice(2, 4), text.slice(0, 2)) &&
  '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(text.slice(0, 6) + text.slice(7, 10)) % 31] === text.at(10)

/** True when a Swedish personal identity number of ten or twelve digits has a birth date and the right check digit. */
export const isPersonnummer = (text: string): boolean => {
  const digits = text.slice(-10)
  return (text.length === 10 || /^(?:18|19|20)/.test(text)) && isDate(digits.slice(2, 4), offsetDay(digits.slice(4, 6))) && luhn(digits)
}

/** True when a Norwegian national identity number has a birth date and both check digits. */
export const isFodselsnummer = (text: string): boolean =>
  isDate(text.slice(2, 4), text.slice(0, 2)) &&
  weigh(text, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
  weigh(text, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0

/** True when a Thai identity number has the right check digit. */
export const isThaiId = (text: string): boolean =>
  (11 - (weigh(text, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digitAt(text, 12)

/** True when a Turkish identity number has both check digits. */
export const isTurkishId = (text: string): boolean =>
  ((weigh(text, [7, -1, 7, -1, 7, -1, 7, -1, 7]) % 10) + 10) % 10 === digitAt(text, 9) &&
  weigh(text, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10 === digitAt(text, 10)

/** True when a South African identity number has a birth date, a citizenship digit and the right check digit. */
export const isSouthAfricanId = (text: string): boolean =>
  isDate(text.slice(2, 4), text.slice(4, 6)) && /^.{10}[0-2]/.test(text) && luhn(text)

/** True when a Mexican CURP has the right check digit. */
export const isCurp = (text: string): boolean => {
  const sum = Array.from(text.slice(0, 17)).reduce(
    (total, character, index) => total + '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'.indexOf(character) * (18 - index),
    0,
  )
  return (10 - (sum % 10)) % 10 === digitAt(text, 17)
}

/** True when a Dutch citizen service number passes the eleven test. */
export const isBsn = (text: string): boolean => weigh(text, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !isUniform(text)

/** True when a Belgian national number has the right key for a birth before or after 2000. */
export const isBelgianId = (text: string): boolean =>
  isDate(String(Number(text.slice(2, 4)) % 20), text.slice(4, 6)) &&
  [text.slice(0, 9), `2${text.slice(0, 9)}`].some((digits) => 97 - mod97(digits) === Number(text.slice(9)))

/** True when a Swiss social insurance number has the right check digit (EAN-13). */
export const isAhv = (text: string): boolean => text.startsWith('756') && weigh(text, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0

/** True when an Irish PPS number has the right check letter. */
export const isPps = (text: string): boolean =>
  'WABCDEFGHIJKLMNOPQRSTUV'[
    (weigh(text, [8, 7, 6, 5, 4, 3, 2]) + (/[A-I]$/.test(text.slice(8)) ? 9 * (text.charCodeAt(8) - 64) : 0)) % 23
  ] === text.at(7)

/** True when a Portuguese tax number has the right check digit. */
export const isPortugueseNif = (text: string): boolean => {
  const rest = weigh(text, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
  return /^[1-35-9]/.test(text) && (rest < 2 ? 0 : 11 - rest) === digitAt(text, 8)
}

/** True when a Czech or Slovak birth number has a birth date and divides by eleven. */
export const isBirthNumber = (text: string): boolean =>
  isDate(String((Number(text.slice(2, 4)) % 50) % 20), text.slice(4, 6)) && Number(text) % 11 === 0

/** True when a Romanian personal code has a birth date and the right check digit. */
export const isCnp = (text: string): boolean =>
  isDate(text.slice(3, 5), text.slice(5, 7)) && (weigh(text, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11) % 10 === digitAt(text, 12)

/** True when a Chilean RUT has the right check character. */
export const isRut = (text: string): boolean => {
  const sum = Array.from(text.slice(0, -1))
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (2 + (index % 6)), 0)
  return '0123456789K'[(11 - (sum % 11)) % 11 === 10 ? 10 : (11 - (sum % 11)) % 11] === text.at(-1)
}

/** True when an Argentine CUIT or CUIL has the right check digit. */
export const isCuit = (text: string): boolean => {
  const rest = weigh(text, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
  return (rest === 0 ? 0 : 11 - rest) === digitAt(text, 10)
}
