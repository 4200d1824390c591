import http from 'node:http'

const { KIND: kind, REQUESTS: requests, PORT: port } = process.env
const origin = `http://127.0.0.1:${port}`
const json = { 'content-type': 'application/json' }
const order = JSON.stringify({
  order: 7,
  lines: Array.from({ length: 30 }, (_, index) => ({ sku: `part-${index}`, count: index, note: 'ships with the next lot' })),
})
const history = 'We talked about the harbour, the old lighthouse and what to cook on Friday. '.repeat(8)
const chat = (turn) =>
  JSON.stringify({
    model: 'gpt-5',
    messages: [
      { role: 'system', content: 'You are a helpful assistant. '.repeat(20) },
      ...Array.from({ length: 4 }, (_, index) => ({ role: index % 2 ? 'assistant' : 'user', content: history })),
      { role: 'user', content: `Question ${turn}: what was the name of the ship that came in that winter, and who wrote of it?` },
    ],
  })

const agent = new http.Agent({ keepAlive: true })
const kinds = {
  'fetch-get': () => fetch(`${origin}/status`).then((response) => response.text()),
  'fetch-post': () => fetch(`${origin}/orders`, { method: 'POST', headers: json, body: order }).then((response) => response.text()),
  'fetch-model': (turn) =>
    fetch(`${origin}/v1/chat/completions`, { method: 'POST', headers: json, body: chat(turn) }).then((response) => response.text()),
  'http-get': () => viaHttp('/status', 'GET'),
  'http-post': () => viaHttp('/orders', 'POST', order),
  ...(kind.startsWith('undici') ? await viaUndici() : {}),
}

const run = kinds[kind]
for (let index = 0; index < 500; index++) await run(index)
globalThis.gc?.()
const before = process.cpuUsage()
for (let index = 0; index < Number(requests); index++) await run(1_000 + index)
const { user, system } = process.cpuUsage(before)
process.send({ cpu: (user + system) / Number(requests) }, () => process.exit())

async function viaUndici() {
  const { request } = await import('undici')
  const read = ({ body }) => body.text()
  return {
    'undici-get': () => request(`${origin}/status`).then(read),
    'undici-post': () => request(`${origin}/orders`, { method: 'POST', headers: json, body: order }).then(read),
  }
}

function viaHttp(path, method, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, path, method, agent, headers: body ? { ...json, 'content-length': Buffer.byteLength(body) } : {} },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => (text += chunk))
        response.on('end', () => resolve(text))
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}
