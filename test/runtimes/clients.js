import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const headers = { 'content-type': 'application/json' }
const post = (body) => ({ method: 'POST', headers, body })
const read = async (response) => ({ status: response.status, text: await response.text() })
const viaUndici =
  ({ request }) =>
  async (url, body) => {
    const { statusCode, body: answer } = await request(url, post(body))
    return { status: statusCode, text: await answer.text() }
  }

function viaHttp2({ connect }, headersFor) {
  return (url, body) =>
    new Promise((resolve, reject) => {
      const { origin, pathname } = new URL(url)
      const session = connect(origin)
      session.on('error', reject)
      const stream = session.request(headersFor(pathname))
      let text = ''
      let status
      stream.on('response', (answered) => (status = answered[':status']))
      stream.on('data', (chunk) => (text += chunk))
      stream.on('error', reject)
      stream.on('end', () => {
        session.close()
        resolve({ status, text })
      })
      stream.end(body)
    })
}

/** The ways in which a program may call a model; each is made in the runtime that is tested, and may not exist there. */
export const clients = {
  'fetch(url)': () => async (url, body) => read(await fetch(url, post(body))),
  'fetch(Request)': () => async (url, body) => read(await fetch(new Request(url, post(body)))),
  'fetch, taken before guard': () => async (url, body) => read(await globalThis.capturedFetch(url, post(body))),
  openai: async () => {
    const { default: OpenAI } = await import('openai')
    return async (url, body) => {
      const client = new OpenAI({ apiKey: 'none', baseURL: url.replace('/chat/completions', ''), maxRetries: 0 })
      try {
        return { status: 200, text: JSON.stringify(await client.chat.completions.create(JSON.parse(body))) }
      } catch (error) {
        return { status: error.status, text: JSON.stringify(error.error) }
      }
    }
  },
  'node:http': async () => {
    const { request } = await import('node:http')
    return (url, body) =>
      new Promise((resolve, reject) => {
        const sent = request(url, { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, (response) => {
          let text = ''
          response.on('data', (chunk) => (text += chunk))
          response.on('end', () => resolve({ status: response.statusCode, text }))
          response.on('error', reject)
        })
        sent.on('error', reject)
        sent.end(body)
      })
  },
  'node:http2': async () => viaHttp2(await import('node:http2'), (path) => ({ ':method': 'POST', ':path': path, ...headers })),
  'node:http2, header list': async () => {
    if (Number(process.versions.node.split('.')[0]) < 24) throw new Error('Header lists came with Node 24.')
    return viaHttp2(await import('node:http2'), (path) => [':method', 'POST', ':path', path, 'content-type', 'application/json'])
  },
  'undici 6': () => viaUndici(require('undici6')),
  'undici 7': () => viaUndici(require('undici')),
  'undici 8': () => viaUndici(require('../../.cache/runtimes/node_modules/undici8')),
  axios: async () => {
    const { default: axios } = await import('axios')
    return async (url, body) => {
      const { status, data } = await axios.post(url, body, { headers, adapter: 'http', validateStatus: () => true, responseType: 'text' })
      return { status, text: typeof data === 'string' ? data : JSON.stringify(data) }
    }
  },
  got: async () => {
    const { default: got } = await import('got')
    return async (url, body) => {
      const { statusCode, body: text } = await got.post(url, { body, headers, throwHttpErrors: false, retry: { limit: 0 } })
      return { status: statusCode, text }
    }
  },
  'node-fetch': async () => {
    const { default: nodeFetch } = await import('node-fetch')
    return async (url, body) => read(await nodeFetch(url, post(body)))
  },
  WebSocket: () => {
    if (typeof globalThis.WebSocket !== 'function') throw new Error('There is no WebSocket.')
    return talk((url) => new globalThis.WebSocket(url))
  },
  ws: () => {
    const WebSocket = require('ws')
    return talk((url) => new WebSocket(url))
  },
}

/** One message each way; a refusal is an error event, or the end of the connection. */
function talk(open) {
  return (url, body) =>
    new Promise((resolve, reject) => {
      const prompt = JSON.parse(body).messages[0].content
      const socket = open(`${url.replace('http:', 'ws:').replace('/chat/completions', '/realtime')}?model=gpt-realtime`)
      const item = { type: 'message', role: 'user', content: [{ type: 'input_text', text: prompt }] }
      socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'conversation.item.create', item })))
      socket.addEventListener('message', ({ data }) => {
        const refused = JSON.parse(data).type === 'error'
        socket.close()
        resolve({ status: refused ? 403 : 200, text: data })
      })
      socket.addEventListener('close', () => resolve({ status: 403, text: '' }))
      socket.addEventListener('error', ({ message }) => reject(new Error(message)))
    })
}
