import { entropy } from '../../text/checksums.ts'
import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { isPlaceholder } from './placeholder.ts'

/** Credentials in HTTP headers, as logs, commands and program texts show them. */
export const headers: readonly Detector[] = [
  pattern({
    name: 'authorization-header',
    category: 'secret',
    severity: 'critical',
    triggers: ['authorization'],
    anchored: true,
    expression:
      /authorization\\{0,3}["'`]?\s{0,3}[:=,]\s{0,3}\\{0,3}["'`]?(?:[A-Za-z][\w-]{2,24}\s{1,3})?(?:[a-z-]{2,16}=)?(?<value>[A-Za-z0-9._~+/=:-]{12,4096})(?![A-Za-z0-9({$])/i,
    longest: 4200,
    validate: isCredential,
  }),
  pattern({
    name: 'bearer-token',
    category: 'secret',
    severity: 'critical',
    triggers: ['bearer'],
    anchored: true,
    expression: /(?<![A-Za-z])bearer[\s:]{1,3}(?<value>[A-Za-z0-9._~+/-]{16,4096}={0,2})(?![A-Za-z0-9({$])/i,
    longest: 4200,
    validate: isCredential,
  }),
  pattern({
    name: 'basic-credentials',
    category: 'secret',
    severity: 'critical',
    triggers: ['basic'],
    anchored: true,
    expression: /(?<![A-Za-z])basic\s{1,3}(?<value>[A-Za-z0-9+/]{8,600}={0,2})(?![A-Za-z0-9+/=])/i,
    longest: 640,
    validate: (value) => /^[\x20-\x7e]+:(?!(?:pass(?:word)?|secret)$)[\x20-\x7e]{3,}$/.test(decoded(value)),
  }),
  pattern({
    name: 'cookie-header',
    category: 'secret',
    severity: 'high',
    triggers: ['cookie'],
    anchored: true,
    expression:
      /cookie\\{0,3}["'`]?\s{0,3}[:=]\s{0,3}\\{0,3}["'`]?(?<value>[\w.!#$%&'*+^|~-]{1,64}=[^\s"'`\\;]{8,4096}(?:;\s{0,2}[^\s"'`\\;]{1,2000}){0,24})/i,
    longest: 4200,
    validate: (value) => value.split(/;\s*/).some((pair) => /=(?=.*\d)(?=.*[A-Za-z])[^;]{12,}/.test(pair) && !isPlaceholder(pair)),
  }),
  pattern({
    name: 'netrc-password',
    category: 'secret',
    severity: 'critical',
    triggers: ['machine'],
    anchored: true,
    expression: /machine\s{1,2}[\w.-]{1,32}\s{1,2}login\s{1,2}\S{1,20}\s{1,2}password\s{1,4}(?<value>\S{4,200})/,
    longest: 440,
    validate: (value) => !isPlaceholder(value),
  }),
  pattern({
    name: 'docker-auth',
    category: 'secret',
    severity: 'critical',
    triggers: ['"auth', '\\"auth'],
    anchored: true,
    expression: /\\?"_?auth\\?"\s{0,4}:\s{0,4}\\?"(?<value>[A-Za-z0-9+/]{12,800}={0,2})\\?"/,
    longest: 840,
    validate: (value) => /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(decoded(value)),
  }),
  pattern({
    name: 'npmrc-auth',
    category: 'secret',
    severity: 'critical',
    triggers: [':_auth', ':_password'],
    anchored: true,
    expression: /:_(?:authToken|auth|password)\s{0,2}=\s{0,2}["']?(?<value>[A-Za-z0-9+/=_-]{12,400})/,
    longest: 440,
    validate: (value) => !isPlaceholder(value),
  }),
  pattern({
    name: 'curl-user',
    category: 'secret',
    severity: 'critical',
    triggers: ['curl'],
    anchored: true,
    expression: /(?<![A-Za-z])curl(?:\s[^\r\n]{0,32}?)?\s(?:-u|--user)[\s=]{0,2}["']?[^\s:"']{1,32}:(?<value>[^\s"'$]{4,200})/,
    longest: 500,
    validate: (value) => !isPlaceholder(value) && !/^(?:pass(?:word)?|secret|token|key|pwd)$/i.test(value),
  }),
]

function isCredential(value: string): boolean {
  return (
    !isPlaceholder(value) &&
    /[A-Za-z]/.test(value) &&
    (/\d/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value.slice(1)) && value.length > 20)) &&
    entropy(value) > 2.8 &&
    !/^[a-z]+(?:[-_./][a-z]+)*[-_]?\d{0,6}$/i.test(value)
  )
}

function decoded(value: string): string {
  try {
    return atob(value)
  } catch {
    return ''
  }
}
