import { directExamples, untrustedExamples } from './examples.js'
import { fit, marginOf } from './fit.js'
import { random } from './random.js'

/** Trains both heads on some rows. The same rows give the same weights on every machine. */
export function train(rows, tools, log = () => {}) {
  const heads = {}
  for (const [name, make, seed] of [
    ['direct', directExamples, 11],
    ['untrusted', untrustedExamples, 23],
  ]) {
    const generator = random(seed)
    const examples = make(rows, generator).map(({ text, core, ...rest }) => ({
      text: tools.read(text),
      core: core === undefined ? undefined : tools.read(core),
      ...rest,
    }))
    const begun = Date.now()
    heads[name] = fit(examples, { features: tools, generator, DAMPING: tools.DAMPING })
    log(`${name}: ${examples.length} examples, ${((Date.now() - begun) / 1000).toFixed(1)} s`)
  }
  return heads
}

/** Margins of texts by a head. */
export const margins = (texts, head, tools) => texts.map((text) => marginOf(tools.read(text), head, tools))

/** Small whole numbers for the weights, with the unit that they are in. */
export function quantise({ weights, bias }) {
  const sorted = Float32Array.from(weights, Math.abs).sort()
  const unit = (sorted[Math.floor(sorted.length * 0.9999)] || 1) / 127
  const bytes = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / unit))))
  return { weights: bytes, bias, unit }
}
