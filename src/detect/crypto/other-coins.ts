import { base58check, bech32 } from '../../text/checksums.ts'
import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'

const kind = { category: 'pii', severity: 'medium', optional: true, anchored: true } as const

/** Litecoin and Dogecoin addresses and extended public keys, by their checksums. Off unless asked for. */
export const otherCoins: readonly Detector[] = [
  pattern({
    ...kind,
    name: 'ltc-address',
    label: 'LTC',
    triggers: ['L', 'M', 'ltc1'],
    expression: /(?<![\w+/=.-])(?:[LM][1-9A-HJ-NP-Za-km-z]{26,33}|ltc1[02-9ac-hj-np-z]{11,71})(?![\w+/=])/,
    longest: 75,
    validate: (value) => (value.startsWith('ltc1') ? bech32(value) !== undefined : base58check(value)?.length === 21),
  }),
  pattern({
    ...kind,
    name: 'doge-address',
    label: 'DOGE',
    triggers: ['D', 'A', '9'],
    expression: /(?<![\w+/=.-])[DA9][1-9A-HJ-NP-Za-km-z]{33}(?![\w+/=])/,
    longest: 34,
    validate: (value) => base58check(value)?.length === 21,
  }),
  pattern({
    ...kind,
    name: 'xpub',
    label: 'XPUB',
    triggers: ['xpub', 'ypub', 'zpub', 'tpub'],
    expression: /(?<!\w)[xyzt]pub[1-9A-HJ-NP-Za-km-z]{100,112}(?!\w)/,
    longest: 116,
    validate: (value) => base58check(value)?.length === 78,
  }),
]
