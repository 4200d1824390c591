// Run with --expose-gc: prints, as JSON, how the heap grows with streams that are read, cancelled, held and dropped, and along one long stream.
import { setImmediate as tick } from 'node:timers/promises'
import { createGuard } from '../../dist/index.js'

const streams = Number(process.argv[2])
const megabytes = Number(process.argv[3])
const guard = createGuard({ mode: 'enforce' })
let observed = 0
guard.on('observation', () => observed++)
const post = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'Tell me.' }] }),
}
const encoder = new TextEncoder()
const event = (content) => encoder.encode(`data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content } }] })}\n\n`)
const secretStart = ['sk', 'proj', ''].join('-')

/** A guarded answer that says the same `count` times. */
function answer(count, chunk) {
  let sent = 0
  const pull = (controller) => (sent++ < count ? controller.enqueue(chunk.slice()) : controller.close())
  const source = async () =>
    new Response(new ReadableStream({ type: 'bytes', pull }, { highWaterMark: 0 }), { headers: { 'content-type': 'text/event-stream' } })
  return guard.wrap(source)('https://api.openai.com/v1/chat/completions', post)
}

async function settledHeap() {
  for (let times = 0; times < 4; times++) {
    await tick()
    globalThis.gc()
  }
  return process.memoryUsage().heapUsed
}

async function growth(run) {
  for (let index = 0; index < streams / 5; index++) await run()
  const before = await settledHeap()
  for (let index = 0; index < streams; index++) await run()
  return Math.round(((await settledHeap()) - before) / streams)
}

const words = event(' and so on')
const begun = event(`the key ${secretStart}`)
const read = await growth(async () => void (await (await answer(5, words)).text()))
const cancelled = await growth(async () => {
  const reader = (await answer(5, words)).body.getReader()
  await reader.read()
  await reader.cancel()
})
const held = await growth(async () => {
  const reader = (await answer(1, begun)).body.getReader()
  await reader.cancel()
})
observed = 0
const dropped = await growth(async () => void (await answer(5, words)))
const unseen = streams * 1.2 - observed

const large = event('and so on, and so on. '.repeat(500))
const reader = (await answer(Math.ceil((megabytes * 1e6) / large.length), large)).body.getReader()
const heaps = []
let bytes = 0
for (let part = await reader.read(); !part.done; part = await reader.read()) {
  bytes += part.value.length
  if (bytes > ((heaps.length + 1) * megabytes * 1e6) / 10) heaps.push(await settledHeap())
}
console.log(JSON.stringify({ read, cancelled, held, dropped, unseen, bytes, along: Math.max(...heaps.slice(1)) - heaps[0] }))
