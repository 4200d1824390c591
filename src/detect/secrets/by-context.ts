import { entropy } from '../../text/checksums.ts'
import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { isPlaceholder } from './placeholder.ts'

/** Keys without a mark of their own, told by the name of their service beside them. */
export const byContext: readonly Detector[] = [
  named('cohere-key', 'cohere|co_api', '[A-Za-z0-9]{40}'),
  named('mistral-key', 'mistral', '[A-Za-z0-9]{32}'),
  named('heroku-api-key', 'heroku', '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'),
  named('datadog-key', 'datadog|dd_(?:api|app)|dd-(?:api|app)', '[0-9a-f]{32}(?:[0-9a-f]{8})?'),
  named('twilio-auth-token', 'twilio', '[0-9a-f]{32}'),
  named('cloudflare-api-key', 'cloudflare|cf_api', '(?:[0-9a-f]{37}|[A-Za-z0-9_-]{40})'),
  named('vercel-access-token', 'vercel', '[A-Za-z0-9]{24}'),
  named('snowflake-token', 'snowflake', '[A-Za-z0-9_.~+/-]{20,256}'),
  named('algolia-key', 'algolia', '[0-9a-f]{32}'),
  named('deepgram-key', 'deepgram', '[0-9a-f]{40}'),
  named('assemblyai-key', 'assemblyai', '[0-9a-f]{32}'),
  named('stability-key', 'stability', 'sk-[A-Za-z0-9]{48}'),
  named('okta-token', 'okta', '00[\\w-]{40}'),
  named('fastly-token', 'fastly', '[A-Za-z0-9_-]{32}'),
  named('linode-token', 'linode', '[0-9a-f]{64}'),
  named('pagerduty-key', 'pagerduty|pd_api', '[\\w+-]{20}'),
  named('trello-key', 'trello', '[0-9a-f]{32}(?:[0-9a-f]{32})?'),
  named('dropbox-token', 'dropbox', '(?:sl\\.)?[\\w-]{40,160}'),
  named('weights-and-biases-key', 'wandb|weights', '[0-9a-f]{40}'),
  named('paypal-client-secret', 'paypal', 'E[\\w-]{79}'),
  named('discord-client-secret', 'discord', '[\\w-]{32}'),
  named('azure-cognitive-key', 'azure|cognitive|speech', '[0-9a-f]{32}'),
  named('exchange-secret', 'binance|coinbase|kraken|kucoin|bybit|bitfinex|okx|gemini', '[A-Za-z0-9+/]{32,88}={0,2}'),
  named('hashicorp-token', 'vault|consul|nomad|terraform|tfe', '(?:s\\.[A-Za-z0-9]{24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'),
]

function named(name: string, service: string, shape: string): Detector {
  return pattern({
    name,
    category: 'secret',
    severity: 'critical',
    triggers: service.split('|'),
    anchored: true,
    expression: new RegExp(
      String.raw`(?<![A-Za-z])(?:${service})[\w .-]{0,32}?(?:key|token|secret|password|passphrase|credential)[\\"'\x60*\])]{0,4}(?:\s{0,4}(?:=>|:=|[:=])|\s{1,2}is)[\s*]{0,6}\\{0,3}["'\x60]?(?<value>${shape})(?![\w+/-])`,
      'i',
    ),
    longest: 360,
    validate: (value) => !isPlaceholder(value) && /\d/.test(value) && /[A-Za-z]/.test(value) && entropy(value) > 2.8,
  })
}
