import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { labelled } from './labelled.ts'

export interface PhoneOptions {
  /** A second opinion on a candidate, as it is written; `confirmPhone` asks libphonenumber. */
  confirm?: (candidate: string) => boolean
}

/** Phone numbers: international, national with separators or a mobile prefix, and any number that a word such as `tel` names. */
export function phone({ confirm = () => true }: PhoneOptions = {}): Detector[] {
  const kind = { name: 'phone', category: 'pii', severity: 'medium', label: 'PHONE' } as const
  return [
    pattern({
      ...kind,
      triggers: ['+'],
      anchored: true,
      expression: /(?<![\w+)\]])\+[1-9](?:[ .()/\u00A0\u2011-]{0,3}\d){6,14}(?![\w]|[.,]\d)/,
      longest: 60,
      validate: (value) => isInternational(value) && confirm(value),
    }),
    pattern({
      ...kind,
      triggers: [],
      anchored: true,
      expression: national,
      longest: 40,
      validate: (value, match) => isNational(value) && !isOther(match) && (!/^1\d{10}$/.test(value) || isChinese(match)) && confirm(value),
    }),
    ...labelled({
      ...kind,
      labels,
      value: /[+(]{0,2}\d[\d ()./\u00A0\u2011-]{4,18}\d/,
      longestValue: 24,
      stop: String.raw`\d+(\n`,
      validate: (value) => isNamed(value),
    }),
  ]
}

const labels = `phone, telephone, tel, mobile, mobile phone, cell, cell phone, cellular, fax, whatsapp, call me, call us, call him,
      call her, text me, reach me, ring me, contact number, landline, msisdn, hotline, telefon, telefonnummer, handy, handynummer,
      mobil, rufnummer, téléphone, telephone, portable, teléfono, telefono, móvil, movil, celular, cellulare, telefone, telemóvel,
      telefoon, puhelin, cep, gsm, телефон, 电话, 電話, 手机, 手機, 联系方式, 携帯, 전화, 휴대폰, 연락처`

const national = new RegExp(
  String.raw`(?<![\w.+$/=&%#-])(?:` +
    [
      // North America, with the groups set apart.
      String.raw`(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .\u2011-])[2-9]\d{2}[ .\u2011-]\d{4}`,
      // Elsewhere after a trunk 0, with at least one gap.
      String.raw`\(?0[1-9]\d{0,4}\)?(?:[ ./\u2011-]{1,3}\d{2,8}){1,4}`,
      // Türkiye.
      String.raw`0 \(\d{2,4}\) \d{3} ?\d{2,4}(?: \d{2})?|(?:0[ -])?5\d{2}[ .-]\d{3}[ .-]\d{2}[ .-]\d{2}`,
      // Mobile prefixes written together: Britain, Türkiye, the Philippines; France.
      String.raw`0[579]\d{9}|0[67]\d{8}`,
      // Brazil; China.
      String.raw`\(\d{2}\) ?9?\d{4}-\d{4}`,
      String.raw`1[3-9]\d[ -]\d{4}[ -]\d{4}|1[3-9]\d{9}`,
    ].join('|') +
    String.raw`)(?!\w|[.,:/-]\d| ?[ap]m\b)`,
)

const callingCode =
  /^(?:1[2-9]\d{2}[2-9]\d{6}$|7[3-9]\d{9}$|(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])\d{6,12}$|(?:2[1-689]|3[578]|42|5[09]|6[789]|8[0578]|9[679])\d\d{6,12}$)/

function isInternational(value: string): boolean {
  const digits = value.replace(/\D/g, '').replace(/^(\d{2,3})0(?=\d{8})/, (whole, code: string) => (value.includes('(0)') ? code : whole))
  if (/^\+\d+[ ](?:\d{3} ?)*000 ?000$/.test(value)) return false
  return callingCode.test(digits) && digits.length >= (/\D/.test(value.slice(1)) ? 9 : 10) && !isCounting(digits)
}

function isNational(value: string): boolean {
  const digits = value.replace(/\D/g, '')
  const groups = value.match(/\d+/g) ?? []
  if (isCounting(digits)) return false
  if (/^0[ -]/.test(value)) return true
  if (!value.startsWith('0') && !value.startsWith('(0')) return !/^1?\d{3}[2-9]11\d{4}$/.test(digits)
  if (groups.length === 1) return digits.length > 10 || !isIsbn(digits)
  const pairs = groups.length === 5 && groups.every((group) => group.length === 2)
  if (pairs)
    return (
      /^(?:\d\d([ .-]))(?:\d\d\1){3}\d\d$/.test(value) &&
      !groups.every((group, index) => index === 0 || Number(group) === Number(groups[index - 1]) + 1)
    )
  if (groups.length > 2 && groups.slice(0, 2).every((group) => group.length === 2)) return false
  if (groups.every((group) => group.length === 4) || /^0\d[./-]\d{1,2}[./-]/.test(value)) return false
  return digits.length <= 12 && (digits.length >= 10 || (digits.length === 9 && /^0\d-\d{3}-\d{4}$/.test(value)))
}

function isNamed(value: string): boolean {
  const digits = value.replace(/\D/g, '')
  if (digits.length < 7 || digits.length > 15 || /^(\d)\1+$/.test(digits)) return false
  return (
    !/^(?:19|20)\d{2}([./-])\d{1,2}\1|^\d{1,2}([./-])\d{1,2}\2(?:19|20)?\d{2}\b|^\d{1,3}(?:\.\d{1,3}){3}$|^\d+\.\d+$/.test(value) &&
    !/^1[5-9]\d{11}$/.test(value)
  )
}

/** Eleven digits are a mobile where the words around them are Chinese. */
function isChinese(match: RegExpMatchArray): boolean {
  const start = match.index ?? 0
  const text = match.input ?? ''
  return /[\u4E00-\u9FFF]/.test(text.slice(Math.max(0, start - 8), start) + text.slice(start + 11, start + 19))
}

/** Books of English publishers begin with 0 as mobiles of France do. */
function isIsbn(digits: string): boolean {
  return Array.from(digits).reduce((total, digit, index) => total + Number(digit) * (10 - index), 0) % 11 === 0
}

/** 0123456789 and its like stand for digits, not for a phone. */
function isCounting(digits: string): boolean {
  return '01234567890123456789'.includes(digits) || '98765432109876543210'.includes(digits) || /(\d)\1{7}/.test(digits)
}

/** Numbers that the text itself calls something else, and numbers in a row. */
function isOther(match: RegExpMatchArray): boolean {
  const text = match.input ?? ''
  const start = match.index ?? 0
  const end = start + match[0].length
  const before = text.slice(Math.max(0, start - 32), start)
  return (
    /(?:order|invoice|ticket|sku|part|ref|reference|case|tracking|serial|isbn|issn|model|build|version|commit|account|job|batch|item|product|bestell|rechnung|pedido|id|uid|uuid|seq)[\s_.:#="'-]{0,4}(?:(?:number|num|no|nr|id|code)\.?)?[\s:#="']{0,4}$/i.test(
      before,
    ) ||
    /\d,? $|\b(?=[A-Z]*\d)[A-Z\d]{4} $/.test(before) ||
    /^,? \d/.test(text.slice(end, end + 3))
  )
}
