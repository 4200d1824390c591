import { triggerTable } from './trigger-table.ts'
import type { TriggerTable } from './trigger-table.ts'
import { plan } from './plan.ts'
import type { Plan } from './plan.ts'
import type { Located, Scanner } from './scanner.ts'
import type { Head } from '../text/first-set.ts'
import type { Detector, Match, Pattern, TextContext } from '../types.ts'

/**
 * Makes one scanner of many detectors: a single pass finds where a detector could match, and only there its expression is run.
 *
 * @example
 * const scanner = compile([email, githubToken])
 * scanner.scan('mail ada@lovelace.dev', context)   // [{ detector: 'email', start: 5, end: 21, … }]
 */
export function compile(detectors: readonly Detector[]): Scanner {
  const planned: Planned[] = []
  const opaque: Detector[] = []
  for (const detector of detectors) {
    const made = detector.pattern && planOf(detector.pattern)
    if (made) planned.push({ detector, ...made })
    else opaque.push(detector)
  }
  const choosy = planned.flatMap(({ detector: { reads } }, number): Choosy[] => (reads ? [{ number, reads }] : []))
  const whole = tableOf(planned.map(({ heads }) => heads))
  const reach = Math.max(0, ...planned.map(reachOf))
  // Of each detector, where it was last tried and where its last match ended.
  const tried = new Int32Array(planned.length)
  const done = new Int32Array(planned.length)
  // Built when the first stream asks: whole texts never need them.
  let open: Open | undefined
  // The last long block that was held.
  let block: Block | undefined

  return {
    scan: (text, context, from = 0) =>
      search(text, from, text.length, context).sort((one, other) => one.start - other.start || one.end - other.end),

    unfinished: (text, from, context) => {
      open ??= openTables(planned)
      if (isLonger(block, text, from)) return from
      const off = silent(choosy, planned.length, context)
      let hold = text.length
      for (const { table, owners, reach } of open) {
        const start = Math.max(0, from - reach)
        table.each(text, start, true, (head, index) => {
          if (index >= hold) return true
          const number = owners[head]!
          const { detector, context: label, valued, begin } = planned[number]!
          // Nothing is held before the value begins.
          if (index < from - label.most || (valued && text.length - index <= label.least)) return false
          if (off?.[number] || text.length - index > (detector.longest ?? defaultLongest)) return false
          const begun = begin(text, index)
          if (begun >= 0 && begun < hold) hold = Math.max(begun, from)
          return false
        })
      }
      for (const detector of opaque) {
        if (hold <= from || (detector.reads && !detector.reads(context))) continue
        hold = Math.min(
          hold,
          detector.unfinished ? Math.max(from, detector.unfinished(text, from)) : lastWord(text, from, detector.longest ?? defaultLongest),
        )
      }
      if (hold === from && text.length - from > blockLength) block = { head: text.slice(from, from + 64), length: text.length - from }
      if (hold === from || hold === text.length) return hold
      return withoutCut(search(text, from, hold, context), hold, from)
    },
  }

  /** The matches that begin in a stretch of a text. */
  function search(text: string, from: number, to: number, context: TextContext): Located[] {
    const found: Located[] = []
    const off = silent(choosy, planned.length, context)
    const first = Math.max(0, from - reach)
    tried.fill(-1)
    done.fill(from)
    whole.table.each(text, first, false, (head, index) => {
      if (index >= to) return true
      const number = whole.owners[head]!
      const { detector, context: label, match } = planned[number]!
      if (index + label.most < done[number]! || tried[number] === index || off?.[number]) return false
      tried[number] = index
      const at = match(text, index)
      if (!at || at.start < done[number]!) return false
      done[number] = at.end
      found.push(located(detector, at))
      return false
    })
    const rest = first === 0 ? text : text.slice(first)
    for (const detector of opaque) {
      if (detector.reads && !detector.reads(context)) continue
      if (detector.pattern && !mentions(rest, detector.pattern.triggers, detector.pattern.expression.ignoreCase)) continue
      for (const match of detector.find(rest, context)) {
        if (match.start + first >= from) found.push(located(detector, { ...match, start: match.start + first, end: match.end + first }))
      }
    }
    return found
  }
}

/** An offset to hold from that cuts no match in two: what one detector has found is not given out in part because another one waits. */
export function withoutCut(matches: readonly { start: number; end: number }[], hold: number, from: number): number {
  let safe = hold
  for (let changed = true; changed;) {
    changed = false
    for (const { start, end } of matches) {
      if (start >= safe || end <= safe || safe <= from) continue
      safe = Math.max(from, start)
      changed = true
    }
  }
  return safe
}

/** Taking an expression apart costs more than using it: it is done once, however many scanners use the detector. */
const plans = new WeakMap<Pattern, Plan>()

function planOf(pattern: Pattern): Plan | undefined {
  const known = plans.get(pattern)
  if (known !== undefined) return known
  const made = plan(pattern)
  if (made !== undefined) plans.set(pattern, made)
  return made
}

type Planned = Plan & { detector: Detector }

/** A long text, such as a key's, that is held until its end comes. */
interface Block {
  head: string
  length: number
}

/** Blocks from this length on are not read again for each piece that comes. */
const blockLength = 4096

/**
 * True where a block that was held has only grown by more of the same, and by less than an eighth: it is read again when something else comes, or when it
 * has grown by that much, so that the cost of a long block stays linear.
 */
function isLonger(block: Block | undefined, text: string, from: number): boolean {
  const length = text.length - from
  if (!block || length < block.length || length > block.length * 1.125 || !text.startsWith(block.head, from)) return false
  return /^[A-Za-z0-9+/=\s]*$/.test(text.slice(from + block.length))
}

/** A detector that is not for every text. */
interface Choosy {
  number: number
  reads: (context: TextContext) => boolean
}

interface Owned {
  table: TriggerTable
  /** The number of the detector that each head belongs to. */
  owners: readonly number[]
}

/** Tables for beginnings, each with how far before `from` a label may stand whose value is still to come. */
type Open = readonly (Owned & { reach: number })[]

const defaultLongest = 256
/** Labels up to this length are looked for together with what has none. */
const nearby = 10

function tableOf(heads: readonly (readonly Head[])[]): Owned {
  return { table: triggerTable(heads.flat()), owners: heads.flatMap((list, number) => list.map(() => number)) }
}

function openTables(planned: readonly Planned[]): Open {
  const far = (one: Planned): boolean => one.context.most > nearby
  return [false, true].map((isFar) => {
    const reach = Math.max(0, ...planned.filter((one) => far(one) === isFar).map(reachOf))
    return { ...tableOf(planned.map((one) => (far(one) === isFar ? one.openHeads() : []))), reach }
  })
}

/** How far before its value a detector's label may begin. */
function reachOf({ detector, context }: Planned): number {
  return Math.min(context.most, detector.longest ?? defaultLongest)
}

/** Marks the detectors that are not for this text; `undefined` when all are. */
function silent(choosy: readonly Choosy[], count: number, context: TextContext): Uint8Array | undefined {
  let off: Uint8Array | undefined
  for (const { number, reads } of choosy) if (!reads(context)) (off ??= new Uint8Array(count))[number] = 1
  return off
}

function located({ name, category, severity, label }: Detector, match: Match): Located {
  return {
    start: match.start,
    end: match.end,
    detector: match.detector ?? name,
    ...(match.detector === undefined || match.detector === name ? {} : { family: name }),
    category,
    severity: match.severity ?? severity,
    label: label ?? name.toUpperCase().replaceAll('-', '_'),
    ...(match.score === undefined ? {} : { score: match.score }),
  }
}

function mentions(text: string, triggers: readonly string[], ignoreCase: boolean): boolean {
  const where = ignoreCase ? text.toLowerCase() : text
  return triggers.length === 0 || triggers.some((trigger) => where.includes(ignoreCase ? trigger.toLowerCase() : trigger))
}

/** The start of the last run without white space, no longer than a match can be. */
function lastWord(text: string, from: number, longest: number): number {
  let start = text.length
  while (start > from && text.length - start < longest && !/\s/.test(text[start - 1] ?? ' ')) start--
  return start
}
