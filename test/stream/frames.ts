import * as fc from 'fast-check'
import { concat, type Frame, type Framer } from '../../src/stream/frame.ts'

/** Every frame of a stream, the last one included. */
export function allFrames(framer: Framer, chunks: readonly Uint8Array[]): Frame[] {
  const frames = chunks.flatMap((chunk) => framer.push(chunk))
  const last = framer.flush()
  return last === undefined ? frames : [...frames, last]
}

/** The bytes of frames, joined. */
export function joined(frames: readonly Frame[]): Uint8Array {
  return concat(frames.map(({ bytes, start, end }) => bytes.subarray(start, end)))
}

/** How many cases a property is tried on: `GUARD_PROPERTY_RUNS` in a long run; `GUARD_PROPERTY_SEED` repeats one. fast-check prints its seed when it fails. */
export function runs(fewer = 200): fc.Parameters<unknown> {
  const seed = process.env['GUARD_PROPERTY_SEED']
  return { numRuns: Number(process.env['GUARD_PROPERTY_RUNS'] ?? fewer), ...(seed === undefined ? {} : { seed: Number(seed) }) }
}
