/** Damping of the length, as the classifier has it. */
let damping = 24

/**
 * Fits one head by logistic regression with AdaGrad. A text is judged by its most suspicious passage, as it will be later, so every epoch
 * learns from that passage (and from one by chance, so that no passage is forgotten). Where the place of an attack is known, only passages
 * there stand for it. The weights of the last epochs are averaged.
 */
export function fit(examples, { features, generator, epochs = 6, averaged = 3, rate = 0.3, decay = 3e-5, DAMPING = damping }) {
  damping = DAMPING
  const weights = new Float32Array(features.BUCKETS)
  const squares = new Float32Array(features.BUCKETS).fill(1e-3)
  const state = { weights, bias: 0 }
  const mean = { weights: new Float32Array(features.BUCKETS), bias: 0 }
  let biasSquare = 1e-3
  let order = examples.map((_, index) => index)
  for (let epoch = 0; epoch < epochs; epoch++) {
    order = generator.shuffle(order)
    for (const index of order) {
      const { text, core, label, weight } = examples[index]
      const passages = within(passagesOf(text, features), text, core)
      const best = strongestOf(passages, state)
      const chosen = [best]
      if (passages.length > 1 && (epoch === 0 || label === 0)) chosen.push(generator.pick(passages))
      for (const passage of chosen) {
        const size = 1 / Math.sqrt(passage.ids.length + DAMPING)
        const margin = score(passage, state)
        const error = (1 / (1 + Math.exp(-margin)) - label) * weight
        if (Math.abs(error) < 0.005) continue
        const gradient = error * size
        for (const id of passage.ids) {
          squares[id] += gradient * gradient
          weights[id] -= (rate * gradient) / Math.sqrt(squares[id]) + decay * weights[id]
        }
        biasSquare += error * error
        state.bias -= (rate * 0.1 * error) / Math.sqrt(biasSquare)
      }
    }
    if (epoch < epochs - averaged) continue
    for (let id = 0; id < weights.length; id++) mean.weights[id] += weights[id] / averaged
    mean.bias += state.bias / averaged
  }
  return mean
}

// The passages that hold at least half of the core, or are at least half core.
function within(passages, text, core) {
  if (core === undefined) return passages
  const start = text.indexOf(core.slice(0, 40))
  if (start < 0) return passages
  const end = start + core.length
  const kept = passages.filter(({ from, to }) => {
    const shared = Math.min(to, end) - Math.max(from, start)
    return shared * 2 >= Math.min(to - from, core.length)
  })
  return kept.length > 0 ? kept : passages
}

/** The highest margin of all passages of a text. */
export const marginOf = (text, state, features) => score(strongestOf(passagesOf(text, features), state), state)

function score({ ids }, { weights, bias }) {
  let sum = 0
  for (const id of ids) sum += weights[id]
  return sum / Math.sqrt(ids.length + damping) + bias
}

function strongestOf(passages, state) {
  if (passages.length === 1) return passages[0]
  let best = passages[0]
  let highest = -Infinity
  for (const passage of passages) {
    const margin = score(passage, state)
    if (margin > highest) [best, highest] = [passage, margin]
  }
  return best
}

// Pieces alone and in runs, exactly as the classifier reads them.
function passagesOf(text, { featurise, pieces, RUNS, capacity }) {
  const bounds = pieces(text)
  const features = []
  for (let index = 0; index + 1 < bounds.length; index++) {
    const out = new Uint32Array(capacity(bounds[index + 1] - bounds[index]))
    features.push(out.subarray(0, featurise(text, bounds[index], bounds[index + 1], out)))
  }
  const passages = features.map((ids, index) => ({ ids, from: bounds[index], to: bounds[index + 1] }))
  for (const run of RUNS) {
    for (let end = run; end <= features.length; end++)
      passages.push({ ids: concat(features.slice(end - run, end)), from: bounds[end - run], to: bounds[end] })
  }
  return passages
}

function concat(lists) {
  const all = new Uint32Array(lists.reduce((length, list) => length + list.length, 0))
  let at = 0
  for (const list of lists) {
    all.set(list, at)
    at += list.length
  }
  return all
}
