import type { EntryHost } from '../types.ts'
import { guardAwsClient, isAwsClient } from './aws.ts'
import { guardAxios, isAxios } from './axios.ts'
import { interceptor } from './undici-interceptor.ts'

/** Guards an instance of what only Node has: an AWS client, an axios instance, an undici dispatcher. `undefined` when it is none. */
export function wrapClient(client: object, host: EntryHost): object | undefined {
  if (isAwsClient(client)) guardAwsClient(client, host)
  else if (isAxios(client)) guardAxios(client, host)
  else if (isDispatcher(client)) client.dispatch = interceptor(host)(client.dispatch.bind(client) as never) as typeof client.dispatch
  else return undefined
  return client
}

interface Dispatcher {
  dispatch: (options: object, handler: object) => boolean
}

function isDispatcher(client: object): client is Dispatcher {
  const { dispatch, close, destroy } = client as Record<string, unknown>
  return typeof dispatch === 'function' && typeof close === 'function' && typeof destroy === 'function'
}
