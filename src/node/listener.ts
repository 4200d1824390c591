import { Buffer } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Call, EntryHost } from '../types.ts'
import { forward } from './forward.ts'

/** A variable by which command-line agents find their provider, and where that is when the variable is not set. */
interface Provider {
  variable: string
  name: string
  base: string
}

const providers: readonly Provider[] = [
  { variable: 'ANTHROPIC_BASE_URL', name: 'anthropic', base: 'https://api.anthropic.com' },
  { variable: 'OPENAI_BASE_URL', name: 'openai', base: 'https://api.openai.com/v1' },
]

export interface Listener {
  /** The variables for programs that are started from here; they are set in `process.env` too. */
  variables: Record<string, string>
  close: () => void
}

/**
 * Listens on the loopback for command-line agents that are started by this process and honour a base-URL variable: what they send
 * passes the handle and goes to the provider they would have called. It does not keep the process alive.
 */
export async function baseUrlListener(host: EntryHost, env: Record<string, string | undefined> = process.env): Promise<Listener> {
  // Nobody else on this machine can guess the address.
  const secret = randomUUID()
  const targets = new Map<string, string>()
  for (const { variable, name, base } of providers) targets.set(name, env[variable] ?? base)
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined)
    })
  })
  server.listen(0, '127.0.0.1')
  server.unref()
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
  const { port } = server.address() as AddressInfo

  const before = new Map<string, string | undefined>()
  const variables: Record<string, string> = {}
  for (const { variable, name } of providers) {
    before.set(variable, env[variable])
    variables[variable] = env[variable] = `http://127.0.0.1:${port}/${secret}/${name}`
  }
  return {
    variables,
    close: () => {
      for (const [variable, value] of before) {
        if (env[variable] !== variables[variable]) continue
        if (value === undefined) delete env[variable]
        else env[variable] = value
      }
      server.close()
      server.closeAllConnections()
    },
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, given, name = '', rest = ''] = /^\/([^/]*)\/([^/?]*)(.*)$/.exec(request.url ?? '') ?? []
    const base = targets.get(name)
    if (given !== secret || base === undefined) {
      response.writeHead(404).end()
      return
    }
    const stopped = new AbortController()
    response.on('close', () => stopped.abort())
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const call: Call & { headerNames: readonly string[] } = {
      via: 'http',
      method: request.method ?? 'GET',
      url: new URL(base.replace(/\/$/, '') + rest),
      header: (key) => {
        const value = request.headers[key]
        return Array.isArray(value) ? value.join(', ') : value
      },
      headerNames: Object.keys(request.headers),
      body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
      signal: stopped.signal,
    }
    const answer = await host.handle(call, (change) => forward(call, change ?? {}))
    const headers = [...answer.headers].filter(([key]) => !/^(?:connection|keep-alive|transfer-encoding)$/.test(key))
    response.writeHead(answer.status, answer.statusText, headers.flat())
    if (answer.body) await pipeline(Readable.fromWeb(answer.body as never), response)
    else response.end()
  }
}
