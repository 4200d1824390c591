// What a guarded stream costs over reading it plainly, with every default detector on. Ratios of the same run; the least of interleaved rounds.
import { fork } from 'node:child_process'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import OpenAI from 'openai'
import { createGuard } from '../dist/index.js'

const prose =
  'The quick brown fox jumps over a lazy dog while someone watches from the window of a café and writes: "Well, nothing to report." It is a fine day in 2024, ' +
  'and 42 people walk by. Then the function returns `null`, see section 3.1 of the manual (page 17); the result was 3.14159 and not what we hoped for.\n\n'
const tokens = prose.match(/\s?\S{1,6}/g)
const event = (index) =>
  `data: ${JSON.stringify({
    id: 'chatcmpl-AbCdEf123456789',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'gpt-4o-2024-08-06',
    choices: [{ index: 0, delta: { content: tokens[index % tokens.length] }, finish_reason: null }],
  })}\n\n`
const lastEvents =
  'data: {"id":"chatcmpl-AbCdEf123456789","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4o-2024-08-06","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'

if (process.argv[2] === 'serve') serve()
else await bench()

/** A provider in a process of its own, so that its work is not counted. */
function serve() {
  const server = createServer((request, response) => {
    const count = Number(request.headers['x-events'])
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    let sent = 0
    const write = () => {
      while (sent < count) {
        let some = ''
        for (let more = 0; more < 4 && sent < count; more++) some += event(sent++)
        if (!response.write(some)) return response.once('drain', write)
      }
      response.end(lastEvents)
    }
    request.resume().on('end', write)
  })
  server.listen(0, '127.0.0.1', () => process.send(server.address().port))
  process.on('disconnect', () => process.exit())
}

async function bench() {
  const guard = createGuard({ mode: 'enforce' })
  const body = JSON.stringify({ model: 'gpt-4o', stream: true, messages: [{ role: 'user', content: 'Tell me.' }] })
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body }

  const categories = ['secret', 'pii', 'injection', 'command', 'exfiltration', 'invisible', 'leak', 'custom']
  const policy = Object.fromEntries(categories.map((category) => [category, 'allow']))
  const idle = createGuard({ mode: 'enforce', policy, exact: { env: false }, redaction: { restore: false } })
  for (const perChunk of [1, 10]) {
    const count = 40_000
    const chunks = chunksOf(count, perChunk)
    const source = async () => new Response(memory(chunks), { headers: { 'content-type': 'text/event-stream' } })
    const guarded = guard.wrap(source)
    const url = 'https://api.openai.com/v1/chat/completions'
    const alone = idle.wrap(source)
    const runs = [async () => read(await source()), async () => read(await guarded(url, post)), async () => read(await alone(url, post))]
    const [plain, over, layer] = await least(runs)
    report(`in process with nothing to look for, ${perChunk} event(s) per chunk`, plain, layer, count)
    report(`in process, ${perChunk} event(s) of ${(chunks[0].length / perChunk).toFixed(0)} bytes per chunk`, plain, over, count)
  }

  const costs = []
  for (const count of [2000, 200_000]) {
    const chunks = chunksOf(count, 1)
    const guarded = guard.wrap(async () => new Response(memory(chunks), { headers: { 'content-type': 'text/event-stream' } }))
    const once = async () => read(await guarded('https://api.openai.com/v1/chat/completions', post))
    const repeated = async () => {
      for (let times = count === 2000 ? 20 : 1; times > 0; times--) await once()
    }
    const [cost] = await least([repeated], 5)
    costs.push(cost / (count === 2000 ? 20 * count : count))
  }
  console.log(
    `per delta, 200,000 against 2,000 deltas: ${(costs[1] / costs[0]).toFixed(2)}x (${costs.map((cost) => cost.toFixed(2)).join(' and ')} µs)`,
  )

  const delays = await delaysOf(guard, post, 5000)
  console.log(
    `delay of a delta in prose: median ${delays[delays.length >> 1]}, 95th percentile ${delays[Math.floor(delays.length * 0.95)]} deltas`,
  )

  const child = fork(fileURLToPath(import.meta.url), ['serve'])
  const port = await new Promise((resolve) => child.once('message', resolve))
  const count = 30_000
  const url = `http://127.0.0.1:${port}/v1/chat/completions`
  const request = { ...post, headers: { ...post.headers, 'x-events': String(count) } }
  const [plain, over] = await least([async () => read(await fetch(url, request)), async () => read(await guard.fetch(url, request))], 9)
  report('over loopback fetch', plain, over, count)

  const options = { apiKey: 'none', baseURL: `http://127.0.0.1:${port}/v1`, defaultHeaders: { 'x-events': String(count) } }
  const consume = async (client) => {
    let length = 0
    for await (const chunk of await client.chat.completions.create(JSON.parse(body))) length += chunk.choices[0]?.delta.content?.length ?? 0
    return length
  }
  const [bare, wrapped] = [new OpenAI(options), new OpenAI({ ...options, fetch: guard.fetch })]
  const [sdk, sdkOver] = await least([() => consume(bare), () => consume(wrapped)], 7)
  report('through the openai SDK', sdk, sdkOver, count)
  child.disconnect()
}

function report(name, plain, over, count) {
  console.log(
    `${name}: ${(over / plain).toFixed(2)}x, ${((over - plain) / count).toFixed(2)} µs more per event (${(plain / count).toFixed(2)} plain)`,
  )
}

/** The least CPU time of each, in microseconds. */
async function least(runs, rounds = 7) {
  const times = runs.map(() => Infinity)
  for (let round = 0; round < rounds; round++) {
    for (const [index, run] of runs.entries()) {
      globalThis.gc?.()
      const start = process.cpuUsage()
      await run()
      const { user, system } = process.cpuUsage(start)
      times[index] = Math.min(times[index], user + system)
    }
  }
  return times
}

function chunksOf(count, perChunk) {
  const encoder = new TextEncoder()
  const chunks = []
  for (let index = 0; index < count; index += perChunk) {
    let text = ''
    for (let more = 0; more < perChunk; more++) text += event(index + more)
    chunks.push(encoder.encode(text))
  }
  return chunks
}

function memory(chunks) {
  let next = 0
  return new ReadableStream(
    {
      type: 'bytes',
      pull: (controller) => {
        if (next < chunks.length) controller.enqueue(chunks[next++].slice())
        else controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}

async function read(response) {
  const reader = response.body.getReader()
  let length = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) length += part.value.length
  return length
}

/** For each delta, how many more had to come before it was delivered; sorted. */
async function delaysOf(guard, post, count) {
  const encoder = new TextEncoder()
  let sent = 0
  const source = new ReadableStream(
    {
      type: 'bytes',
      pull: (controller) => {
        if (sent < count) controller.enqueue(encoder.encode(event(sent++)))
        else controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const response = await guard.wrap(async () => new Response(source, { headers: { 'content-type': 'text/event-stream' } }))(
    'https://api.openai.com/v1/chat/completions',
    post,
  )
  const decoder = new TextDecoder()
  const delays = []
  for await (const part of response.body) {
    const events = decoder.decode(part).split('\n\n').length - 1
    for (let index = 0; index < events; index++) delays.push(sent - delays.length - 1)
  }
  return delays.sort((a, b) => a - b)
}
