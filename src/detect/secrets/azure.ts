import { entropy } from '../../text/checksums.ts'
import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { isPlaceholder } from './placeholder.ts'
import { token } from './token.ts'

/**
 * Microsoft Azure: account keys, shared access signatures and keys, application secrets, DevOps tokens, and keys that carry a service's mark.
 *
 * Where the mark comes late, the first characters are not part of what is found: else a stream would have to hold every word.
 */
export const azure: readonly Detector[] = [
  pattern({
    name: 'azure-account-key',
    category: 'secret',
    severity: 'critical',
    triggers: ['AccountKey'],
    anchored: true,
    expression: /AccountKey["']?\s{0,2}[=:]\s{0,2}["']?(?<value>[A-Za-z0-9+/]{86}==)/i,
    longest: 108,
    validate: isKey,
  }),
  pattern({
    name: 'azure-shared-access-key',
    category: 'secret',
    severity: 'critical',
    triggers: ['SharedAccessKey', 'SharedSecretKey'],
    anchored: true,
    expression: /Shared(?:Access|Secret)Key["']?\s{0,2}[=:]\s{0,2}["']?(?<value>[A-Za-z0-9+/]{40,86}={1,2})/i,
    longest: 112,
    validate: isKey,
  }),
  pattern({
    name: 'azure-sas-signature',
    category: 'secret',
    severity: 'critical',
    triggers: ['sig='],
    expression: /(?<=[?&;"'\s])sig=(?<value>(?:[A-Za-z0-9+/]|%2[BbFf]){40,90}(?:=|%3[Dd]))/,
    longest: 300,
    validate: isKey,
  }),
  token({
    name: 'azure-ad-secret',
    triggers: ['Q~'],
    anchored: false,
    expression: /[\w~.-]{3}(?<value>\dQ~[\w~.-]{31,34})/,
    longest: 40,
    notBefore: '\\w~.-',
  }),
  token({
    name: 'azure-devops-token',
    triggers: ['AZDO'],
    anchored: false,
    expression: /(?![A-Z]?[a-z]{5})[A-Za-z0-9]{6}(?<value>[A-Za-z0-9]{70}AZDO[A-Za-z0-9]{4})/,
    longest: 84,
  }),
  token({
    name: 'azure-openai-key',
    triggers: ['JQQJ99'],
    anchored: false,
    expression: /(?![A-Z]?[a-z]{5})[A-Za-z0-9]{6}(?<value>[A-Za-z0-9]{46}JQQJ99[A-Za-z0-9]{26})/,
    longest: 84,
  }),
  token({
    name: 'azure-service-key',
    triggers: ['AzFu', 'AzSe', '+ASt', '+ABa', '+AMC', '+ARm', 'ACDb', 'APIM', 'AIoT', '+ACR', 'AzCa'],
    anchored: false,
    expression:
      /(?![A-Z]?[a-z]{5})[A-Za-z0-9]{6}(?<value>[A-Za-z0-9+/_-]{27,70}(?:AzFu|AzSe|\+ASt|\+ABa|\+AMC|\+ARm|ACDb|APIM|AIoT|\+ACR|AzCa)[A-Za-z0-9+/_-]{5,6}={0,2})/,
    longest: 90,
    notBefore: 'A-Za-z0-9+/=',
    validate: (value) => isKey(value) && /[a-z]/.test(value) && /[0-9]/.test(value) && [44, 52, 54, 56, 84, 88].includes(value.length + 6),
  }),
]

function isKey(value: string): boolean {
  return !isPlaceholder(value) && entropy(value) > 4
}
