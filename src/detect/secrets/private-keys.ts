import type { Detector } from '../../types.ts'
import { bech32 } from '../../text/checksums.ts'
import { escapes } from '../../text/first-set.ts'
import { pattern } from '../pattern.ts'
import { looksIssued } from './placeholder.ts'
import { token } from './token.ts'

/** Line ends, also as a JSON string or a program text writes them, quoting and indentation. */
const gap = String.raw`(?:[\s>"',|#;*]|\\+[nrt]){1,24}`
const header = String.raw`(?:[A-Z][A-Za-z-]{2,20}: [^\r\n\\]{1,100}${gap}){0,6}`
const body = String.raw`${gap}${header}[A-Za-z0-9+/=]{16,8192}(?:${gap}[A-Za-z0-9+/=]{16,8192}){0,4096}(?:${gap}[A-Za-z0-9+/=]{1,15}){0,2}`

/** PEM and its relatives. The key is found whole: from its first line to its last, or as far as it goes where it was cut off. */
export const privateKeys: readonly Detector[] = [
  block('pem-private-key', '(?:RSA |EC |DSA |ED25519 |ENCRYPTED |ANY )?PRIVATE KEY'),
  block('openssh-private-key', 'OPENSSH PRIVATE KEY'),
  block('pgp-private-key', 'PGP PRIVATE KEY BLOCK'),
  block('ssh2-private-key', 'SSH2 (?:ENCRYPTED )?PRIVATE KEY'),
  token({
    name: 'pem-in-base64',
    triggers: ['LS0tLS1CRUdJTi'],
    expression: /LS0tLS1CRUdJTi[A-Za-z0-9+/]{60,12000}={0,2}/,
    longest: 12_016,
    notBefore: 'A-Za-z0-9+/=',
    validate: (value) => /PRIVATE KEY/.test(decoded(value.slice(0, 80))),
  }),
  pattern({
    name: 'putty-private-key',
    category: 'secret',
    severity: 'critical',
    triggers: ['PuTTY-User-Key-File-'],
    anchored: true,
    expression: /PuTTY-User-Key-File-\d: [\w-]{3,40}(?:\s{1,4}[A-Z][A-Za-z0-9-]{2,24}: [^\r\n]{0,200}|\s{1,4}[A-Za-z0-9+/=]{4,80}){4,400}/,
    longest: 32_000,
    validate: (value) => value.includes('Private-'),
  }),
  token({
    name: 'age-secret-key',
    triggers: ['AGE-SECRET-KEY-1'],
    expression: /AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/,
    longest: 74,
    validate: (value) => bech32(value) !== undefined || looksIssued(value),
  }),
  pattern({
    name: 'jwk-private-key',
    category: 'secret',
    severity: 'critical',
    triggers: ['"d', '\\"d', "'d"],
    anchored: true,
    expression: /(?:"|\\"|')d\\?["']\s{0,4}:\s{0,4}\\?["'](?<value>[\w-]{42,700})(?=\\?["'])/,
    validate: (value, { input = '', index = 0 }) =>
      looksIssued(value) && input.slice(Math.max(0, index - 1200), index + 1200).includes('kty'),
    longest: 740,
  }),
]

function block(name: string, kind: string): Detector {
  return pattern({
    name,
    category: 'secret',
    severity: 'critical',
    triggers: ['-----BEGIN '],
    anchored: true,
    expression: new RegExp(String.raw`(?<![A-Za-z0-9-](?<!${escapes}))-----BEGIN ${kind}-----${body}(?:${gap}-----END ${kind}-----)?`),
    longest: 262_400,
    validate: (value) => value.replace(/[^A-Za-z0-9+/=]/g, '').length > 90 && !/(.)\1{15}/.test(value.replace(/A+/g, 'A')),
  })
}

function decoded(value: string): string {
  return atob(value.slice(0, value.length - (value.length % 4)))
}
