// Detection over whole texts and in streams, as ratios against one plain `replace` of nine alternatives over the same text in the same process.
// Usage: npm run build && node bench/detect.bench.js [folder of the build]
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'

const build = pathToFileURL(`${resolve(process.argv[2] ?? 'dist')}/`)
const load = (path) => import(new URL(path, build))
const { compile } = await load('detect/compile.js')
const { disguised } = await load('detect/disguise.js')
const { catalogue } = await load('detect/catalogue.js')

const detectors = catalogue({ examples: false }).filter(
  ({ optional, category }) => !optional && (category === 'secret' || category === 'pii'),
)
const context = { direction: 'request', kind: 'text', origin: 'user', role: 'user' }
const begun = process.cpuUsage()
const scanner = disguised(compile(detectors))
console.log(`${detectors.length} detectors, compiled in ${(process.cpuUsage(begun).user / 1000).toFixed(0)} ms of CPU`)

const nine =
  /sk-[A-Za-z0-9_-]{20,}|gh[pousr]_[A-Za-z0-9]{36}|AKIA[0-9A-Z]{16}|xox[baprs]-[A-Za-z0-9-]{10,}|AIza[\w-]{35}|eyJ[\w-]{10,}\.[\w-]{10,}|-----BEGIN [A-Z ]*PRIVATE KEY-----|glpat-[\w-]{20}|[\w.%+-]+@[\w-]+\.[\w.]+/g

const mixed = mixedText(10_000_000)
console.log('\nmixed prose, code, JSON and logs')
for (const size of [1_000, 10_000, 100_000, 1_000_000, 10_000_000]) {
  const text = mixed.slice(0, size)
  const [plain, ours] = alternate(
    () => text.replace(nine, ''),
    () => scanner.scan(text, context),
    Math.max(3, Math.min(400, 4e6 / size)),
  )
  console.log(
    `${String(size).padStart(9)} characters: ${(ours / plain).toFixed(2)}x the replace, ${(ours / size).toFixed(1)} ns per character`,
  )
}

console.log('\nawkward texts, per character against mixed text')
const size = 100_000
const reference = cpu(() => scanner.scan(mixed.slice(0, size), context), 20)
for (const [name, piece] of Object.entries(awkward())) {
  const text = piece.repeat(Math.ceil(size / piece.length)).slice(0, size)
  console.log(`${name.padEnd(18)} ${(cpu(() => scanner.scan(text, context), 10) / reference).toFixed(2)}x`)
}

console.log('\nstreams: a window over prose, word by word')
const words = mixed.slice(0, 200_000).match(/\s*\S+/g)
const stream = (unfinished) => () => {
  let text = ''
  let from = 0
  for (const word of words) {
    text += word
    if (text.length > 1024) {
      const cut = Math.max(0, from - 512)
      text = text.slice(cut)
      from -= cut
    }
    from = unfinished(text, from)
  }
}
const [window, held] = alternate(
  stream((text) => (text.charCodeAt(0), text.length)),
  stream((text, from) => scanner.unfinished(text, from, context)),
  8,
)
console.log(`${((held - window) / words.length / 1000).toFixed(2)} µs per delta on top of the window`)

/** CPU time of each, in nanoseconds: medians of turns taken one after the other. */
function alternate(one, other, rounds) {
  const times = [[], []]
  for (let round = 0; round < rounds + 2; round++) [one, other].forEach((run, index) => times[index].push(once(run)))
  return times.map((list) => median(list.slice(2)))
}

function cpu(run, rounds) {
  return median(Array.from({ length: rounds + 2 }, () => once(run)).slice(2))
}

function once(run) {
  const start = process.hrtime.bigint()
  run()
  return Number(process.hrtime.bigint() - start)
}

function median(list) {
  return list.toSorted((one, other) => one - other)[list.length >> 1]
}

function mixedText(length) {
  const root = new URL('../', import.meta.url)
  const read = (path) => readFileSync(new URL(path, root), 'utf8')
  const logs = Array.from(
    { length: 600 },
    (_, line) =>
      `2026-05-${10 + (line % 20)}T12:${10 + (line % 50)}:${10 + (line % 49)}.${100 + line}Z INFO [worker-${line % 8}] request id=${(line * 7919).toString(16)} path=/v1/items/${line} status=200 took=${line % 97}ms user=u${line}@mail.dev`,
  ).join('\n')
  const parts = [
    read('node_modules/zod/README.md'),
    read('node_modules/undici/README.md').slice(0, 30_000),
    read('node_modules/typescript/lib/typescript.js').slice(100_000, 140_000),
    read('package-lock.json').slice(0, 30_000),
    logs.slice(0, 30_000),
  ]
  const one = parts.join('\n')
  return one.repeat(Math.ceil(length / one.length)).slice(0, length)
}

function awkward() {
  return {
    digits: '4111 1111 ',
    'one long number': '1',
    'number arrays': '1, 2, 3, 45, 678, ',
    letters: 'a',
    'a@a@': 'a@',
    eyJ: 'eyJ',
    'eyJ.': 'eyJ.',
    dashes: '-----BEGIN ',
    quotes: '"',
    'password=': 'password=',
    'api_key: ': 'api_key: "',
    urls: 'https://a:b',
    base64: Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 7919 + (index >> 3) * 31) & 255)).toString('base64'),
    'base64 of text': Buffer.from('a readable text of ordinary words, again and again. '.repeat(40)).toString('base64'),
    hex: 'deadbeef01',
    'list words': 'abandon ability above absent absorb abstract absurd abuse access accident account accuse and ',
    'minified code': readFileSync(new URL('../node_modules/typescript/lib/typescript.js', import.meta.url), 'utf8')
      .slice(200_000, 260_000)
      .replace(/\s+/g, ' '),
    'zero width': 'a\u200b',
    percent: '%41',
  }
}
