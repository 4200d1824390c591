import { base58 } from '../../text/checksums.ts'
import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { speaksOf } from './speaks-of.ts'

/** Solana addresses: base58 of 32 bytes where the text speaks of one. Off unless asked for. */
export const solana: Detector = pattern({
  name: 'sol-address',
  category: 'pii',
  severity: 'medium',
  label: 'SOL',
  optional: true,
  triggers: [],
  anchored: true,
  expression: /(?<![\w+/=.-])[1-9A-HJ-NP-Za-km-z]{32,44}(?![\w+/=])/,
  longest: 44,
  validate: (value, match) =>
    /[A-Z]/.test(value) &&
    /[a-z]/.test(value) &&
    /\d/.test(value) &&
    speaksOf(match, /\bsol\b|solana|phantom|spl\b|wallet|钱包/i) &&
    base58(value)?.length === 32,
})
