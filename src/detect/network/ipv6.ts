import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { rangeOf as rangeOfIpv4 } from './ipv4.ts'

const group = '[0-9A-Fa-f]{1,4}'

const kind = {
  category: 'pii',
  severity: 'low',
  triggers: [],
  anchored: true,
  // Eight groups, or fewer around `::`; the last two may be an IPv4 address. The validator counts.
  expression: new RegExp(
    String.raw`(?<![\w:.$-])(?:${group}:){1,7}(?::?${group}){0,1}(?:(?::${group}){0,6})(?:\.\d{1,3}\.\d{1,3}\.\d{1,3})?(?![\w:]|\.\d|[-]\w)|(?<![\w:.$)\]-])::(?:${group}:){0,6}(?:${group})(?:\.\d{1,3}\.\d{1,3}\.\d{1,3})?(?![\w:]|\.\d)`,
  ),
  longest: 45,
} as const

/** Public IPv6 addresses in full and compressed form, told from clock times, MAC addresses and ratios. */
export const ipv6: Detector = pattern({ ...kind, name: 'ipv6', label: 'IP', validate: (value) => rangeOf(value) === 'public' })

/** IPv6 addresses of private networks (unique local, link-local). Off unless asked for. */
export const privateIpv6: Detector = pattern({
  ...kind,
  name: 'ipv6-private',
  label: 'PRIVATE_IP',
  optional: true,
  validate: (value) => rangeOf(value) === 'private',
})

/** Where an address belongs; loopback and multicast belong to nobody. */
function rangeOf(address: string): 'public' | 'private' | 'none' {
  const groups = expand(address)
  if (!groups) return 'none'
  const [first = 0, second = 0] = groups
  if ((first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80) return 'private'
  if (isMapped(groups))
    return rangeOfIpv4(
      groups
        .slice(6)
        .flatMap((group) => [group >> 8, group & 255])
        .join('.'),
    )
  // Global unicast and NAT64 lead to a host; elsewhere two short groups around `::` may as well be a scope in C++.
  if ((first & 0xe000) === 0x2000 || (first === 0x64 && second === 0xff9b)) return 'public'
  return first !== 0 && (first & 0xff00) !== 0xff00 && /\d/.test(address) && (address.match(/[^:]+/g) ?? []).length > 3 ? 'public' : 'none'
}

/** The eight groups of an address, or `undefined` where they do not add up. */
function expand(address: string): number[] | undefined {
  const tail = /(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)
  const octets = tail?.slice(1).map(Number)
  if (octets?.some((octet) => octet > 255)) return undefined
  const plain = octets
    ? address.slice(0, tail?.index) +
      octets
        .map((octet) => octet.toString(16).padStart(2, '0'))
        .join('')
        .replace(/^(.{4})/, '$1:')
    : address
  const halves = plain.split('::')
  if (halves.length > 2) return undefined
  const [head = [], rest] = halves.map((half) => half.split(':').filter((part) => part !== ''))
  const missing = 8 - head.length - (rest?.length ?? 0)
  if (rest ? missing < 1 : missing !== 0) return undefined
  return [...head, ...Array.from({ length: missing }, () => '0'), ...(rest ?? [])].map((part) => Number.parseInt(part, 16))
}

function isMapped(groups: readonly number[]): boolean {
  return groups.slice(0, 5).every((part) => part === 0) && groups[5] === 0xffff
}
