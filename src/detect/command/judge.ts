import type { Severity } from '../../types.ts'
import { type Frame, interpret } from './interpret.ts'
import type { CommandMatch } from './model.ts'
import { judgeWindows } from './windows.ts'

const ranks: Record<Severity, number> = { low: 0, medium: 1, high: 2, critical: 3 }

export type Dialect = 'posix' | 'windows'

/** Judges a command line or a script: every program that it would start, through wrappers, pipes, variables and encodings. Without a dialect, both are tried. */
export function judgeCommand(text: string, { dialect }: { dialect?: Dialect } = {}): CommandMatch[] {
  const found = new Map<string, CommandMatch>()
  const add = (match: CommandMatch) => {
    const key = `${match.detector} ${match.start}`
    const known = found.get(key)
    if (!known || ranks[known.severity] < ranks[match.severity]) found.set(key, match)
  }
  const frame: Frame = {
    environment: new Map(),
    carried: new Map(),
    fetched: new Map(),
    written: new Map(),
    aliases: new Map(),
    directory: undefined,
    span: undefined,
    depth: 0,
    budget: { commands: 5000, characters: 100_000 + 5 * text.length },
    add,
  }
  if (dialect !== 'windows') interpret(text, frame)
  if (dialect !== 'posix') windows(text, undefined, frame, 0)
  return Array.from(found.values()).sort((a, b) => a.start - b.start || ranks[b.severity] - ranks[a.severity])
}

function windows(text: string, span: Frame['span'], frame: Frame, depth: number): void {
  if (depth > 4 || (frame.budget.characters -= text.length) < 0) return
  judgeWindows(
    text,
    (match) => frame.add({ ...match, ...span }),
    (inner, place) => {
      const outer = span ?? place
      interpret(inner, { ...frame, span: outer, depth: depth + 1 })
      windows(inner, outer, frame, depth + 1)
    },
  )
}
