import { pathToFileURL } from 'node:url'
import { ensureModules } from '../scripts/ensure.js'
import { folds, rows } from '../scripts/training/data.js'
import { loadTools } from '../scripts/training/tools.js'
import { quantise, train } from '../scripts/training/train.js'
import { validationTexts } from '../scripts/training/validation.js'
import * as written from './sets/injection.js'

const BASE = process.env.GUARD_DIST ?? ensureModules()
const CONTEXT = {
  direct: { direction: 'request', kind: 'text', origin: 'user', role: 'user' },
  untrusted: { direction: 'request', kind: 'tool-result', origin: 'tool', role: 'tool' },
}
const BLOCK = { direct: 0.95, untrusted: 0.8 }

/** Prints what injection detection reaches on sources that it was not trained on. */
export async function run() {
  const { scoreInjection, loadModel } = await import(new URL('detect/injection/index.js', BASE).href)
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
            rules: scoreInjection(row.text, CONTEXT[name]).score,
          })
        }
      }
    }
  }
  console.log(
    "Each source is judged by rules and a classifier that was trained without it (four groups of sources). Flagged from 0.5; blocked from 0.95 in a user's text, from 0.8 in untrusted text.\n",
  )
  for (const name of ['direct', 'untrusted']) table(name, scored[name])
  console.log('### Written by hand, judged by the shipped weights\n')
  const own = (texts, name) =>
    texts.map((text) => ({
      text,
      score: scoreInjection(text, CONTEXT[name], shipped).score,
      rules: scoreInjection(text, CONTEXT[name]).score,
    }))
  head()
  line("attacks in users' texts", own(written.direct, 'direct'), 'direct')
  line('harmless, full of trigger words (false positives)', own(written.benign, 'direct'), 'direct')
  line('orders in tool results', own(written.indirect, 'untrusted'), 'untrusted')
  line('harmless tool results (false positives)', own(written.results, 'untrusted'), 'untrusted')
  console.log('')
  return scored
}

function table(name, { attacks, benign }) {
  console.log(`### ${name === 'direct' ? "A user's own text" : 'Untrusted text: attacks inside documents and tool results'}\n`)
  const limit = [...benign].map(({ score }) => score).sort((one, other) => other - one)[Math.floor(benign.length * 0.01)] ?? 0
  const kinds = attacks.filter(({ kind }) => kind !== 'template')
  console.log(
    `At 1 % false positives over all harmless texts (${benign.length}; score > ${limit.toFixed(3)}) ${share(kinds, (row) => row.score > limit)} of ${kinds.length} attacks are found.\n`,
  )
  head()
  for (const [source, list] of grouped(attacks, ({ source }) => source)) line(`${source} (attacks)`, list, name)
  for (const [lang, list] of grouped(attacks, ({ lang }) => lang)) if (lang && list.length >= 5) line(`attacks in ${lang}`, list, name)
  for (const [source, list] of grouped(benign, ({ source }) => source)) line(`${source} (false positives)`, list, name)
  for (const [lang, list] of grouped(benign, ({ lang }) => lang))
    if (lang && list.length >= 5) line(`false positives in ${lang}`, list, name)
  console.log('')
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
