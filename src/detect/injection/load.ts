import { unpack } from './model.ts'
import type { Model } from './model.ts'

let loading: Promise<Model> | undefined

/** Loads the shipped weights: their file is read when this is first called, and once. */
export const loadModel = (): Promise<Model> =>
  (loading ??= (async () => {
    const { packed } = await import('./weights.ts')
    return { direct: unpack(packed.direct), untrusted: unpack(packed.untrusted) }
  })())
