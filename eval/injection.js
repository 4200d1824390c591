import { pathToFileURL } from 'node:url'
import { ensureModules } from '../scripts/ensure.js'
import { folds, rows } from '../scripts/training/data.js'
import { loadTools } from '../scripts/training/tools.js'
import { quantise, train } from '../scripts/training/train.js'
import { validationTexts } from '../scripts/training/validation.js'
import * as fresh from './sets/injection-fresh.js'
import * as written from './sets/injection.js'

const BASE = process.env.GUARD_DIST ?? ensureModules()
const CONTEXT = {
  direct: { direction: 'request', kind: 'text', origin: 'user', role: 'user' },
  untrusted: { direction: 'request', kind: 'tool-result', origin: 'tool', role: 'tool' },
}
const BLOCK = { direct: 0.95, untrusted: 0.8 }

/** Prints what injection detection reaches on sources that it was not trained on. */
export async function run() {
  const { scoreInjection, injectionScore, loadModel } = await import(new URL('detect/injection/index.js', BASE).href)
  const tools = await loadTools(BASE)
  const shipped = await loadModel()
  const all = rows()
  const scored = { direct: { attacks: [], benign: [] }, untrusted: { attacks: [], benign: [] } }
  for (const [index, fold] of folds.entries()) {
    const heads = train(
      all.filter(({ source }) => !fold.includes(source)),
      tools,
    )
    const model = { direct: headOf(heads.direct, shipped.direct), untrusted: headOf(heads.untrusted, shipped.untrusted) }
    const texts = validationTexts(
      all.filter(({ source }) => fold.includes(source)),
      index,
    )
    for (const name of ['direct', 'untrusted']) {
      for (const side of ['attacks', 'benign']) {
        for (const row of texts[name][side]) {
          scored[name][side].push({
            ...row,
            score: scoreInjection(row.text, CONTEXT[name], model).score,
            rank: injectionScore(row.text, CONTEXT[name], model),
            rules: scoreInjection(row.text, CONTEXT[name]).score,
          })
        }
      }
    }
  }
  console.log(
    "Each source is judged by rules and a classifier that was trained without it (four groups of sources); the classifier also learned from templates, which no row below but `templates` comes from, and attacks are put into documents in the same ways as in training; the rules were written with the sources in view. Flagged from 0.5; blocked from 0.95 in a user's text, from 0.8 in untrusted text.\n",
  )
  for (const name of ['direct', 'untrusted']) table(name, scored[name])
  console.log(
    '### Written by hand before the last training, measured once after it\n\nThe shipped weights, which were trained on all sources and on templates by the author of this set; nothing was tuned with it.\n',
  )
  sets(fresh, shipped, scoreInjection)
  console.log(
    '\n### Written by hand, tuned\n\nThe shipped weights; rules and templates were changed until these came out right, so they say little about other texts.\n',
  )
  sets(written, shipped, scoreInjection)
  console.log('')
  return scored
}

function sets({ direct, benign, indirect, results }, model, scoreInjection) {
  const own = (texts, name) =>
    texts.map((text) => ({
      text,
      score: scoreInjection(text, CONTEXT[name], model).score,
      rules: scoreInjection(text, CONTEXT[name]).score,
    }))
  head()
  line("attacks in users' texts", own(direct, 'direct'), 'direct')
  line('harmless, full of trigger words (false positives)', own(benign, 'direct'), 'direct')
  line('orders in tool results', own(indirect, 'untrusted'), 'untrusted')
  line('harmless tool results (false positives)', own(results, 'untrusted'), 'untrusted')
}

function table(name, { attacks, benign }) {
  console.log(`### ${name === 'direct' ? "A user's own text" : 'Untrusted text: attacks inside documents and tool results'}\n`)
  const ranks = benign.map(({ rank }) => rank).sort((one, other) => other - one)
  const limit = ranks[Math.floor(benign.length * 0.01)] ?? 0
  const kinds = attacks.filter(({ kind }) => kind !== 'template')
  console.log(
    `At 1 % false positives over all harmless texts (${benign.length}; score > ${limit.toFixed(3)}) ${share(kinds, (row) => row.rank > limit)} of ${kinds.length} attacks are found; the area under the curve is ${area(kinds, ranks).toFixed(3)}.\n`,
  )
  head()
  for (const [source, list] of grouped(attacks, ({ source }) => source)) line(`${source} (attacks)`, list, name)
  for (const [lang, list] of grouped(attacks, ({ lang }) => lang)) if (lang && list.length >= 5) line(`attacks in ${lang}`, list, name)
  for (const [source, list] of grouped(benign, ({ source }) => source)) line(`${source} (false positives)`, list, name)
  for (const [lang, list] of grouped(benign, ({ lang }) => lang))
    if (lang && list.length >= 5) line(`false positives in ${lang}`, list, name)
  console.log('')
}

/** The chance that an attack ranks above a harmless text; ties count as half. */
function area(attacks, ranks) {
  const above = (value, isCounted) => ranks.findIndex((rank) => !isCounted(rank, value))
  const beaten = (value) => {
    const higher = above(value, (rank, own) => rank > own)
    const notLower = above(value, (rank, own) => rank >= own)
    const [from, to] = [higher, notLower].map((index) => (index < 0 ? ranks.length : index))
    return ranks.length - (from + to) / 2
  }
  return attacks.reduce((sum, { rank }) => sum + beaten(rank), 0) / Math.max(1, attacks.length) / Math.max(1, ranks.length)
}

const head = () => console.log('| set | texts | flagged | blocked | flagged by rules alone |\n| --- | --- | --- | --- | --- |')
const line = (title, list, name) =>
  console.log(
    `| ${title} | ${list.length} | ${share(list, ({ score }) => score >= 0.5)} | ${share(list, ({ score }) => score >= BLOCK[name])} | ${share(list, ({ rules }) => rules >= 0.5)} |`,
  )
const share = (list, isCounted) => `${((100 * list.filter(isCounted).length) / Math.max(1, list.length)).toFixed(1)} %`
const grouped = (list, key) => [...groupBy(list, key)].sort(([one], [other]) => (one < other ? -1 : 1))

function groupBy(list, key) {
  const groups = new Map()
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

function headOf(trained, { scale, shift, cap }) {
  const { weights, bias, unit } = quantise(trained)
  return { weights, bias, unit, scale, shift, cap }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run()
