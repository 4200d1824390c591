import { Buffer } from 'node:buffer'
import { Readable } from 'node:stream'
import type { Call, EntryHost } from '../types.ts'
import { takenFlow } from './taken-flow.ts'
import { toLines, toResponse } from './raw-headers.ts'

/** An axios instance, as far as it is used. */
export interface Axios {
  (config: AxiosConfig): Promise<AxiosResponse>
  defaults: { adapter?: unknown }
  create: (config: object) => Axios
  getUri: (config: AxiosConfig) => string
}
interface AxiosConfig {
  method?: string
  headers?: unknown
  data?: unknown
  responseType?: string
  validateStatus?: ((status: number) => boolean) | null
  signal?: unknown
  adapter?: unknown
  transformRequest?: unknown
  transformResponse?: unknown
}
interface AxiosResponse {
  data: unknown
  status: number
  statusText: string
  headers: object
  config: AxiosConfig
  request?: unknown
}

/** True for axios itself and for its instances. */
export function isAxios(client: object): client is Axios {
  const { defaults, create, getUri, interceptors } = client as unknown as Record<string, unknown>
  return typeof client === 'function' && typeof create === 'function' && typeof getUri === 'function' && Boolean(defaults && interceptors)
}

/** Guards one axios instance: its adapter is replaced by one that asks the handle and then does what the old one did. */
export function guardAxios(client: Axios, host: EntryHost): void {
  const { adapter } = client.defaults
  const asIs = [(data: unknown) => data]
  // An instance without interceptors or transforms, so that they run once.
  const plain = client.create({ transformRequest: asIs, transformResponse: asIs })
  client.defaults.adapter = async (config: AxiosConfig): Promise<AxiosResponse> => {
    const send = (data: unknown) =>
      takenFlow.run(true, () => plain({ ...config, data, adapter, transformRequest: asIs, transformResponse: asIs }))
    const url = parse(client.getUri(config))
    if (!url || host.skip()) return send(config.data)
    let received: AxiosResponse | undefined
    let own: Response | undefined
    const header = (name: string) => headerOf(config.headers, name)
    const call: Call = {
      via: 'client',
      method: (config.method ?? 'GET').toUpperCase(),
      url,
      header,
      body: typeof config.data === 'string' || ArrayBuffer.isView(config.data) ? (config.data as string | Uint8Array) : undefined,
      signal: config.signal instanceof AbortSignal ? config.signal : undefined,
    }
    const outcome = await host.handle(call, async (change) => {
      received = await send(change?.body ?? config.data)
      const { status, statusText, headers, data } = received
      own = toResponse(status, statusText, toLines(Object.entries(headers).flat()), call.method === 'HEAD' ? null : webBody(data))
      return own
    })
    if (outcome === own && received) return received
    return settle(config, {
      request: received?.request,
      config,
      status: outcome.status,
      statusText: outcome.statusText,
      headers: received ? Object.assign(received.headers, Object.fromEntries(outcome.headers)) : Object.fromEntries(outcome.headers),
      data: await dataOf(outcome, config.responseType),
    })
  }
}

function settle(config: AxiosConfig, response: AxiosResponse): AxiosResponse {
  const { validateStatus = (status: number) => status >= 200 && status < 300 } = config
  if (validateStatus === null || validateStatus(response.status)) return response
  const error = new Error(`Request failed with status code ${response.status}`)
  throw Object.assign(error, { name: 'AxiosError', isAxiosError: true, code: 'ERR_BAD_REQUEST', status: response.status, config, response })
}

function webBody(data: unknown): ReadableStream<Uint8Array> | null {
  if (data === null || data === undefined || data === '') return null
  if (data instanceof Readable) return Readable.toWeb(data) as unknown as ReadableStream<Uint8Array>
  const bytes =
    typeof data === 'string' || ArrayBuffer.isView(data) ? (data as string) : data instanceof ArrayBuffer ? data : JSON.stringify(data)
  return new Response(bytes).body
}

async function dataOf(response: Response, type: string | undefined): Promise<unknown> {
  if (type === 'stream') return response.body ? Readable.fromWeb(response.body as never) : Readable.from([])
  if (type === 'arraybuffer') return Buffer.from(await response.arrayBuffer())
  return response.text()
}

function headerOf(headers: unknown, name: string): string | undefined {
  for (const [key, value] of Object.entries((headers ?? {}) as Record<string, unknown>)) {
    if (key.toLowerCase() === name && value !== undefined && value !== null && value !== false) return String(value)
  }
  return undefined
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}
