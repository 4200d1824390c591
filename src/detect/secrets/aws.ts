import { entropy } from '../../text/checksums.ts'
import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { isPlaceholder } from './placeholder.ts'
import { token } from './token.ts'

/** Amazon Web Services: access keys, their secrets by context, session tokens, Bedrock keys. */
export const aws: readonly Detector[] = [
  token({
    name: 'aws-access-key',
    triggers: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    expression: /(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}/,
    longest: 20,
    notBefore: 'A-Za-z0-9+/',
  }),
  pattern({
    name: 'aws-secret-key',
    category: 'secret',
    severity: 'critical',
    triggers: ['aws', 'secret'],
    expression:
      /(?:aws[_ -]?secret(?:[_ -]?access)?[_ -]?(?:key)?|secret[_ -]?access[_ -]?key|secret[_ -]?key)(?:[\\"'`\])]|\s|[:=>,]|is\b|\bvalue\b){1,12}(?<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/i,
    longest: 128,
    validate: isSecretKey,
  }),
  pattern({
    name: 'aws-key-pair',
    category: 'secret',
    severity: 'critical',
    label: 'AWS_SECRET_KEY',
    triggers: ['AKIA', 'ASIA'],
    anchored: true,
    expression:
      /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])[^A-Za-z0-9/+][^]{0,60}?(?<![A-Za-z0-9/+])(?<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/,
    longest: 128,
    validate: isSecretKey,
  }),
  token({
    name: 'aws-session-token',
    triggers: ['IQoJb3JpZ2lu', 'FwoGZXIvYXdz', 'FQoGZXIvYXdz'],
    expression: /(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9/+%]{80,2000}={0,2}/,
    longest: 2014,
    notBefore: 'A-Za-z0-9/+=',
  }),
  token({
    name: 'aws-bedrock-key',
    triggers: ['ABSK', 'bedrock-api-key-'],
    expression: /(?:ABSK[A-Za-z0-9+/]{100,140}={0,2}|bedrock-api-key-[A-Za-z0-9+/=_-]{40,1500})/,
    longest: 1520,
    notBefore: 'A-Za-z0-9+/=',
  }),
]

function isSecretKey(value: string): boolean {
  return (
    !isPlaceholder(value) &&
    !/^[0-9a-f]+$/i.test(value) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    /\d/.test(value) &&
    entropy(value) > 4
  )
}
