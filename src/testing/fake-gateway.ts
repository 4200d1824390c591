import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gatewayHandler } from '../report/gateway-handler.ts'
import type { GatewayEvent } from '../report/gateway-handler.ts'
import type { GatewayRegistry } from '../report/gateway-providers.ts'
import { listen } from './listen.ts'

export interface FakeGatewayOptions {
  /** Default: a random one. */
  token?: string
  port?: number
  registry?: GatewayRegistry
  /** The gateway's own limit. Default: the real one's, 100 a second and 200 at once. */
  limit?: { perSecond: number; burst: number }
}

/** How a fake gateway misbehaves. `hang` never answers, `reset` cuts the connection. */
export type GatewayAnswer =
  | number
  | 'hang'
  | 'reset'
  | { status: number; headers?: Record<string, string>; body?: string; delayMs?: number }

/** A request as it came, whatever became of it. */
export interface GatewayRequest {
  method: string
  path: string
  /** Names in lower case. */
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** A started gateway that records. */
export interface FakeGateway {
  url: string
  token: string
  /** Events that were answered with 204, in order. */
  events: GatewayEvent[]
  /** Every request that was received whole, in order. */
  requests: GatewayRequest[]
  /** Settles when so many events are there. */
  waitFor: (count: number) => Promise<GatewayEvent[]>
  /** Answers everything in this way from now on; without an argument the strict gateway is back. */
  respond: (answer?: GatewayAnswer) => void
  close: () => Promise<void>
}

/** Starts a gateway on loopback that is as strict as the real one and records what it gets. */
export async function fakeGateway({
  token = randomBytes(32).toString('hex'),
  port,
  ...options
}: FakeGatewayOptions = {}): Promise<FakeGateway> {
  const events: GatewayEvent[] = []
  const requests: GatewayRequest[] = []
  const waiting = new Set<() => void>()
  let answer: GatewayAnswer | undefined

  const strict = gatewayHandler({
    ...options,
    token,
    onEvent: (event) => {
      events.push(event)
      for (const check of waiting) check()
    },
  })

  const server = await listen((request, response) => {
    record(request, requests)
    if (answer === undefined) return strict(request, response)
    misbehave(answer, request, response)
  }, port)

  return {
    url: server.url,
    token,
    events,
    requests,
    waitFor: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (events.length < count) return
          waiting.delete(check)
          resolve(events)
        }
        waiting.add(check)
        check()
      }),
    respond: (next) => {
      answer = next
    },
    close: server.close,
  }
}

function record(request: IncomingMessage, requests: GatewayRequest[]): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: { ...request.headers },
      body: Buffer.concat(chunks).toString('utf8'),
    })
  })
}

function misbehave(answer: GatewayAnswer, request: IncomingMessage, response: ServerResponse): void {
  if (answer === 'hang') return
  if (answer === 'reset') return void request.socket.destroy()
  const { status, headers = {}, body = '', delayMs = 0 } = typeof answer === 'number' ? { status: answer } : answer
  request.on('end', () => setTimeout(() => response.writeHead(status, headers).end(body || undefined), delayMs).unref())
}
