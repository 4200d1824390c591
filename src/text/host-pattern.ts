/** True when a host name fits a pattern: the name itself, or `*.example.com` for any subdomain. A port in the pattern is not looked at. */
export function matchesHost(pattern: string, host: string): boolean {
  const wanted = pattern
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
  if (wanted === '*') return true
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted
}
