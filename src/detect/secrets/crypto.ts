import { base58, base58check } from '../../text/checksums.ts'
import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { seedPhrase } from './seed-phrase.ts'

/** Keys of wallets, proven by their checksums. */
export const crypto: readonly Detector[] = [
  pattern({
    name: 'wif-key',
    category: 'secret',
    severity: 'critical',
    triggers: ['5', 'K', 'L'],
    anchored: true,
    expression: /(?<![A-Za-z0-9])(?:5[HJK][1-9A-HJ-NP-Za-km-z]{49}|[KL][1-9A-HJ-NP-Za-km-z]{51})(?![A-Za-z0-9])/,
    longest: 53,
    validate: (value) => base58check(value)?.[0] === 0x80,
  }),
  pattern({
    name: 'extended-private-key',
    category: 'secret',
    severity: 'critical',
    triggers: ['xprv', 'yprv', 'zprv', 'tprv'],
    anchored: true,
    expression: /(?<![A-Za-z0-9])[xyztuv]prv[1-9A-HJ-NP-Za-km-z]{107,108}(?![A-Za-z0-9])/,
    longest: 113,
    validate: (value) => base58check(value)?.length === 78,
  }),
  pattern({
    name: 'ethereum-private-key',
    category: 'secret',
    severity: 'critical',
    triggers: ['private', 'priv', 'secret'],
    anchored: true,
    expression:
      /(?:private[_ -]?key|priv[_ -]?key|secret[_ -]?key)(?:[\\"'`*\])]|\s|[:=,(]|is\b){1,10}(?<value>(?:0x)?[0-9a-f]{64})(?![0-9a-f])/i,
    longest: 100,
    validate: (value) => new Set(value.slice(2)).size > 8,
  }),
  pattern({
    name: 'solana-private-key',
    category: 'secret',
    severity: 'critical',
    triggers: ['private', 'secret', 'keypair', 'wallet', 'phantom', 'solana'],
    anchored: true,
    expression:
      /(?:private[_ -]?key|secret[_ -]?key|keypair|wallet|phantom|solana)[\w ]{0,16}(?:[\\"'`*\])]|\s|[:=,(]|is\b){1,10}(?<value>[1-9A-HJ-NP-Za-km-z]{86,88})(?![A-Za-z0-9])/i,
    longest: 140,
    validate: (value) => base58(value)?.length === 64,
  }),
  seedPhrase,
]
