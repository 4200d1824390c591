// CPU of classification, reading and rewriting, as ratios to JSON.parse of the same body in the same run.
import { performance } from 'node:perf_hooks'
import { ensureModules } from '../scripts/ensure.js'

const load = (path) => import(new URL(path, process.env.GUARD_DIST ?? ensureModules()).href)
const { classify } = await load('core/classify.js')
const { spliceStrings } = await load('text/json-splice.js')
const { wires } = await load('wire/index.js')
const { knownProvider } = await load('wire/known.js')

const call = { method: 'POST', host: '10.0.0.9', port: 8000, path: '/v1/chat/completions', query: '', header: () => undefined }
const words = 'the quick brown fox jumps over a lazy dog while "someone" watches\nfrom the café window and says nothing at all about it '
const text = (length) => words.repeat(Math.ceil(length / words.length)).slice(0, length)
const chat = (messages) => JSON.stringify({ model: 'm', messages, stream: true })
const turns = (total, each) =>
  chat(Array.from({ length: Math.round(total / each) }, (_, index) => ({ role: index % 2 ? 'assistant' : 'user', content: text(each) })))
const image = (size) =>
  chat([
    {
      role: 'user',
      content: [
        { type: 'text', text: 'what is this?' },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${'iVBORw0KGgo'.repeat(size / 11)}` } },
      ],
    },
  ])
const numbers = (size) =>
  JSON.stringify({
    model: 'm',
    vectors: Array.from({ length: size / 2000 }, () => Array.from({ length: 100 }, (_, index) => Math.sin(index) / 3)),
  })

// The minimum of many rounds, in turn, each of a few runs in a row: what else runs on the machine only ever adds.
function ratio(subject, base, rounds = 40, runs = 4) {
  const times = [Infinity, Infinity]
  for (let round = 0; round < rounds; round++) {
    for (const [index, run] of [subject, base].entries()) {
      for (let again = 0; again < runs; again++) {
        const start = performance.now()
        run()
        times[index] = Math.min(times[index], performance.now() - start)
      }
    }
  }
  return times[0] / times[1]
}

const rows = []
function report(name, target, value) {
  rows.push({ name, ratio: Number(value.toFixed(3)), target, ok: value <= target })
}

const options = { wires, known: knownProvider }
for (const [name, target, body] of [
  ['classify: 1 MB image', 0.05, image(1_000_000)],
  ['classify: 4 MB image', 0.05, image(4_000_000)],
  ['classify: 16 KB text', 0.7, turns(16_000, 400)],
  ['classify: 64 KB text', 0.7, turns(64_000, 400)],
  ['classify: 1 MB text', 0.7, turns(1_000_000, 400)],
  ['classify: 1 MB short texts', 0.7, turns(1_000_000, 30)],
  ['classify: 1 MB numbers', 1, numbers(1_000_000)],
]) {
  const repeat = Math.max(1, Math.round(200_000 / body.length))
  const times = (run) => () => {
    for (let index = 0; index < repeat; index++) run()
  }
  report(
    name,
    target,
    ratio(
      times(() => classify(call, body, options)),
      times(() => JSON.parse(body)),
    ),
  )
}

const hundred = turns(100_000, 400)
const { wire } = classify(call, hundred, options)
report(
  'read: 100 KB chat, with JSON.parse',
  1.5,
  ratio(
    () => wire.request(JSON.parse(hundred), call),
    () => JSON.parse(hundred),
    200,
  ),
)

const large = turns(1_000_000, 400)
const edits = new Map([['/messages/1200/content', { edits: [{ start: 10, end: 20, text: '[EMAIL_7K3QX9PA]' }] }]])
report(
  'rewrite: one segment in 1 MB, with JSON.parse',
  2,
  ratio(
    () => (JSON.parse(large), spliceStrings(large, edits)),
    () => JSON.parse(large),
  ),
)

console.table(rows)
if (process.argv.includes('--json')) console.log(JSON.stringify(rows))
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1
