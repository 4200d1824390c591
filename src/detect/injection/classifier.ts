import type { Detector, Match, TextContext } from '../../types.ts'
import { capacity, featurise } from './features.ts'
import type { Model } from './model.ts'
import { isScored, isUntrusted } from './origin.ts'
import { severityOf } from './severity.ts'
import { views } from './views.ts'
import type { View } from './views.ts'
import { pieces, RUNS } from './windows.ts'

/** A detector whose weights are loaded before its first use. */
export interface InjectionClassifier extends Detector {
  /** Settles when the weights are there; a text judged before that is judged by nothing, so hosts wait for it. */
  ready: () => Promise<void>
  isReady: () => boolean
}

/**
 * The linear classifier: one match for the passage of a text that looks most like an attack. `load` is called once, on first use.
 *
 * @example
 * const classifier = injectionClassifier({ load: async () => (await import('./weights.ts')).model() })
 * await classifier.ready()
 */
export function injectionClassifier({ load }: { load: () => Model | Promise<Model> }): InjectionClassifier {
  let model: Model | undefined
  let loading: Promise<void> | undefined
  const fetch = async (): Promise<void> => {
    model = await load()
  }
  return {
    name: 'injection-classifier',
    category: 'injection',
    severity: 'high',
    longest: 1024,
    reads: isScored,
    // A load that failed is tried again.
    ready: () =>
      (loading ??= fetch().catch((error: unknown) => {
        loading = undefined
        throw error
      })),
    isReady: () => model !== undefined,
    find: (text, context) => (model ? classifierMatches(model, text, context) : []),
  }
}

/** What the classifier finds in a text: the most suspicious passage of each reading, nothing below the score at which a text is flagged. */
export function classifierMatches(model: Model, text: string, context?: TextContext): Match[] {
  const best = strongest(model, text, isUntrusted(context))
  if (!best || best.score < 0.5) return []
  return [{ start: best.start, end: best.end, detector: 'injection-classifier', severity: severityOf(best.score), score: best.score }]
}

/** The classifier's score of a text, 0 to 1, and where it comes from. */
export function strongest(model: Model, text: string, untrusted: boolean): { start: number; end: number; score: number } | undefined {
  let best: { start: number; end: number; score: number } | undefined
  for (const view of views(text)) {
    // In a long text a few words that were spelled out change little for the weights; the rules read them.
    if (view.kind === 'respelled' && view.text.length > LONGEST_RESPELLED) continue
    const passage = worst(model, view, untrusted)
    if (passage && passage.score > (best?.score ?? 0)) best = { ...view.locate(passage.start, passage.end), score: passage.score }
  }
  return best && { ...best, score: Math.round(best.score * 1000) / 1000 }
}

const LONGEST_RESPELLED = 4000

let buffer = new Uint32Array(4096)

/** The passage of one reading that scores highest: single pieces, and runs of them, by running sums in one pass. */
function worst(model: Model, view: View, untrusted: boolean): { start: number; end: number; score: number } | undefined {
  const { text } = view
  const { weights, unit, bias, scale, shift, cap } = untrusted ? model.untrusted : model.direct
  const bounds = pieces(text)
  // Sums over all pieces up to each, so that a run of them costs one subtraction.
  const sums = [0]
  const counts = [0]
  let best = Number.NEGATIVE_INFINITY
  let bestStart = 0
  let bestEnd = 0
  for (let index = 0; index + 1 < bounds.length; index++) {
    const start = bounds[index] as number
    const end = bounds[index + 1] as number
    if (buffer.length < capacity(end - start)) buffer = new Uint32Array(capacity(end - start))
    const count = featurise(text, start, end, buffer)
    let sum = 0
    for (let at = 0; at < count; at++) sum += weights[buffer[at] as number] as number
    sums.push((sums[index] as number) + sum)
    counts.push((counts[index] as number) + count)
    if (count === 0) continue
    const alone = sum / Math.sqrt(count + DAMPING)
    if (alone > best) [best, bestStart, bestEnd] = [alone, start, end]
    for (const run of RUNS) {
      const from = index + 1 - run
      if (from < 0) break
      const together =
        ((sums[index + 1] as number) - (sums[from] as number)) /
        Math.sqrt((counts[index + 1] as number) - (counts[from] as number) + DAMPING)
      if (together > best) [best, bestStart, bestEnd] = [together, bounds[from] as number, end]
    }
  }
  if (best === Number.NEGATIVE_INFINITY) return undefined
  const score = cap / (1 + Math.exp(-scale * (unit * best + bias - shift)))
  return { start: bestStart, end: bestEnd, score }
}

/** Keeps very short texts from extreme scores. */
export const DAMPING = 24
