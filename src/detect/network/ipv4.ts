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
  validate: (value, match) => rangeOf(value) === 'public' && !isVersion(match),
})

/** IPv4 addresses of private networks (RFC 1918, RFC 6598, link-local). Off unless asked for. */
export const privateIpv4: Detector = pattern({
  ...kind,
  name: 'ipv4-private',
  label: 'PRIVATE_IP',
  optional: true,
  validate: (value, match) => rangeOf(value) === 'private' && !isVersion(match),
})

/** Where an address belongs; masks, loopback, multicast and well-known resolvers belong to nobody. */
export function rangeOf(address: string): 'public' | 'private' | 'none' {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  if (
    a === 10 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127)
  )
    return 'private'
  if (a === 0 || a === 127 || a >= 224 || isMask(a, b, c, d)) return 'none'
  // Paragraphs, versions and made-up addresses: all parts below ten, all alike, nothing in the middle, or a whole network.
  if (Math.max(a, b, c, d) < 10 || (a === b && b === c && c === d) || (b === 0 && c === 0) || d === 0) return 'none'
  return resolvers.has(address) ? 'none' : 'public'
}

const resolvers: ReadonlySet<string> = new Set(['208.67.222.222', '208.67.220.220', '149.112.112.112', '94.140.14.14'])

/** Netmasks, and wildcard masks read the other way. */
function isMask(...octets: readonly number[]): boolean {
  const bits = octets.map((octet) => octet.toString(2).padStart(8, '0')).join('')
  return /^1+0*$/.test(bits) && octets[0] === 255
}

// What four-part numbers are that are no addresses, by the words before them.
const numbered =
  /(?:version|versions|ver|release|released|rev|revision|build|sdk|driver|firmware|upgraded?|downgraded?|bump(?:ed)?|chrome|chromium|edge?|firefox|safari|opr|opera|assembly|nuget|package|dll|section|chapter|clause|figure|table|oid|appendix|rfc|spec)["'`*()]{0,3}[\s:=/#"'`(]{0,4}(?:(?:is|to|from|number|no\.?|v)[\s:="']{0,3})?$|(?:upgrad|downgrad|bump|updat|releas|version)\w{0,4}(?: (?!at|on|host|server|ip|address|client)[\w.@/-]{1,24}){1,4} $|(?:§|\bsec\.?|\bsect\.?) ?$/i

/** Four-part versions and paragraph numbers, by what stands around them. */
function isVersion(match: RegExpMatchArray): boolean {
  const text = match.input ?? ''
  const index = match.index ?? 0
  const before = text.slice(Math.max(0, index - 48), index)
  const after = text.slice(index + match[0].length, index + match[0].length + 12)
  if (numbered.test(before) || /(?:^|[\s"'(=:/@])v$/i.test(before)) return true
  // `name@1.2.3.4` is a package; `root@1.2.3.4` is a login.
  if (/[\w-]\/[\w.-]{1,32}@$|(?<!\b(?:ssh|scp|sftp|rsync|ftp)\b.{0,40})\b[\w-]*(?:js|lib|sdk|core|cli|utils?|plugin|pkg)@$/.test(before))
    return true
  if (/(?:\/\/|\*|#) ?$/.test(before) && /^(?:\s*\n|\s*$| [%A-Z[])/.test(after) && match[0].split('.').every((octet) => Number(octet) < 40))
    return true
  return /^[-+](?:alpha|beta|rc|snapshot)|^\.(?:jar|zip|tgz|dll|exe|whl|nupkg|tar)|^ (?:release|version)\b/i.test(after)
}
