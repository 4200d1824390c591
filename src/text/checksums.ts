import { sha256 } from '@noble/hashes/sha2.js'

/** True when the digits of a text (other characters are skipped) end in their Luhn check digit. */
export function luhn(text: string): boolean {
  let sum = 0
  let count = 0
  for (let index = text.length - 1; index >= 0; index--) {
    const digit = text.charCodeAt(index) - 48
    if (digit < 0 || digit > 9) continue
    const doubled = count++ % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return count > 1 && sum % 10 === 0
}

/** The remainder modulo 97 of a text read as a number, letters standing for 10 to 35 (ISO 7064, used by IBAN). */
export function mod97(text: string): number {
  let remainder = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder
}

/** The CRC-32 (IEEE) of an ASCII text, unsigned. */
export function crc32(text: string): number {
  const table = crcTable()
  let crc = -1
  for (let index = 0; index < text.length; index++) crc = (table[(crc ^ text.charCodeAt(index)) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ -1) >>> 0
}

/** True when the last six characters are the CRC-32 of the rest in base 62, as GitHub and npm sign their tokens. */
export function hasCrcTail(body: string, tail: string): boolean {
  return base62(crc32(body)).padStart(6, '0') === tail
}

/** Shannon entropy of a text, in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

/** The payload of a base58check text (version byte first), or `undefined` when its checksum is wrong. */
export function base58check(text: string): Uint8Array | undefined {
  const bytes = base58(text)
  if (!bytes || bytes.length < 5) return undefined
  const payload = bytes.subarray(0, -4)
  const sum = sha256(sha256(payload))
  return bytes.subarray(-4).every((byte, index) => byte === sum[index]) ? payload : undefined
}

/** The bytes of a base58 text (Bitcoin alphabet), or `undefined` when a character is not of the alphabet. */
export function base58(text: string): Uint8Array | undefined {
  const bytes: number[] = []
  for (const character of text) {
    let carry = base58Alphabet.indexOf(character)
    if (carry < 0) return undefined
    for (let index = 0; index < bytes.length; index++) {
      carry += (bytes[index] ?? 0) * 58
      bytes[index] = carry & 0xff
      carry >>= 8
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 0xff)
  }
  const zeros = text.length - text.replace(/^1+/, '').length
  return Uint8Array.from([...Array<number>(zeros).fill(0), ...bytes.reverse()])
}

/** True when a bech32 or bech32m text (all lower or all upper case) has a right checksum; says which. */
export function bech32(text: string): 'bech32' | 'bech32m' | undefined {
  const lower = text.toLowerCase()
  const split = lower.lastIndexOf('1')
  if ((text !== lower && text !== text.toUpperCase()) || split < 1 || split + 7 > lower.length) return undefined
  const prefix = Array.from(lower.slice(0, split), (character) => character.charCodeAt(0))
  const data = Array.from(lower.slice(split + 1), (character) => bech32Alphabet.indexOf(character))
  if (data.includes(-1)) return undefined
  const sum = bech32Sum([...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...data])
  return sum === 1 ? 'bech32' : sum === 0x2bc830a3 ? 'bech32m' : undefined
}

const base58Alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const bech32Alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const base62Alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function bech32Sum(values: readonly number[]): number {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
  let sum = 1
  for (const value of values) {
    const top = sum >>> 25
    sum = ((sum & 0x1ffffff) << 5) ^ value
    generator.forEach((part, bit) => {
      if ((top >> bit) & 1) sum ^= part
    })
  }
  return sum >>> 0
}

function base62(value: number): string {
  let text = ''
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = (base62Alphabet[rest % 62] ?? '') + text
  return text
}

let table: Uint32Array | undefined
function crcTable(): Uint32Array {
  return (table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
    return value
  }))
}
