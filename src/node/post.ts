import { Agent as HttpAgent, ClientRequest } from 'node:http'
import type { ClientRequestArgs, IncomingMessage } from 'node:http'
import type { Post } from '../types.ts'
import { markOwn } from './own-request.ts'

const longestBody = 65_536
const agentOptions = { keepAlive: true, maxSockets: 8, maxFreeSockets: 2 }

/**
 * Posts through `node:http`, on connections of its own that do not keep the process alive. Settles when the head of the answer is there:
 * from then on the event must not be sent again, whatever happens to the body.
 */
export const post: Post = async (url, { headers, body, timeoutMs }) => {
  const target = new URL(url)
  const options = toOptions(target, headers, body, agentFor(target))
  try {
    return await exchange(options, body, timeoutMs)
  } catch (error) {
    // The server closed an idle connection just as it was used again: nothing is wrong with the gateway.
    if (error instanceof StaleConnection) return exchange(options, body, timeoutMs)
    throw error
  }
}

const agents = new Map<string, HttpAgent>()

function agentFor({ protocol }: URL): HttpAgent {
  const existing = agents.get(protocol)
  if (existing) return existing
  // Loaded when first needed: node:https brings node:tls with it, which costs milliseconds at start.
  const agent = protocol === 'https:' ? new (process.getBuiltinModule('node:https').Agent)(agentOptions) : new HttpAgent(agentOptions)
  agents.set(protocol, agent)
  return agent
}

function toOptions(target: URL, headers: Record<string, string>, body: string, agent: HttpAgent): ClientRequestArgs {
  return {
    protocol: target.protocol,
    hostname: target.hostname.replace(/^\[|\]$/g, ''),
    port: target.port || (target.protocol === 'https:' ? 443 : 80),
    path: target.pathname + target.search,
    method: 'POST',
    headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) },
    agent,
  }
}

class StaleConnection extends Error {
  override name = 'StaleConnection'
}

function exchange(
  options: ClientRequestArgs,
  body: string,
  timeoutMs: number,
): Promise<{ status: number; retryAfterMs?: number | undefined }> {
  return new Promise((resolve, reject) => {
    // The class, not `http.request`: what others have wrapped around that is for the program's requests.
    const request = new ClientRequest(options, onResponse)
    markOwn(request)
    const timer = setTimeout(() => request.destroy(timeout()), timeoutMs).unref()
    request.on('socket', (socket) => socket.unref())
    request.on('close', () => clearTimeout(timer))
    request.on('error', (error: NodeJS.ErrnoException) => {
      reject(request.reusedSocket && error.code === 'ECONNRESET' ? new StaleConnection(error.message, { cause: error }) : error)
    })
    // As bytes: with a string, Node writes the head together with the body as UTF-8, and header bytes above 127 double.
    request.end(Buffer.from(body))

    function onResponse(response: IncomingMessage) {
      let received = 0
      response.on('data', (chunk: Buffer) => {
        received += chunk.length
        if (received > longestBody) request.destroy()
      })
      response.on('error', () => {})
      resolve({ status: response.statusCode ?? 0, retryAfterMs: toRetryAfterMs(response.headers['retry-after']) })
    }
  })
}

function timeout(): Error {
  return Object.assign(new Error('The gateway did not answer in time.'), { code: 'ETIMEDOUT' })
}

/** `Retry-After` as seconds or as a date; anything else is ignored. */
function toRetryAfterMs(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const ms = /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}
