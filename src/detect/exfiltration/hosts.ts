const mention =
  /(?:https?:\/\/|\/\/|@)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}|\d{1,3}(?:\.\d{1,3}){3}|localhost)(?![a-z0-9-])/gi

/** Hosts that the texts name, in addresses or by themselves. */
export function namedHosts(texts: Iterable<string>): Set<string> {
  const hosts = new Set<string>()
  for (const text of texts) for (const [, host = ''] of text.matchAll(mention)) hosts.add(host.toLowerCase().replace(/^www\./, ''))
  return hosts
}

/** True when a URL's host, or a domain above it, was named. */
export function isNamedHost(url: string, hosts: ReadonlySet<string>): boolean {
  const host = hostOf(url)
  if (host === undefined) return false
  const labels = host.replace(/^www\./, '').split('.')
  if (/^[\d.]+$/.test(host)) return hosts.has(host)
  for (let index = 0; index < Math.max(1, labels.length - 1); index++) if (hosts.has(labels.slice(index).join('.'))) return true
  return false
}

function hostOf(url: string): string | undefined {
  try {
    return new URL(url.startsWith('//') ? `https:${url}` : url).hostname.toLowerCase()
  } catch {
    return undefined
  }
}
