export interface SecretSample {
  /** The detector that must find it. */
  kind: string
  /** A text that holds the secret. */
  text: string
  /** The secret itself: what must be found of the text. */
  secret: string
}

/** Numbers from 0 to 1 that a seed repeats. */
export function seeded(seed: number): () => number
/** One sample of each kind of secret, made up and assembled from pieces. */
export function secretSamples(random: () => number): Promise<SecretSample[]>
/** Texts that look like secrets and are none. */
export function lookAlikes(random: () => number): string[]
