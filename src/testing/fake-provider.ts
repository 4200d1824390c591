import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { listen } from './listen.ts'
import { anthropicMessages } from './provider/anthropic-messages.ts'
import { isObject } from './provider/format.ts'
import type { ProviderAnswer, ProviderEvent, ProviderFormat, Reply } from './provider/format.ts'
import { openaiChat } from './provider/openai-chat.ts'
import { openaiError } from './provider/openai-error.ts'
import { openaiResponses } from './provider/openai-responses.ts'

/** What the provider really received. */
export interface ProviderRequest {
  method: string
  /** With query. */
  path: string
  rawHeaders: string[]
  /** One header's value. */
  header: (name: string) => string | undefined
  body: Uint8Array
  /** The body as text. */
  text: string
  /** The parsed body; `{}` where it is not a JSON object. */
  json: Record<string, unknown>
  /** `undefined` for paths that no format has. */
  format: ProviderFormat['name'] | undefined
  stream: boolean
  lastUserText: string
}

export interface FakeProviderOptions {
  /** What the model says; a function is asked for each request. Default: the last text of the user. */
  reply?: string | ProviderAnswer | ((request: ProviderRequest) => string | ProviderAnswer | Promise<string | ProviderAnswer>)
  /** Waits before the answer, and between the events of a stream. */
  delayMs?: number
  /** Cuts the bytes of an answer into what is written at once. With `delayMs`, event by event. */
  chunk?: (bytes: Uint8Array) => Uint8Array[]
  /** Characters in one delta. Default 4. */
  deltaSize?: number
  /** Answers with an error of this status, in the provider's shape. */
  status?: number
  /** Cuts the connection after so many bytes of the body. */
  failAfter?: number
  /** Put on every answer. */
  headers?: Record<string, string>
  /** `false` leaves out what ends a stream (`[DONE]`). */
  done?: boolean
  /** Default: `\n`. */
  lineEnd?: '\n' | '\r\n' | '\r'
  port?: number
}

/** A started provider. */
export interface FakeProvider {
  /** Without a path: SDKs of OpenAI want `${url}/v1`, those of Anthropic `url`. */
  url: string
  requests: ProviderRequest[]
  /** Changes the script from the next request on. */
  script: (changes: FakeProviderOptions) => void
  close: () => Promise<void>
}

const formats: readonly ProviderFormat[] = [openaiChat, openaiResponses, anthropicMessages]

/** Starts a provider on loopback that speaks OpenAI Chat Completions, OpenAI Responses and Anthropic Messages, whole and streamed. */
export async function fakeProvider(options: FakeProviderOptions = {}): Promise<FakeProvider> {
  const requests: ProviderRequest[] = []
  let script = options

  const server = await listen((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy())
  }, options.port)

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(incoming)
    const path = incoming.url ?? '/'
    const format = incoming.method === 'POST' ? formats.find((one) => path.replace(/[?#][^]*$/, '').endsWith(one.path)) : undefined
    const request = toRequest(incoming, body, format)
    requests.push(request)
    const { status, headers = {}, delayMs = 0 } = script
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (delayMs > 0) await setTimeout(delayMs)
    if (!format) return notFound(request, response)
    const seed = randomBytes(16).toString('hex')
    response.setHeader(format.idHeader, `req_${seed}`)
    if (status !== undefined && status !== 200)
      return sendJson(response, status, format.error(status, `The fake provider answers ${status}.`), script)
    const reply = await toReply(format, request, seed, script)
    if (!request.stream) return sendJson(response, 200, format.json(reply), script)
    return sendEvents(response, format, reply, script)
  }

  return {
    url: server.url,
    requests,
    script: (changes) => {
      script = { ...script, ...changes }
    },
    close: server.close,
  }
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function toRequest(incoming: IncomingMessage, body: Buffer, format: ProviderFormat | undefined): ProviderRequest {
  const text = body.toString('utf8')
  const json = parseObject(text)
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '/',
    rawHeaders: incoming.rawHeaders,
    header: (name) => [incoming.headers[name.toLowerCase()]].flat().join(', ') || undefined,
    body: new Uint8Array(body),
    text,
    json,
    format: format?.name,
    stream: json['stream'] === true,
    lastUserText: format?.lastUserText(json) ?? '',
  }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

function notFound({ method, path }: ProviderRequest, response: ServerResponse): void {
  if (method === 'GET' && path.endsWith('/models'))
    return sendWhole(response, 200, { object: 'list', data: [{ id: 'fake-model', object: 'model' }] })
  return sendWhole(response, 404, openaiError(404, 'The fake provider does not know this path.'))
}

function sendWhole(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function toReply(
  format: ProviderFormat,
  request: ProviderRequest,
  seed: string,
  { reply, deltaSize = 4 }: FakeProviderOptions,
): Promise<Reply> {
  const scripted = typeof reply === 'function' ? await reply(request) : (reply ?? request.lastUserText)
  const { text = '', reasoning = '', toolCalls = [], stop } = typeof scripted === 'string' ? { text: scripted } : scripted
  const prefix = format.name === 'anthropic-messages' ? 'toolu_' : 'call_'
  const deltas = (whole: string) => cut(whole, deltaSize)
  return {
    seed,
    created: Math.floor(Date.now() / 1_000),
    model: typeof request.json['model'] === 'string' ? request.json['model'] : 'fake-model',
    text,
    reasoning,
    toolCalls: toolCalls.map(({ name, arguments: given = {}, id = prefix + randomBytes(12).toString('hex') }) => ({
      name,
      arguments: typeof given === 'string' ? given : JSON.stringify(given),
      id,
    })),
    stop: stop ?? (toolCalls.length > 0 ? 'tool' : 'end'),
    deltas,
    usage: { input: Math.ceil(request.text.length / 4), output: Math.max(1, deltas(text + reasoning).length) },
    body: request.json,
  }
}

/** Pieces of so many characters; a surrogate pair stays whole. */
function cut(text: string, size: number): string[] {
  const characters = Array.from(text)
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) =>
    characters.slice(index * size, (index + 1) * size).join(''),
  )
}

function sendJson(response: ServerResponse, status: number, body: unknown, script: FakeProviderOptions): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(body))
  const isWhole = !script.chunk && script.failAfter === undefined
  response.writeHead(status, { 'content-type': 'application/json', ...(isWhole ? { 'content-length': String(bytes.length) } : {}) })
  return sendBytes(response, [bytes], script)
}

function sendEvents(response: ServerResponse, format: ProviderFormat, reply: Reply, script: FakeProviderOptions): Promise<void> {
  const { done = true, lineEnd = '\n', delayMs = 0 } = script
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  const events = [...format.events(reply), ...(done && format.end ? [format.end] : [])]
  const frames = events.map((event) => Buffer.from(toFrame(event, lineEnd)))
  return sendBytes(response, script.chunk && delayMs === 0 ? [Buffer.concat(frames)] : frames, script)
}

function toFrame({ event, data }: ProviderEvent, lineEnd: string): string {
  const json = typeof data === 'string' ? data : JSON.stringify(data)
  return `${event === undefined ? '' : `event: ${event}${lineEnd}`}data: ${json}${lineEnd}${lineEnd}`
}

async function sendBytes(response: ServerResponse, parts: readonly Uint8Array[], script: FakeProviderOptions): Promise<void> {
  const { chunk = (bytes) => [bytes], delayMs = 0, failAfter = Number.POSITIVE_INFINITY } = script
  let left = failAfter
  for (const [index, part] of parts.entries()) {
    if (index > 0 && delayMs > 0) await setTimeout(delayMs)
    for (const piece of chunk(part)) {
      if (response.destroyed) return
      response.write(piece.subarray(0, Math.min(piece.length, left)))
      left -= piece.length
      // A turn of the loop, so that the pieces do not leave as one.
      await setImmediate()
      if (left <= 0) return void response.destroy()
    }
  }
  response.end()
}
