import { createServer, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime'
import { EventStreamCodec } from '@smithy/eventstream-codec'
import { SignatureV4 } from '@smithy/signature-v4'
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { guardAwsClient, guardAwsClients } from '../../src/node/aws.ts'
import { httpEntry } from '../../src/node/http.ts'
import type { Handle } from '../../src/types.ts'
import { guarded, hostWith, identity, refuse, rewriteRequest, rewriteResponse } from './handles.ts'

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }

/** What the SDK needs of a hash. */
class Sha256 {
  readonly hash: Hash | Hmac
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash =
      secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', typeof secret === 'string' ? secret : Buffer.from(secret as Uint8Array))
  }
  update(data: string | Uint8Array): void {
    this.hash.update(data)
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest())
  }
  reset(): void {}
}

let url = ''
let bodies: string[] = []
let valid: boolean[] = []
let attempts = 0
let server: ReturnType<typeof createServer>

beforeEach(async () => {
  bodies = []
  valid = []
  attempts = 0
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    bodies.push(body.toString())
    valid.push(await verifies(request, body))
    attempts++
    if (request.url?.endsWith('converse-stream')) {
      response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' })
      const codec = new EventStreamCodec(String, (text) => Buffer.from(text))
      for (const text of ['the ', 'cat ', 'sat']) {
        const headers = {
          ':event-type': { type: 'string' as const, value: 'contentBlockDelta' },
          ':content-type': { type: 'string' as const, value: 'application/json' },
          ':message-type': { type: 'string' as const, value: 'event' },
        }
        response.write(codec.encode({ headers, body: Buffer.from(JSON.stringify({ contentBlockIndex: 0, delta: { text } })) }))
      }
      response.end()
      return
    }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ output: { message: { role: 'assistant', content: [{ text: 'the cat sat' }] } }, stopReason: 'end_turn' }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => void server.close())

async function verifies(request: IncomingMessage, body: Buffer): Promise<boolean> {
  const given = request.headers.authorization ?? ''
  const signedNames = /SignedHeaders=([^,]+)/.exec(given)?.[1]?.split(';') ?? []
  const headers = Object.fromEntries(signedNames.map((name) => [name, String(request.headers[name])]))
  const signer = new SignatureV4({ credentials, region: 'us-east-1', service: 'bedrock', sha256: Sha256 as never })
  const stamp = String(request.headers['x-amz-date'])
  const date = new Date(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  const signed = await signer.sign(
    { method: 'POST', protocol: 'http:', hostname: '127.0.0.1', path: request.url ?? '', query: {}, headers, body } as never,
    { signingDate: date },
  )
  return (signed as unknown as { headers: Record<string, string> }).headers['authorization'] === given
}

const client = () => new BedrockRuntimeClient({ endpoint: url, region: 'us-east-1', credentials, requestHandler: new NodeHttpHandler() })
const command = () => new ConverseCommand({ modelId: 'm', messages: [{ role: 'user', content: [{ text: 'mail to ann@example.com' }] }] })

async function converse(handle: Handle) {
  const host = hostWith(handle)
  const made = client()
  guardAwsClient(made, host)
  const { output } = await made.send(command())
  return { host, text: output?.message?.content?.[0]?.text }
}

test('a call that passes is signed and answered as it would have been', async () => {
  const { host, text } = await converse(identity)
  expect(text).toBe('the cat sat')
  expect(valid).toEqual([true])
  expect(host.calls).toHaveLength(1)
})

test('a changed body still verifies', async () => {
  await converse(rewriteRequest('ann@example.com', '[EMAIL_7K3QX9PA_AND_LONGER]'))
  expect(bodies[0]).toContain('[EMAIL_7K3QX9PA_AND_LONGER]')
  expect(valid).toEqual([true])
})

test('an answer can be changed', async () => {
  expect((await converse(rewriteResponse('cat', 'dog'))).text).toBe('the dog sat')
})

test('a refused call sends nothing and fails once with status 403', async () => {
  await expect(converse(refuse)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } })
  expect(attempts).toBe(0)
})

test('an event stream passes', async () => {
  const made = client()
  guardAwsClient(made, hostWith(identity))
  const { stream } = await made.send(new ConverseStreamCommand({ modelId: 'm', messages: [{ role: 'user', content: [{ text: 'hi' }] }] }))
  const texts: (string | undefined)[] = []
  for await (const event of stream ?? []) texts.push(event.contentBlockDelta?.delta?.text)
  expect(texts.join('')).toBe('the cat sat')
})

test('every client is guarded before it signs, and its sockets are not looked at again', async () => {
  const host = hostWith(rewriteRequest('ann', 'bob'))
  const beneath = hostWith(identity)
  const restore = guardAwsClients(host)
  await guarded(httpEntry(), beneath, () => client().send(command()))
  restore()
  expect(bodies[0]).toContain('bob@')
  expect(valid).toEqual([true])
  expect(host.calls).toHaveLength(1)
  expect(beneath.calls).toHaveLength(0)
  await client().send(command())
  expect(host.calls).toHaveLength(1)
})
