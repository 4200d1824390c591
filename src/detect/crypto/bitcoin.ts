import { base58check, bech32 } from '../../text/checksums.ts'
import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'

const kind = { name: 'btc-address', category: 'pii', severity: 'medium', label: 'BTC', optional: true } as const

/** Bitcoin addresses: base58 with its checksum, and bech32 with its own. Off unless asked for. */
export const bitcoin: readonly Detector[] = [
  pattern({
    ...kind,
    triggers: ['1', '3'],
    anchored: true,
    expression: /(?<![\w+/=.-])[13][1-9A-HJ-NP-Za-km-z]{25,34}(?![\w+/=])/,
    longest: 35,
    validate: (value) => base58check(value)?.length === 21,
  }),
  pattern({
    ...kind,
    triggers: ['bc1', 'BC1'],
    anchored: true,
    expression: /(?<!\w)(?:bc1[02-9ac-hj-np-z]{11,71}|BC1[02-9AC-HJ-NP-Z]{11,71})(?!\w)/,
    longest: 74,
    validate: (value) => bech32(value) !== undefined,
  }),
]
