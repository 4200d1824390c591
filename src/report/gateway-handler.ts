import { longestEventBody, lossOf, readGatewayEvent, severityOf } from './gateway-event.ts'
import type { StoredEvent } from './gateway-event.ts'
import { defaultRegistry } from './gateway-providers.ts'
import type { GatewayRegistry } from './gateway-providers.ts'
import { fromHeaderBytes, utf8Prefix } from './utf8.ts'

/** One event that the gateway accepted. */
export interface GatewayEvent {
  /** ISO 8601. */
  time: string
  event: StoredEvent
  severity: 'HIGH' | 'MEDIUM' | 'INFO'
  /** Why a real gateway would lose the row although it answers 204. */
  lost?: string
  requestId: string
  sessionId?: string
  agentId?: string
  userId?: string
  traceparent?: string
  /** All headers of the request; names in lower case. Those of correlation as text. */
  headers: Record<string, string>
}

export interface GatewayHandlerOptions {
  token: string
  onEvent?: (event: GatewayEvent) => void
  registry?: GatewayRegistry | (() => GatewayRegistry)
  /** Requests of any kind a second, and how many may come at once. */
  limit?: { perSecond: number; burst: number }
  now?: () => number
}

/** What the handler needs of Node's `IncomingMessage`. */
export interface HandlerRequest {
  method?: string | undefined
  url?: string | undefined
  headers: Record<string, string | string[] | undefined>
  socket: { remoteAddress?: string | undefined }
  on: (event: string, listener: (chunk: Uint8Array) => void) => unknown
}

/** What the handler needs of Node's `ServerResponse`. */
export interface HandlerResponse {
  setHeader: (name: string, value: string) => unknown
  getHeader: (name: string) => unknown
  writeHead: (status: number, headers?: Record<string, string>) => { end: (body?: string) => unknown }
}

interface Exchange {
  request: HandlerRequest
  response: HandlerResponse
  path: string
}

/** Connectors under whose prefix, `/c/<name>`, the same endpoints are served. */
const connectors = new Set(['openclaw', 'zeptoclaw', 'claudecode', 'codex', 'hermes', 'cursor', 'windsurf', 'geminicli', 'copilot'])

/** The gateway's endpoints for `node:http`, as strict as the real ones: the same checks in the same order, the same cuts, the same answers. */
export function gatewayHandler({
  token,
  onEvent = () => {},
  registry = defaultRegistry,
  limit = { perSecond: 100, burst: 200 },
  now = () => performance.now(),
}: GatewayHandlerOptions): (request: HandlerRequest, response: HandlerResponse) => void {
  const isAllowed = tokenBucket(limit, now)
  const isAuthorized = authorizes(token)
  const currentRegistry = () => (typeof registry === 'function' ? registry() : registry)

  return function gateway(request, response) {
    echoCorrelation(request, response)
    if (!isAllowed()) {
      response.setHeader('Retry-After', '1')
      return text(
        response,
        429,
        JSON.stringify({ error: { message: 'rate limit exceeded', type: 'rate_limit_error', code: 'rate_limit_exceeded' } }),
      )
    }
    const path = pathOf(request)
    if (typeof path === 'number') return text(response, path, path === 404 ? '404 page not found' : 'invalid path')
    const exchange = { request, response, path }
    if (path === '/v1/events/egress') return void takeEvent(exchange)
    if (path.startsWith('/health')) return json(response, 200, { status: 'healthy' })
    if (path === '/v1/config/providers' || path === '/v1/config/providers/reload') return void config(exchange)
    return void anythingElse(exchange)
  }

  async function takeEvent({ request, response }: Exchange): Promise<void> {
    // Begun at once: what listens later may find the body gone.
    const reading = readBody(request)
    if (request.method !== 'POST') return text(response, 405, 'method not allowed')
    if (!(await isAuthorized(request))) return text(response, 401, 'unauthorized')
    if (!isJson([request.headers['content-type']].flat()[0])) return text(response, 415, 'unsupported content-type')
    const body = await reading
    if (!body) return text(response, 400, 'failed to read body')
    const result = readGatewayEvent(body)
    if ('error' in result) return text(response, 400, result.error)
    onEvent(toGatewayEvent(result.event, request, response))
    response.writeHead(204).end()
  }

  async function config({ request, response, path }: Exchange): Promise<void> {
    const isReload = path.endsWith('/reload')
    if (isReload ? request.method !== 'POST' : request.method !== 'GET' && request.method !== 'HEAD')
      return text(response, 405, 'method not allowed')
    if (!(await isAuthorized(request))) return text(response, 401, 'unauthorized')
    response.setHeader('Cache-Control', 'no-store')
    const current = currentRegistry()
    const { overlay_path, overlay_applied } = current
    json(response, 200, isReload ? { status: 'ok', provider_count: current.providers.length, overlay_path, overlay_applied } : current)
  }

  /** What the real gateway sends on to providers. `/v1/events/egress/` ends up here. */
  async function anythingElse({ request, response }: Exchange): Promise<void> {
    if (request.method === 'GET') return void response.writeHead(200).end()
    if (request.method !== 'POST') return text(response, 405, 'method not allowed')
    if (!(await isAuthorized(request))) return failure(response, 401, 'invalid API key', 'authentication_error', 'invalid_api_key')
    if (!request.headers['x-dc-target-url'])
      return failure(response, 400, 'missing X-DC-Target-URL', 'invalid_request_error', 'missing_target_url')
    return failure(response, 503, 'This gateway takes events and does not send calls on.', 'service_unavailable', 'guardrail_disabled')
  }
}

function tokenBucket({ perSecond, burst }: { perSecond: number; burst: number }, now: () => number): () => boolean {
  let tokens = burst
  let last = now()
  return () => {
    const time = now()
    tokens = Math.min(burst, tokens + ((time - last) * perSecond) / 1_000)
    last = time
    if (tokens < 1) return false
    tokens--
    return true
  }
}

/** Accepts `X-DC-Auth` with the bare token or after `Bearer `, in exactly this spelling. Hashes are compared, so that time tells nothing. */
function authorizes(token: string): (request: HandlerRequest) => Promise<boolean> {
  const expected = sha256(token)
  return async ({ headers }) => {
    const given = [headers['x-dc-auth']].flat()[0]
    if (given === undefined || token === '') return false
    const [one, other] = await Promise.all([expected, sha256(given.replace(/^Bearer /, ''))])
    return one.reduce((difference, byte, index) => difference | (byte ^ (other[index] ?? 0)), 0) === 0
  }
}

async function sha256(value: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(value)))
}

/** The path without query and connector prefix, or the status that a bad one is answered with. */
function pathOf({ url = '/' }: HandlerRequest): string | 400 | 404 {
  const raw = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#][^]*$/, '') || '/'
  const [, connector, rest] = /^\/c\/([^/]*)(\/[^]*)$/.exec(raw) ?? []
  if (connector === undefined || rest === undefined) return decode(raw)
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(connector) || /\.\.|%2f|%5c/i.test(rest)) return 400
  return connectors.has(connector) ? decode(rest) : 404
}

function decode(path: string): string | 400 {
  try {
    return decodeURIComponent(path)
  } catch {
    return 400
  }
}

function isJson(contentType: string | undefined): boolean {
  if (!contentType) return true
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return type === 'application/json' || /^[^\s/]+\/[^\s/]+\+json$/.test(type)
}

/** The first bytes of the body, as many as the gateway reads; `undefined` when the client went away. */
function readBody(request: HandlerRequest): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = []
    let received = 0
    request.on('data', (chunk) => {
      if (received < longestEventBody) chunks.push(chunk)
      received += chunk.length
      if (received >= longestEventBody) resolve(joined(chunks).subarray(0, longestEventBody))
    })
    request.on('end', () => resolve(joined(chunks)))
    request.on('error', () => resolve(undefined))
    request.on('close', () => resolve(undefined))
  })
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let end = 0
  for (const chunk of chunks) {
    bytes.set(chunk, end)
    end += chunk.length
  }
  return bytes
}

function toGatewayEvent(event: StoredEvent, request: HandlerRequest, response: HandlerResponse): GatewayEvent {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, fromHeaderBytes([value].flat().join(', '))]),
  )
  const lost = lossOf(event)
  // Who the user is and which trace it belongs to is believed on the same machine only.
  const local = isLoopback(request.socket.remoteAddress)
  return {
    time: new Date().toISOString(),
    event,
    severity: severityOf(event),
    ...(lost ? { lost } : {}),
    requestId: String(response.getHeader('X-DefenseClaw-Request-Id')),
    ...given('sessionId', headers['x-defenseclaw-session-id']),
    ...given('agentId', headers['x-defenseclaw-agent-id']),
    ...given('userId', local ? headers['x-defenseclaw-user-id'] : undefined),
    ...given('traceparent', local ? headers['traceparent'] : undefined),
    headers,
  }
}

function given<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value ? ({ [key]: utf8Prefix(value, 128) } as Partial<Record<K, string>>) : {}
}

/** Whether an address is one of this machine's own. */
function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address)
}

function echoCorrelation({ headers }: HandlerRequest, response: HandlerResponse): void {
  const id = ['x-defenseclaw-request-id', 'x-request-id', 'x-correlation-id'].map((name) => headers[name]).find(Boolean)
  response.setHeader('X-DefenseClaw-Request-Id', String(id ?? crypto.randomUUID()).slice(0, 128))
  const agent = headers['x-defenseclaw-agent-id']
  if (agent) response.setHeader('X-DefenseClaw-Agent-Id', String(agent).slice(0, 128))
}

function text(response: HandlerResponse, status: number, message: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' }).end(`${message}\n`)
}

function json(response: HandlerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}

function failure(response: HandlerResponse, status: number, message: string, type: string, code: string): void {
  json(response, status, { error: { message, type, code } })
}
