import { BUCKETS } from './features.ts'

/** The weights for one kind of text, with what turns a sum of them into a score. */
export interface Head {
  /** One small whole number for each bucket. */
  weights: Int8Array
  /** What one of them is worth. */
  unit: number
  bias: number
  /** A passage's margin is `unit * sum / sqrt(features) + bias`; its score is `cap / (1 + exp(-scale * (margin - shift)))`. */
  scale: number
  shift: number
  cap: number
}

/** The classifier: one head for what users write, one for what tools and documents hold. */
export interface Model {
  direct: Head
  untrusted: Head
}

/** A head as the weights file writes it: base64 of one byte for each bucket. */
export interface PackedHead extends Omit<Head, 'weights'> {
  weights: string
}

/** Unpacks a head. */
export function unpack({ weights, ...rest }: PackedHead): Head {
  const binary = atob(weights)
  const bytes = new Int8Array(BUCKETS)
  for (let index = 0; index < BUCKETS; index++) bytes[index] = binary.charCodeAt(index)
  return { weights: bytes, ...rest }
}
