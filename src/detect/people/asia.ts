import { isDate } from '../../text/check-digits.ts'
import { isAadhaar, isChineseId, isGstin, isNric, isThaiId } from '../../text/national-ids.ts'
import type { Detector } from '../../types.ts'
import { numbered } from './numbered.ts'

/** National numbers of India, China, Singapore, Korea and Thailand. */
export const asia: readonly Detector[] = [
  ...numbered({
    name: 'in-aadhaar',
    label: 'AADHAAR',
    shape: /[2-9]\d{3} \d{4} \d{4}|[2-9]\d{3}-\d{4}-\d{4}/,
    labels: 'aadhaar, aadhar, uidai, आधार',
    bare: /[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}/,
    longest: 14,
    valid: isAadhaar,
  }),
  ...numbered({
    name: 'in-pan',
    label: 'PAN',
    shape: /[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]/,
    labels: 'permanent account, pan card, pan no, pan number, income tax pan',
    bare: /[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]/,
    longest: 10,
    valid: () => true,
  }),
  ...numbered({
    name: 'in-gstin',
    label: 'GSTIN',
    severity: 'medium',
    shape: /[0-3]\d[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z]/,
    longest: 15,
    valid: isGstin,
  }),
  ...numbered({
    name: 'cn-resident-id',
    label: 'RESIDENT_ID',
    shape: /[1-8]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]/,
    labels: '身份证, 身份證, 居民身份证, resident id, id card',
    bare: /[1-8]\d{5}[ ]?(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ ]?\d{3}[\dX]/,
    longest: 20,
    valid: isChineseId,
  }),
  ...numbered({
    name: 'sg-nric',
    label: 'NRIC',
    shape: /[STFGM]\d{7}[A-Z]/,
    labels: 'nric, fin, singapore id',
    bare: /[STFGM]\d{7}[A-Z]/,
    longest: 9,
    valid: isNric,
  }),
  ...numbered({
    name: 'kr-rrn',
    label: 'RRN',
    shape: /\d{2}[01]\d[0-3]\d-[1-8]\d{6}/,
    labels: '주민등록번호, 주민번호, 외국인등록번호, rrn, frn, resident registration, foreigner registration',
    bare: /\d{6}-?[1-8]\d{6}/,
    longest: 14,
    // Numbers given out since October 2020 have no check digit, so the date decides.
    valid: (text) => isDate(text.slice(2, 4), text.slice(4, 6)),
  }),
  ...numbered({
    name: 'th-national-id',
    label: 'THAI_ID',
    shape: /[1-8]-\d{4}-\d{5}-\d{2}-\d/,
    labels: 'thai id, thai national id, tnin, เลขประจำตัวประชาชน, บัตรประชาชน, เลขบัตรประชาชน',
    bare: /[1-8]-?\d{4}-?\d{5}-?\d{2}-?\d/,
    longest: 17,
    valid: isThaiId,
  }),
]
