// Recall and precision of the secret detectors, per kind, on made-up data with a fixed seed: each secret in prose, JSON, .env, YAML, shell and code.
// Usage: npm run build && node eval/secrets.js [folder of the build] [seed]
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { lookAlikes, secretSamples, seeded } from './secret-samples.js'

const build = pathToFileURL(`${resolve(process.argv[2] ?? 'dist')}/`)
const { compile } = await import(new URL('detect/compile.js', build))
const { disguised } = await import(new URL('detect/disguise.js', build))
const { secrets } = await import(new URL('detect/secrets/index.js', build))

const context = { direction: 'request', kind: 'text', origin: 'user', role: 'user' }
const scanner = disguised(compile(secrets))
const random = seeded(Number(process.argv[3] ?? 2026))
const rounds = 20

const places = {
  prose: (text) => `Hi team, for the deployment please use ${text} from now on. Thanks, and talk to you tomorrow!`,
  json: (text) => JSON.stringify({ id: 42, note: text, tags: ['a', 'b'] }),
  env: (text) => `# settings\nPORT=8080\nVALUE=${text}\nDEBUG=false\n`,
  yaml: (text) => `service:\n  name: web\n  value: "${text}"\n  replicas: 3\n`,
  shell: (text) => `export VALUE='${text}' && ./run.sh --verbose`,
  code: (text) => `const value = \`${text}\`\nrun(value, { retries: 3 })\n`,
}

const kinds = new Map()
let wrong = 0
let right = 0
for (let round = 0; round < rounds; round++) {
  for (const { kind, text, secret } of await secretSamples(random)) {
    for (const [place, write] of Object.entries(places)) {
      const full = write(text)
      const spelled = place === 'json' ? JSON.stringify(secret).slice(1, -1) : secret
      const start = full.indexOf(spelled)
      const matches = scanner.scan(full, context)
      const found = matches.some((match) => match.start <= start && match.end >= start + spelled.length)
      const entry = kinds.get(kind) ?? { total: 0, found: 0, places: {} }
      entry.total++
      if (found) entry.found++
      else entry.places[place] = (entry.places[place] ?? 0) + 1
      kinds.set(kind, entry)
      const sample = full.indexOf(text) < 0 ? [start, start + spelled.length] : [full.indexOf(text), full.indexOf(text) + text.length]
      const within = matches.filter((match) => match.start < sample[1] && match.end > sample[0]).length
      right += within
      wrong += matches.length - within
    }
  }
  for (const text of lookAlikes(random)) for (const write of Object.values(places)) wrong += scanner.scan(write(text), context).length
}

for (const [kind, { total, found, places: missed }] of [...kinds].sort(
  (one, other) => one[1].found / one[1].total - other[1].found / other[1].total,
)) {
  if (found < total)
    console.log(
      `${kind.padEnd(30)} recall ${(found / total).toFixed(3)}  missed in ${Object.entries(missed)
        .map(([place, count]) => `${place} ${count}`)
        .join(', ')}`,
    )
}
const all = [...kinds.values()]
const recall = all.reduce((sum, { found }) => sum + found, 0) / all.reduce((sum, { total }) => sum + total, 0)
const precision = right / (right + wrong)
console.log(`${kinds.size} kinds, recall ${recall.toFixed(4)}, precision ${precision.toFixed(4)} (${wrong} wrong)`)
if (recall < 0.98 || precision < 0.99) process.exitCode = 1
