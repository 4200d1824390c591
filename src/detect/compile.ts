import { triggerTable } from './trigger-table.ts'
import type { TriggerTable } from './trigger-table.ts'
import { plan } from './plan.ts'
import type { Plan } from './plan.ts'
import type { Located, Scanner } from './scanner.ts'
import type { Head } from '../text/first-set.ts'
import type { Detector, Match, TextContext } from '../types.ts'

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
    const made = detector.pattern && plan(detector.pattern)
    if (made) planned.push({ detector, ...made })
    else opaque.push(detector)
  }
  const whole = tableOf(planned.map(({ heads }) => heads))
  // Built when the first stream asks: whole texts never need them.
  let open: Open | undefined

  return {
    scan: (text, context) => {
      const found: Located[] = []
      const off = silent(planned, context)
      const tried = new Int32Array(planned.length).fill(-1)
      const done = new Int32Array(planned.length)
      whole.table.each(text, 0, false, (head, index) => {
        const number = whole.owners[head]!
        if (index < done[number]! || tried[number] === index || off?.[number]) return false
        tried[number] = index
        const { detector, match } = planned[number]!
        const at = match(text, index)
        if (!at || at.start < done[number]!) return false
        done[number] = at.end
        found.push(located(detector, at))
        return false
      })
      for (const detector of opaque) {
        if (detector.reads && !detector.reads(context)) continue
        if (detector.pattern && !mentions(text, detector.pattern.triggers, detector.pattern.expression.ignoreCase)) continue
        for (const match of detector.find(text, context)) found.push(located(detector, match))
      }
      return found.sort((one, other) => one.start - other.start || one.end - other.end)
    },

    unfinished: (text, from, context) => {
      open ??= openTables(planned)
      const off = silent(planned, context)
      let hold = text.length
      for (const { table, owners, reach } of [open.valued, open.plain]) {
        const start = Math.max(0, from - reach)
        table.each(text, start, true, (head, index) => {
          if (index >= hold) return true
          const number = owners[head]!
          const { detector, begin } = planned[number]!
          if (off?.[number] || text.length - index > (detector.longest ?? defaultLongest)) return false
          const begun = begin(text, index)
          if (begun >= 0 && begun < hold) hold = Math.max(begun, from)
          return false
        })
      }
      for (const detector of opaque) {
        if (hold <= from || (detector.reads && !detector.reads(context))) continue
        hold = Math.min(hold, detector.unfinished ? Math.max(from, detector.unfinished(text, from)) : lastWord(text, from, detector.longest ?? defaultLongest))
      }
      return hold
    },
  }
}

type Planned = Plan & { detector: Detector }

interface Owned {
  table: TriggerTable
  /** The number of the detector that each head belongs to. */
  owners: readonly number[]
}

interface Open {
  plain: Owned & { reach: number }
  valued: Owned & { reach: number }
}

const defaultLongest = 256

function tableOf(heads: readonly (readonly Head[])[]): Owned {
  return { table: triggerTable(heads.flat()), owners: heads.flatMap((list, number) => list.map(() => number)) }
}

function openTables(planned: readonly Planned[]): Open {
  const valued = planned.filter((one) => one.valued)
  return {
    plain: { ...tableOf(planned.map((one) => (one.valued ? [] : one.openHeads))), reach: 0 },
    // A label before `from` may have been delivered while its value is still to come.
    valued: { ...tableOf(planned.map((one) => (one.valued ? one.openHeads : []))), reach: Math.max(0, ...valued.map(({ detector }) => detector.longest ?? defaultLongest)) },
  }
}

/** Marks the detectors that are not for this text; `undefined` when all are. */
function silent(planned: readonly Planned[], context: TextContext): Uint8Array | undefined {
  let off: Uint8Array | undefined
  planned.forEach(({ detector }, number) => {
    if (detector.reads && !detector.reads(context)) (off ??= new Uint8Array(planned.length))[number] = 1
  })
  return off
}

function located({ name, category, severity, label }: Detector, match: Match): Located {
  return {
    start: match.start,
    end: match.end,
    detector: match.detector ?? name,
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
