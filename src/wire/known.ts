import { providers as builtin, type Provider } from './hosts.ts'

/** Answers which provider is called at a host, a port and a path; `undefined` where nobody knows. */
export type Known = (host: string, port: number, path: string) => string | undefined

/** Makes the question of known providers out of a table; `extra` providers (registered ones, an overlay) are asked first. */
export function knownProviders(extra: readonly Provider[] = [], table: readonly Provider[] = builtin): Known {
  const exact = new Map<string, Entry[]>()
  const wild: Entry[] = []
  const ports = new Map<number, string>()
  for (const { name, domains, ports: own = [] } of [...extra, ...table]) {
    for (const port of own) if (!ports.has(port)) ports.set(port, name)
    for (const entry of domains.map((domain) => entryOf(name, domain)).filter((found) => found !== undefined)) {
      if (entry.labels.some((label) => label.includes('*'))) wild.push(entry)
      else exact.set(entry.labels.join('.'), [...(exact.get(entry.labels.join('.')) ?? []), entry])
    }
  }
  const candidates = remembered((host: string) => {
    const plain = plainHost(host)
    return { local: isLocalHost(plain), entries: [...exactEntries(exact, plain), ...wildEntries(wild, plain)] }
  })
  return (host, port, path) => {
    const { local, entries } = candidates(host)
    return (local ? ports.get(port) : undefined) ?? entries.find((entry) => isOn(entry, port, path))?.name
  }
}

/** Which of the providers that are known without being told is called. The table is prepared for the first question. */
export const knownProvider: Known = (host, port, path) => (builtinProviders ??= knownProviders())(host, port, path)

let builtinProviders: Known | undefined

interface Entry {
  name: string
  labels: string[]
  port: number | undefined
  path: string
}

function entryOf(name: string, domain: string): Entry | undefined {
  const plain = domain.trim().toLowerCase()
  const slash = plain.indexOf('/')
  const [, host = '', port] =
    /^(\[[0-9a-f:.]{2,60}\]|[^\s\\:[\]]{1,253})(?::(\d{1,5}))?$/.exec(slash < 0 ? plain : plain.slice(0, slash)) ?? []
  if (host === '' || host.endsWith('.')) return undefined
  return {
    name,
    labels: plainHost(host).split('.'),
    port: port === undefined ? undefined : Number(port),
    path: slash < 0 ? '' : plain.slice(slash).replace(/\/+$/, ''),
  }
}

// The host itself, then each domain above it: a subdomain belongs to whom its domain belongs.
function exactEntries(exact: Map<string, Entry[]>, host: string): Entry[] {
  const entries: Entry[] = []
  for (let name = host; name !== '';) {
    entries.push(...(exact.get(name) ?? []))
    const dot = name.indexOf('.')
    name = dot < 0 ? '' : name.slice(dot + 1)
  }
  return entries
}

function wildEntries(wild: readonly Entry[], host: string): Entry[] {
  const labels = host.split('.')
  return wild.filter((entry) => wildMatch(entry, labels))
}

/** A process calls few hosts many times. */
function remembered<T>(answer: (host: string) => T): (host: string) => T {
  const answers = new Map<string, T>()
  return (host) => {
    const known = answers.get(host)
    if (known !== undefined) return known
    if (answers.size >= 500) answers.clear()
    const made = answer(host)
    answers.set(host, made)
    return made
  }
}

function isOn({ path: prefix, port: own }: Entry, port: number, path: string): boolean {
  if (own !== undefined && own !== port) return false
  return prefix === '' || path === prefix || path.startsWith(`${prefix}/`)
}

function wildMatch({ labels }: Entry, host: string[]): boolean {
  return labels.length === host.length && labels.every((label, index) => labelMatch(label, host[index]!))
}

function labelMatch(pattern: string, label: string): boolean {
  const star = pattern.indexOf('*')
  if (star < 0) return pattern === label
  return label.length >= pattern.length && label.startsWith(pattern.slice(0, star)) && label.endsWith(pattern.slice(star + 1))
}

/** A host as it is compared: lower case, without brackets, zone and trailing dot. */
function plainHost(host: string): string {
  const lower = host.toLowerCase()
  const bare = lower.startsWith('[') ? lower.slice(1, lower.indexOf(']') < 0 ? undefined : lower.indexOf(']')) : lower
  const zone = bare.indexOf('%')
  const named = zone < 0 ? bare : bare.slice(0, zone)
  return named.endsWith('.') ? named.slice(0, -1) : named
}

/** True for every name that this machine has for itself. */
export function isLocalHost(host: string): boolean {
  const plain = plainHost(host)
  return (
    plain === 'localhost' ||
    plain.endsWith('.localhost') ||
    plain === '::1' ||
    plain === '::' ||
    plain === '0.0.0.0' ||
    /^127(?:\.\d{1,3}){1,3}$/.test(plain) ||
    /^(?:0{1,4}:){7}0{0,3}1$/.test(plain) ||
    /^::ffff:(?:127\.|7f[0-9a-f]{2}:)/.test(plain) ||
    plain === 'host.docker.internal'
  )
}
