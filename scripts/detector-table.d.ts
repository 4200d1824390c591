import type { Detector } from '../src/types.ts'

/** The generated part of docs/detectors.md. `sources` are the texts of the files in which rules are named. */
export function detectorTables(detectors: readonly Detector[], sources: readonly string[]): string
