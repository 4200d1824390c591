import { base58check } from '../../text/checksums.ts'
import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'

/** TRON addresses, by their checksum. Off unless asked for. */
export const tron: Detector = pattern({
  name: 'tron-address',
  category: 'pii',
  severity: 'medium',
  label: 'TRON',
  optional: true,
  triggers: ['T'],
  anchored: true,
  expression: /(?<![\w+/=.-])T[1-9A-HJ-NP-Za-km-z]{33}(?![\w+/=])/,
  longest: 34,
  validate: (value) => {
    const payload = base58check(value)
    return payload?.length === 21 && payload[0] === 0x41
  },
})
