import type { Detector } from '../../types.ts'
import { assignments } from './assignments.ts'
import { aws } from './aws.ts'
import { azure } from './azure.ts'
import { byContext } from './by-context.ts'
import { chat } from './chat.ts'
import { codeHosts } from './code-hosts.ts'
import { crypto } from './crypto.ts'
import { google } from './google.ts'
import { hashes } from './hashes.ts'
import { headers } from './headers.ts'
import { jwt } from './jwt.ts'
import { models } from './models.ts'
import { platforms } from './platforms.ts'
import { privateKeys } from './private-keys.ts'
import { services } from './services.ts'
import { urls } from './urls.ts'

/** Every detector of secrets, the ones that need no context first. */
export const secrets: readonly Detector[] = [
  ...aws,
  ...google,
  ...azure,
  ...codeHosts,
  ...platforms,
  ...services,
  ...chat,
  ...models,
  ...jwt,
  ...privateKeys,
  ...hashes,
  ...crypto,
  ...urls,
  ...headers,
  ...byContext,
  ...assignments,
]
