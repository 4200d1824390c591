import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureModules, root } from './ensure.js'
import { calibrate } from './training/calibrate.js'
import { folds, rows } from './training/data.js'
import { margins, quantise, train } from './training/train.js'
import { loadTools } from './training/tools.js'
import { validationTexts } from './training/validation.js'

// Fits the shipped classifier. Four models that each miss a quarter of the sources say where the thresholds must lie on sources that were
// not seen; the weights that ship are then fitted to all of them.
const tools = await loadTools(process.env.GUARD_DIST ?? ensureModules())
const all = rows()
const log = (line) => process.stderr.write(`${line}\n`)

const held = { direct: { attacks: [], benign: [] }, untrusted: { attacks: [], benign: [] } }
for (const [index, fold] of folds.entries()) {
  log(`without ${fold.join(', ')}`)
  const heads = train(
    all.filter(({ source }) => !fold.includes(source)),
    tools,
    log,
  )
  const texts = validationTexts(
    all.filter(({ source }) => fold.includes(source)),
    index,
  )
  for (const name of ['direct', 'untrusted']) {
    for (const side of ['attacks', 'benign'])
      held[name][side].push(
        ...margins(
          texts[name][side].map(({ text }) => text),
          heads[name],
          tools,
        ),
      )
  }
}

log('with all sources')
const heads = train(all, tools, log)
const packed = Object.entries(heads).map(([name, head]) => {
  const { weights, bias, unit } = quantise(head)
  const { shift, scale, cap } = calibrate(held[name], name)
  log(`${name}: shift ${shift.toFixed(2)}, scale ${scale.toFixed(2)}`)
  const numbers = { unit: round(unit), bias: round(bias), scale: round(scale), shift: round(shift), cap }
  return `  ${name}: {\n${Object.entries(numbers)
    .map(([key, value]) => `    ${key}: ${value},\n`)
    .join('')}    weights:\n      '${Buffer.from(weights.buffer).toString('base64')}',\n  },\n`
})
writeFileSync(
  join(root, 'src/detect/injection/weights.ts'),
  `// Written by \`npm run train\`.\nimport type { PackedHead } from './model.ts'\n\n/** The trained weights of the classifier: one byte for each bucket. */\nexport const packed: Record<'direct' | 'untrusted', PackedHead> = {\n${packed.join('')}}\n`,
)

function round(value) {
  return Number(value.toPrecision(6))
}
