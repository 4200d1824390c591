import { AsyncLocalStorage } from 'node:async_hooks'
import { Buffer } from 'node:buffer'
import { Readable } from 'node:stream'
import { patch } from '../entry/patch.ts'
import type { Call, Change, EntryHost } from '../types.ts'
import { onLoad } from './on-load.ts'
import { toResponse } from './raw-headers.ts'
import { takenFlow } from './taken-flow.ts'

/** A client of the AWS SDK v3, as far as all of them are the same. */
export interface AwsClient {
  middlewareStack: {
    add: (middleware: Middleware, options: { step: string; priority: string; name: string }) => void
    remove: (name: string) => boolean
  }
  send: (...args: unknown[]) => unknown
}

type Next = (args: Arguments) => Promise<Result>
type Middleware = (next: Next) => Next
interface Arguments {
  request?: HttpRequest
}
interface Result {
  response?: HttpResponse
}
interface HttpRequest {
  method: string
  protocol: string
  hostname: string
  port?: number
  path: string
  query?: Record<string, string | string[] | null>
  headers: Record<string, string>
  body?: unknown
}
interface HttpResponse {
  statusCode: number
  reason?: string
  headers: Record<string, string>
  body?: unknown
}

/** True for clients of the AWS SDK v3. */
export function isAwsClient(client: object): client is AwsClient {
  const { middlewareStack, send } = client as Partial<AwsClient>
  return typeof send === 'function' && typeof middlewareStack?.add === 'function' && typeof middlewareStack.remove === 'function'
}

/**
 * Guards one client of the AWS SDK v3 before it signs, so that a changed body still verifies. Returns the way back.
 */
export function guardAwsClient(client: object, host: EntryHost): () => void {
  if (!isAwsClient(client)) throw new TypeError('This is no client of the AWS SDK v3.')
  const { judging, answering } = middleware(host)
  const names = { judging: 'guardJudging', answering: 'guardAnswering' }
  for (const name of Object.values(names)) client.middlewareStack.remove(name)
  client.middlewareStack.add(judging, { step: 'build', priority: 'high', name: names.judging })
  client.middlewareStack.add(answering, { step: 'deserialize', priority: 'low', name: names.answering })
  return () => {
    for (const name of Object.values(names)) client.middlewareStack.remove(name)
  }
}

/** Guards every client of the AWS SDK v3 of the process when it first sends. Returns the way back. */
export function guardAwsClients(host: EntryHost): () => void {
  const undos = new Set<() => void>()
  const restore = onLoad(/@smithy[\\/](?:smithy-client|core[\\/]client|core[\\/]dist-cjs[\\/]submodules[\\/]client)/, (exports) => {
    const { prototype } = (exports as { Client?: { prototype?: AwsClient } }).Client ?? {}
    if (typeof prototype?.send !== 'function') return undefined
    const guarded = new WeakSet<AwsClient>()
    return patch(prototype, 'send', (send) => {
      return function (this: AwsClient, ...args) {
        if (!guarded.has(this) && isAwsClient(this)) {
          guarded.add(this)
          undos.add(guardAwsClient(this, host))
        }
        return Reflect.apply(send, this, args)
      }
    })
  })
  return () => {
    restore()
    for (const undo of undos) undo()
  }
}

/** What the two middlewares of one call tell each other; retries stay between them. */
interface Exchange {
  /** Gives the answer to the handle and returns what the handle made of it. */
  answered: (response: HttpResponse) => Promise<HttpResponse>
  /** Stands in for the whole exchange: nothing is sent. */
  refusal?: HttpResponse
}

const exchanges = new AsyncLocalStorage<Exchange>()

function middleware(host: EntryHost): { judging: Middleware; answering: Middleware } {
  return {
    judging: (next) => async (args) => {
      const { request } = args
      const url = request && addressOf(request)
      if (!request || !url || host.skip()) return next(args)
      const header = (name: string) => Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1]
      const bytes = bytesOf(request.body)
      if (host.wants?.(request.method, url.hostname, url.pathname, header('content-type'), bytes) === false) return next(args)

      let result: Promise<Result> | undefined
      let respond: ((response: Response) => void) | undefined
      let begin: () => void = () => {}
      const begun = new Promise<void>((resolve) => (begin = resolve))
      const call: Call = {
        via: 'client',
        method: request.method,
        url,
        header,
        body: bytes,
        ...(bytes === undefined && request.body !== undefined ? { limits: { noRewrite: 'the body is a stream of the SDK' } } : {}),
      }
      const settled = host.handle(call, (change) => {
        apply(request, change)
        result = exchanges.run({ answered }, () => takenFlow.run(true, () => next(args)))
        begin()
        return new Promise<Response>((resolve, reject) => {
          respond = resolve
          // An error answer is the SDK's to read, and to try again.
          result?.catch(reject)
        })
      })
      async function answered(response: HttpResponse): Promise<HttpResponse> {
        const own = toResponse(response.statusCode, response.reason ?? '', Object.entries(response.headers), webStream(response.body))
        respond?.(own)
        const outcome = await settled
        return outcome === own ? response : fromResponse(outcome)
      }
      const outcome = await Promise.race([settled.catch((error: unknown) => (result ? undefined : Promise.reject(error))), begun])
      if (result) return result
      const refusal = fromResponse(outcome as Response)
      return exchanges.run({ answered, refusal }, () => takenFlow.run(true, () => next(args)))
    },
    answering: (next) => async (args) => {
      const exchange = exchanges.getStore()
      if (!exchange) return next(args)
      if (exchange.refusal) return { response: exchange.refusal }
      const result = await next(args)
      if (!result.response || result.response.statusCode >= 300) return result
      return { ...result, response: await exchange.answered(result.response) }
    },
  }
}

function addressOf({ protocol, hostname, port, path, query = {} }: HttpRequest): URL | undefined {
  try {
    const url = new URL(`${protocol || 'https:'}//${hostname}${port ? `:${port}` : ''}${path}`)
    for (const [name, value] of Object.entries(query)) {
      for (const one of Array.isArray(value) ? value : [value ?? '']) url.searchParams.append(name, one)
    }
    return url
  } catch {
    return undefined
  }
}

function apply(request: HttpRequest, { body, headers = {}, url }: Change = {}): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) delete request.headers[name]
    else request.headers[name] = value
  }
  if (url !== undefined) {
    const { protocol, hostname, port, pathname, searchParams } = new URL(url)
    Object.assign(request, {
      protocol,
      hostname,
      port: port ? Number(port) : undefined,
      path: pathname,
      query: Object.fromEntries(searchParams),
    })
    request.headers['host'] = port ? `${hostname}:${port}` : hostname
  }
  if (body === undefined) return
  request.body = body
  for (const name of Object.keys(request.headers)) {
    if (name.toLowerCase() === 'content-length') request.headers[name] = String(Buffer.byteLength(body))
  }
}

function bytesOf(body: unknown): Uint8Array | undefined {
  if (typeof body === 'string') return Buffer.from(body)
  return ArrayBuffer.isView(body) ? new Uint8Array(body.buffer, body.byteOffset, body.byteLength) : undefined
}

/** The answer's body, read only when somebody reads it. */
function webStream(body: unknown): ReadableStream<Uint8Array> | null {
  if (body instanceof ReadableStream) return body as ReadableStream<Uint8Array>
  if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return null
  const source = body as AsyncIterable<Uint8Array>
  let iterator: AsyncIterator<Uint8Array> | undefined
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        iterator ??= source[Symbol.asyncIterator]()
        const { done, value } = await iterator.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: async () => {
        iterator ??= source[Symbol.asyncIterator]()
        await iterator.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}

function fromResponse(response: Response): HttpResponse {
  const { status: statusCode, statusText: reason, headers, body } = response
  const stream = Readable.from(body ? bodyChunks(body) : [], { objectMode: false })
  return { statusCode, reason, headers: Object.fromEntries(headers), body: stream }
}

async function* bodyChunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
