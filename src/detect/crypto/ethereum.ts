import { keccak_256 } from '@noble/hashes/sha3.js'
import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { speaksOf } from './speaks-of.ts'

/** Ethereum addresses: mixed case by its checksum (EIP-55), one case only where the text speaks of a wallet. Off unless asked for. */
export const ethereum: Detector = pattern({
  name: 'eth-address',
  category: 'pii',
  severity: 'medium',
  label: 'ETH',
  optional: true,
  triggers: ['0x'],
  anchored: true,
  expression: /(?<!\w)0x[0-9A-Fa-f]{40}(?!\w)/,
  longest: 42,
  validate: (value, match) => {
    if (/^0x(.)\1+$/i.test(value)) return false
    return /[a-f]/.test(value.slice(2)) && /[A-F]/.test(value) ? isChecksummed(value) : speaksOf(match, wallet)
  },
})

const wallet =
  /wallet|address|eth\b|ethereum|erc-?20|contract|send|receive|transfer|recipient|payable|\bto\b|\bfrom\b|metamask|ledger|account|owner|polygon|钱包|地址/i

function isChecksummed(address: string): boolean {
  const digits = address.slice(2)
  const hash = keccak_256(new TextEncoder().encode(digits.toLowerCase()))
  return Array.from(digits).every((digit, index) => {
    const nibble = ((hash[index >> 1] ?? 0) >> (index % 2 === 0 ? 4 : 0)) & 15
    return /\d/.test(digit) || nibble > 7 === /[A-F]/.test(digit)
  })
}
