import { observationLine } from '../report/observation-line.ts'
import type { Sink } from '../types.ts'

export interface ConsoleOptions {
  /** Default: standard error, so that a program's own output stays its own. */
  stream?: { write: (text: string) => unknown; isTTY?: boolean }
  /** Default: on a terminal, unless `NO_COLOR` is set. */
  colour?: boolean
}

/** Prints one line per observation: where the call went, what became of it, what was found; never the values. */
export function console({
  stream = process.stderr,
  colour = stream.isTTY === true && !process.env['NO_COLOR'],
}: ConsoleOptions = {}): Sink {
  return {
    name: 'console',
    observe: (observation) => void stream.write(`${observationLine(observation, colour)}\n`),
  }
}
