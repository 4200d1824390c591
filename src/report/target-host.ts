import { utf8Prefix } from './utf8.ts'

/**
 * A host in the form that the gateway keeps: it answers 204 to any host, and then drops the row of one that does not match
 * `^[A-Za-z0-9][A-Za-z0-9._:/-]*$`. Lower case, no port, no brackets, no trailing dot, IPv6 written out in eight groups.
 */
export function toTargetHost(host: string): string {
  const name = withoutPort(
    host
      .slice(host.lastIndexOf('@') + 1, 2_048)
      .trim()
      .toLowerCase(),
  )
  const expanded = name.includes(':') ? expandIpv6(name) : undefined
  if (expanded) return expanded
  const kept = toAscii(name)
    .split('.')
    .map((label) => (tokenLabel.test(label) ? 'redacted' : label))
    .join('.')
    // An underscore (docker compose names) would lose the row.
    .replace(/[^a-z0-9.:/-]/g, '-')
    .replace(/^[^a-z0-9]+/, '')
  return utf8Prefix(kept, 253).replace(/\.+$/, '') || 'unknown'
}

/** A host label that is a key by its own prefix. */
const tokenLabel = /^(?:sk|pk|rk|ghp|gho|ghs|glpat|xox[abprs]|hf|gsk|xai|pplx)[-_][a-z0-9_-]{20,}$/

function withoutPort(host: string): string {
  if (host.startsWith('[')) return host.slice(1, host.includes(']') ? host.indexOf(']') : undefined)
  return host.indexOf(':') === host.lastIndexOf(':') ? host.replace(/:\d*$/, '') : host
}

function toAscii(host: string): string {
  if (/^[\x21-\x7e]*$/.test(host)) return host
  try {
    return new URL(`http://${host}/`).hostname
  } catch {
    return host
  }
}

function expandIpv6(host: string): string | undefined {
  const address = host.replace(/%.*$/, '')
  let groups: string[]
  try {
    // The platform's own parser decides what an address is, and turns a dotted tail into groups.
    groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':')
  } catch {
    return undefined
  }
  const gap = groups.indexOf('')
  if (gap === -1) return groups.join(':')
  const head = groups.slice(0, gap)
  const tail = groups.slice(gap).filter((group) => group !== '')
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0')
  return [...head, ...zeros, ...tail].join(':')
}
