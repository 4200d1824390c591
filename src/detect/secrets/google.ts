import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { token } from './token.ts'

/** Google: API keys (Cloud, Maps, Gemini), OAuth tokens and secrets, the key id of service accounts (their key is a PEM block). */
export const google: readonly Detector[] = [
  token({ name: 'google-api-key', triggers: ['AIza'], expression: /AIza[\w-]{35}/, longest: 39, notBefore: '\\w-' }),
  token({ name: 'google-ai-key', triggers: ['AQ.Ab'], expression: /AQ\.Ab[\w-]{40,80}/, longest: 86, notBefore: '\\w-' }),
  token({ name: 'google-oauth-token', triggers: ['ya29.'], expression: /ya29\.[\w-]{20,1000}/, longest: 1006, notBefore: '\\w-' }),
  token({ name: 'google-oauth-secret', triggers: ['GOCSPX-'], expression: /GOCSPX-[\w-]{24,32}/, longest: 40, notBefore: '\\w-' }),
  token({ name: 'google-refresh-token', triggers: ['1//0'], expression: /1\/\/0[\w-]{40,200}/, longest: 206, notBefore: '\\w-' }),
  pattern({
    name: 'google-service-account-key',
    category: 'secret',
    severity: 'high',
    triggers: ['private_key_id'],
    anchored: true,
    expression: /private_key_id\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}["']?(?<value>[0-9a-f]{40})(?![0-9a-f])/,
    longest: 80,
  }),
]
