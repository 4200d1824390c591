import type { Detector } from '../../types.ts'
import { token } from './token.ts'

/** Password hashes: they do not open a door, but they can be guessed offline. */
export const hashes: readonly Detector[] = [
  token({
    name: 'bcrypt-hash',
    triggers: ['$2'],
    expression: /\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}/,
    longest: 61,
    notBefore: './A-Za-z0-9',
    severity: 'high',
  }),
  token({
    name: 'argon2-hash',
    triggers: ['$argon2'],
    expression: /\$argon2(?:id|i|d)\$(?:v=\d{1,3}\$)?m=\d{1,8},t=\d{1,4},p=\d{1,3}\$[A-Za-z0-9+/]{8,88}={0,2}\$[A-Za-z0-9+/]{16,128}={0,2}/,
    longest: 270,
    severity: 'high',
  }),
  token({
    name: 'crypt-hash',
    triggers: ['$1$', '$5$', '$6$', '$y$', '$apr1$'],
    expression: /\$(?:1|5|6|y|apr1)\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{2,32}\$(?:[./A-Za-z0-9]{1,32}\$)?[./A-Za-z0-9]{22,86}/,
    longest: 180,
    notBefore: './A-Za-z0-9',
    severity: 'high',
  }),
  token({
    name: 'pbkdf2-hash',
    triggers: ['pbkdf2', 'scrypt:'],
    expression: /(?:pbkdf2[_:]sha(?:1|256|512)[$:]\d{1,8}\$|scrypt:\d{1,8}:\d{1,3}:\d{1,3}\$)[A-Za-z0-9./+]{4,64}\$[A-Za-z0-9+/=]{27,128}/,
    longest: 240,
    notBefore: 'A-Za-z0-9+/',
    severity: 'high',
  }),
  token({
    name: 'ldap-hash',
    triggers: ['{SSHA', '{SHA', '{SMD5}', '{CRYPT}'],
    expression: /\{(?:SSHA|SSHA256|SSHA512|SHA|SHA256|SHA512|SMD5)\}[A-Za-z0-9+/]{20,200}={0,2}/,
    longest: 214,
    notBefore: 'A-Za-z0-9+/',
    severity: 'high',
  }),
]
