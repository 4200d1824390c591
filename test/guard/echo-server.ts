import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface EchoServer {
  url: string
  port: number
  /** What came, in order. */
  bodies: string[]
  close: () => Promise<void>
}

/** Answers in the shape of the provider whose path is called, and repeats the last placeholder or address that it was sent. */
export async function echoServer(): Promise<EchoServer> {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      bodies.push(body)
      const said = `for ${/\[EMAIL_\w+\]|[\w.]+@[\w.-]+/.exec(body)?.[0] ?? 'nobody'}`
      const answer = JSON.stringify(answerOf(request.url ?? '', said))
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) }).end(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    bodies,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answerOf(path: string, text: string): unknown {
  if (path.includes(':generateContent')) return { candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP' }] }
  if (path.includes('/api/chat'))
    return { model: 'llama3', created_at: '2026-01-01T00:00:00Z', message: { role: 'assistant', content: text }, done: true }
  if (path.includes('/v2/chat'))
    return { id: 'c1', finish_reason: 'COMPLETE', message: { role: 'assistant', content: [{ type: 'text', text }] } }
  if (path.includes('/converse'))
    return {
      output: { message: { role: 'assistant', content: [{ text }] } },
      stopReason: 'end_turn',
      usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
      metrics: { latencyMs: 1 },
    }
  if (path.includes('/messages'))
    return {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [{ type: 'text', text }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 1, output_tokens: 1 },
    }
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  }
}
