import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`

const kind = {
  category: 'pii',
  severity: 'low',
  triggers: [],
  anchored: true,
  expression: new RegExp(String.raw`(?<![\w.+$^~<>-])${octet}(?:\.${octet}){3}(?!\w|\.\d|-\w)`),
  longest: 15,
} as const

/** Public IPv4 addresses, told from versions, masks and the ranges that nobody can be found by. */
export const ipv4: Detector = pattern({
  ...kind,
  name: 'ipv4',
  label: 'IP',
  validate: (value, match) => rangeOf(value) === 'public' && !isVersion(value, match),
})

/** IPv4 addresses of private networks (RFC 1918, RFC 6598, link-local). Off unless asked for. */
export const privateIpv4: Detector = pattern({
  ...kind,
  name: 'ipv4-private',
  label: 'PRIVATE_IP',
  optional: true,
  validate: (value, match) => rangeOf(value) === 'private' && !isVersion(value, match),
})

/** Where an address belongs; masks, loopback, multicast, documentation (RFC 5737) and well-known resolvers belong to nobody. */
export function rangeOf(address: string): 'public' | 'private' | 'none' {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254) || (a === 100 && b >= 64 && b <= 127)) return 'private'
  if (a === 0 || a === 127 || a >= 224 || isMask(a, b, c, d)) return 'none'
  if ((a === 192 && b === 0 && (c === 0 || c === 2)) || (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) || (a === 203 && b === 0 && c === 113)) return 'none'
  return resolvers.has(address) ? 'none' : 'public'
}

const resolvers: ReadonlySet<string> = new Set(['1.1.1.1', '1.0.0.1', '1.1.1.2', '1.1.1.3', '8.8.8.8', '8.8.4.4', '9.9.9.9', '208.67.222.222', '208.67.220.220', '1.2.3.4', '4.3.2.1', '5.6.7.8'])

/** Netmasks, and wildcard masks read the other way. */
function isMask(...octets: readonly number[]): boolean {
  const bits = octets.map((octet) => octet.toString(2).padStart(8, '0')).join('')
  return /^1+0*$/.test(bits) && octets[0] === 255
}

/** Four-part versions: named as one, or with all parts small as no address of a host is written. */
function isVersion(address: string, match: RegExpMatchArray): boolean {
  const text = match.input ?? ''
  const index = match.index ?? 0
  const before = text.slice(Math.max(0, index - 48), index)
  const after = text.slice(index + match[0].length, index + match[0].length + 12)
  if (/(?:version|versions|ver|release|released|rev|revision|build|sdk|driver|firmware|upgraded?|downgraded?|updated?|bump(?:ed)?|chrome|chromium|edg|edge|firefox|safari|opr|opera|netframework|assembly|nuget|package|dll|section|chapter|clause|figure|table|oid|appendix|rfc|spec|ecma)["'`*()]{0,3}[\s:=/#"'`(]{0,4}(?:(?:is|to|from|number|no\.?|v)[\s:="']{0,3})?$/i.test(before)) return true
  if (/(?:^|[\s"'(=:/@])v$/i.test(before) || /(?:[<>=^~]=?|\bto|->|→) ?$/.test(before) === true && /\d+\.\d+[\s.\d]*(?:[<>=^~]=?|\bto|->|→) ?$/.test(before)) return true
  if (/@$/.test(before) && !/[\w.-]@$/.test(before)) return true
  return /^[-+](?:alpha|beta|rc|snapshot)|^\.(?:jar|zip|tgz|dll|exe|whl|nupkg|tar)|^\/?(?:\)| )?(?:release|version)\b/i.test(after) || /^[\w-]+@$/.test(/[\w-]{1,40}@$/.exec(before)?.[0] ?? '') === true && isPackage(before, address)
}

/** `name@1.2.3.4` is a package unless it is a login (`ssh root@1.2.3.4`). */
function isPackage(before: string, address: string): boolean {
  return !/\b(?:ssh|scp|sftp|rsync|root|admin|ubuntu|ec2-user|user|git|ftp|pi)\b[^@]*@$/.test(before) && address.split('.').every((octet) => Number(octet) < 40)
}
