import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'

/** `ignore` leaves out what documentation uses: addresses under RFC 2606 names, published test numbers of cards. */
export interface ExampleOptions {
  examples?: 'report' | 'ignore'
}

/** E-mail addresses, also with `%40` as in URLs; told from SSH remotes, package versions, file names and the user part of URLs. */
export function emails({ examples = 'report' }: ExampleOptions = {}): Detector {
  return pattern({
    name: 'email',
    category: 'pii',
    severity: 'medium',
    label: 'EMAIL',
    triggers: ['@', '%40'],
    expression: address,
    longest: 325,
    validate: (value, match) => {
      const text = value.toLowerCase().replace('%40', '@')
      const at = text.indexOf('@')
      const local = text.slice(0, at)
      const domain = text.slice(at + 1)
      if (local.includes('..') || !isHost(domain)) return false
      if (examples === 'ignore' && documentation.test(domain)) return false
      return !isRemote(local, match) && !isImage(local, domain) && !isUrlUser(match)
    },
  })
}

// Starts after anything but a character of an address, or right after an escape (`\n`) of a string inside a string.
const address =
  /(?:(?<![\w.%+\\-])|(?<=(?<!\\)\\[nrt]))[A-Za-z0-9_\u00C0-\u024F](?:[\w.+'%\u00C0-\u024F-]{0,62}[\w+\u00C0-\u024F-])?(?:@|%40)(?:[A-Za-z0-9\u00C0-\u024F-]{1,63}\.){1,8}(?:xn--[A-Za-z0-9-]{2,58}|[A-Za-z]{2,24})(?![A-Za-z0-9-]|\.[A-Za-z0-9]|@)/

const documentation = /(?:^|\.)(?:example\.(?:com|net|org|edu)|example|test|invalid|localhost)$/

// What follows the last dot of a file name and is no top-level domain.
const files =
  /\.(?:png|jpe?g|gif|webp|avif|svg|css|scss|less|[cm]?[jt]sx?|json|ya?ml|html?|vue|svelte|txt|lock|map|wasm|exe|dll|gz|tgz|whl|deb|rpm|xml|csv|pdf|php|java|kt|swift|cpp|hpp|local|internal)$/

function isHost(domain: string): boolean {
  if (files.test(domain) || (/^[\d.]+\./.test(domain) === true && /^v?\d+\.\d/.test(domain))) return false
  return domain.split('.').every((part) => !part.startsWith('-') && !part.endsWith('-'))
}

/** `git@host:path` and every other `user@host:/path` of ssh, scp and rsync. */
function isRemote(local: string, match: RegExpMatchArray): boolean {
  const after = (match.input ?? '').slice((match.index ?? 0) + match[0].length, (match.index ?? 0) + match[0].length + 2)
  return /^:[/~]/.test(after) || (/^(?:git|hg|svn|ssh)$/.test(local) && /^[:/]/.test(after))
}

/** `icon@2x.png` and its like. */
function isImage(local: string, domain: string): boolean {
  return /^\d(?:\.\d)?x\./.test(domain) && local !== ''
}

/** `https://user:password@host`. */
function isUrlUser(match: RegExpMatchArray): boolean {
  const index = match.index ?? 0
  return /:\/\/[^\s/@"'<>]{0,120}$/.test((match.input ?? '').slice(Math.max(0, index - 124), index))
}

/** E-mail addresses, documentation's included. */
export const email = emails()
