import { expect, test } from 'vitest'
import { compile } from '../../src/detect/compile.ts'
import { crypto } from '../../src/detect/crypto/index.ts'

const context = { direction: 'request', kind: 'text', origin: 'user', role: 'user' } as const
const scanner = compile(crypto)

function found(text: string): string[] {
  return scanner.scan(text, context).map(({ detector, start, end }) => `${detector}: ${text.slice(start, end)}`)
}

const addresses: readonly [kind: string, before: string, address: string][] = [
  ['btc-address', 'send to ', '16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ'],
  ['btc-address', '', '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
  ['btc-address', 'BTC_ADDRESS=', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
  ['btc-address', '', 'bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3297'],
  ['eth-address', '', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
  ['eth-address', 'my wallet is ', '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'],
  ['tron-address', '', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'],
  ['sol-address', 'phantom wallet ', '7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV'],
]

test.each(addresses)('%s after "%s" is found by its checksum or by the words before it', (kind, before, address) => {
  expect(found(`${before}${address}`)).toEqual([`${kind}: ${address}`])
})

test('an address with one character changed is none', () => {
  for (const [kind, , address] of addresses.filter(([name, before]) => name !== 'sol-address' && !before.includes('wallet'))) {
    const last = address.at(-1) === 'a' ? 'b' : 'a'
    expect(found(address.slice(0, -1) + last), kind).toEqual([])
  }
})

test('hashes, base64 and hexadecimal of the same length are left alone', () => {
  for (const text of [
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
    '8f953371d3e85eddb89b05ed6b9e680791055315c73e1025ab5dba7bb2aee189',
    '0x0000000000000000000000000000000000000000',
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ',
    '7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV',
    'Tx9k2mQp7Lw4Vb8Nc3Rf6Hj1Sd5Yg0Za9X',
  ])
    expect(found(text), text).toEqual([])
})

test('every wallet address is off unless asked for', () => {
  expect(crypto.every(({ optional }) => optional)).toBe(true)
})
