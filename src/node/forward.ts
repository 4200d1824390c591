import { Buffer } from 'node:buffer'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import type { Call, Change } from '../types.ts'
import { markOwn } from './own-request.ts'
import { toLines, toResponse } from './raw-headers.ts'

const hopByHop = new Set([
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'content-length',
])

export interface ForwardedCall extends Call {
  /** All header names of the call; the values are read with `header`. */
  headerNames?: readonly string[] | undefined
}

/** Sends a call to another address than its own, past all patched layers. */
export async function forward(
  call: ForwardedCall,
  { url = call.url.href, headers: changes = {}, body = undefined }: Change,
): Promise<Response> {
  const target = new URL(url)
  const headers: Record<string, string> = {}
  for (const name of call.headerNames ?? []) {
    const value = call.header(name)
    if (value !== undefined && !hopByHop.has(name)) headers[name] = value
  }
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete headers[name.toLowerCase()]
    else headers[name.toLowerCase()] = value
  }
  const source = body ?? (typeof call.body === 'function' ? await call.body() : call.body)
  const bytes = source === undefined ? undefined : Buffer.from(source as string)
  if (bytes) headers['content-length'] = String(bytes.byteLength)
  // Loaded when first needed: node:https brings node:tls with it, which costs milliseconds at start.
  const send = target.protocol === 'https:' ? process.getBuiltinModule('node:https').request : requestHttp
  return new Promise<Response>((resolve, reject) => {
    const options = { method: call.method, headers, ...(call.signal ? { signal: call.signal } : {}) }
    const request = send(target, options, (message) => resolve(fromMessage(message, call.method)))
    markOwn(request)
    request.on('error', reject)
    request.end(bytes)
  })
}

function fromMessage(message: IncomingMessage, method: string): Response {
  const iterator = message[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await iterator.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => void message.destroy(reason instanceof Error ? reason : undefined),
    },
    { highWaterMark: 0 },
  )
  return toResponse(message.statusCode ?? 200, message.statusMessage ?? '', toLines(message.rawHeaders), method === 'HEAD' ? null : body)
}
