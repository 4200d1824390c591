import type { Category, Match, Severity } from '../../types.ts'
import type { Argument, Environment } from './expand.ts'

/** A dangerous thing in a command: the rule's name, how bad it is, and where the command stands. */
export interface CommandMatch extends Match {
  detector: string
  category: Category
  severity: Severity
}

/** What comes through a pipe or a substitution, as far as it can be told. */
export interface Flow {
  /** The very text. */
  text?: string | undefined
  /** The parts of the text that are known, where not all of it is. */
  partial?: string | undefined
  /** It was fetched: from where (empty when that is not known). */
  download?: string | undefined
  /** It holds keys, credentials or other private data. */
  secret?: boolean | undefined
  /** It was decoded from something that hides it. */
  decoded?: boolean | undefined
  /** A shell speaks. */
  shell?: boolean | undefined
}

/** One program with its arguments, as the system would start it. */
export interface Invocation {
  /** Base name, lower case, without `.exe`. */
  name: string
  /** The name as it was written. */
  path: string
  arguments: readonly Argument[]
  words: readonly string[]
  /** What stands on its standard input. */
  input: Flow
  /** What is substituted into its arguments. */
  carried: Flow
  /** Files that it writes and reads by redirection. */
  writes: readonly { path: string; append: boolean }[]
  reads: readonly string[]
  /** Programs that started it: `sudo`, `xargs`, `ssh`, … */
  wrappers: readonly string[]
  environment: Environment
  /** The working directory where the script set it. */
  directory: string | undefined
  background: boolean
}

export type Report = (detector: string, severity: Severity, category?: Category) => void
/** Judges one invocation. */
export type Rule = (invocation: Invocation, report: Report) => void
/** Rules by the name of the program that they judge. */
export type Rules = Readonly<Record<string, Rule>>

/** True when a short letter (alone or in a cluster) or a long name is among the options. */
export function hasFlag({ words }: { words: readonly string[] }, letters: string, ...names: string[]): boolean {
  for (const word of words) {
    if (word === '--') return false
    if (word[0] !== '-') continue
    if (
      word[1] === '-'
        ? names.includes(word.slice(2).split('=')[0] ?? '')
        : /^-[A-Za-z0-9]+$/.test(word) && Array.from(letters).some((letter) => word.includes(letter))
    )
      return true
  }
  return false
}

/** Words that are not options. `valued` are options whose next word belongs to them. */
export function operands({ words }: { words: readonly string[] }, valued: readonly string[] = []): string[] {
  const found: string[] = []
  let index = 0
  for (; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--') break
    if (valued.includes(word)) index++
    else if (word[0] !== '-' || word === '-') found.push(word)
  }
  return [...found, ...words.slice(index + 1)]
}

/** The value of an option, written `-o value`, `-ovalue` (short ones), `--option value` or `--option=value`. */
export function optionValues({ words }: { words: readonly string[] }, ...names: string[]): string[] {
  return words.flatMap((word, index) =>
    names.flatMap((name) => {
      if (word === name) return words[index + 1] ?? []
      if (name.startsWith('--')) return word.startsWith(`${name}=`) ? word.slice(name.length + 1) : []
      return name.length === 2 && word.startsWith(name) && !word.startsWith('--') ? word.slice(2).replace(/^=/, '') : []
    }),
  )
}

/** A flow that brings nothing. */
export const nothing: Flow = Object.freeze({})

/** Adds up what several sources bring. */
export function merge(...flows: readonly Flow[]): Flow {
  if (flows.every((flow) => flow === nothing)) return nothing
  return {
    download: flows.find((flow) => flow.download !== undefined)?.download,
    secret: flows.some((flow) => flow.secret),
    decoded: flows.some((flow) => flow.decoded),
    shell: flows.some((flow) => flow.shell),
    text: flows.length === 1 ? flows[0]?.text : undefined,
  }
}
