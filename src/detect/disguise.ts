import { base64Runs, encodedSpan, encodedStart, openBase64Run } from '../text/base64-runs.ts'
import { withoutCut } from './compile.ts'
import { cutEscape, isVeiled, unveil, veilsIn } from '../text/unveil.ts'
import { windowsAround } from '../text/windows.ts'
import type { TextContext } from '../types.ts'
import type { Located, Scanner } from './scanner.ts'

/**
 * A scanner that also sees through disguises: invisible characters inside, full-width letters, escapes, and base64 of text, one level deep.
 * A text without any costs a look at it.
 */
export function disguised(scanner: Scanner): Scanner {
  return {
    scan,

    unfinished: (text, from, context) => {
      let hold = scanner.unfinished(text, from, context)
      if (!isPlain(text, from)) {
        hold = Math.min(hold, Math.max(from, cutEscape(text)))
        if (hold > from) hold = Math.min(hold, veiledTail(text, from, context))
      }
      if (hold > from) hold = Math.min(hold, base64Tail(text, from, context))
      if (hold === from || hold === text.length) return hold
      return withoutCut(scan(text, context, from), hold, from)
    },
  }

  function scan(text: string, context: TextContext, from = 0): Located[] {
    const plain = scanner.scan(text, context, from)
    if (from > 0 && isPlain(text, from)) return plain
    const first = from === 0 ? 0 : tailStart(text, from)
    const rest = first === 0 ? text : text.slice(first)
    const others = [...underVeil(rest, context), ...inBase64(rest, context)]
    if (others.length === 0) return plain
    const news = others
      .map((match) => ({ ...match, start: match.start + first, end: match.end + first }))
      .filter(
        (other) =>
          other.start >= from &&
          !plain.some((match) => match.detector === other.detector && match.start <= other.start && match.end >= other.end),
      )
    return [...plain, ...news].sort((one, other) => one.start - other.start || one.end - other.end)
  }

  /** Only the surroundings of what is veiled are read again. */
  function underVeil(text: string, context: TextContext): Located[] {
    if (!isVeiled(text)) return []
    return windowsAround(text, veilsIn(text, surroundings / 2), surroundings).flatMap(({ start, end }) => {
      const copy = unveil(text.slice(start, end))
      return scanner
        .scan(copy.text, context)
        .filter((match) => (match.start > 0 || start === 0) && (match.end < copy.text.length || end === text.length))
        .map((match) => ({ ...match, start: start + copy.map(match.start), end: start + copy.map(match.end) }))
    })
  }

  function inBase64(text: string, context: TextContext): Located[] {
    return base64Runs(text).flatMap((run) =>
      scanner.scan(run.decoded, context).map((match) => ({ ...match, ...encodedSpan(run, match.start, match.end) })),
    )
  }

  function veiledTail(text: string, from: number, context: TextContext): number {
    const before = Math.max(0, from - labelLength)
    const cut = Math.max(from, cutEscape(text))
    if (cut === text.length && !isVeiled(text.slice(before))) return text.length
    const label = unveil(text.slice(before, from)).text
    const tail = unveil(text.slice(from, cut))
    const hold = scanner.unfinished(label + tail.text, label.length, context)
    return hold < label.length + tail.text.length ? from + tail.map(hold - label.length) : text.length
  }

  function base64Tail(text: string, from: number, context: TextContext): number {
    const run = openBase64Run(text)
    if (!run) return text.length
    // What was let go of the run is known to be harmless.
    const known = Math.max(0, Math.floor(((from - run.start - 1) * 6) / 8))
    const hold = scanner.unfinished(run.decoded, known, context)
    return hold < run.decoded.length ? Math.max(from, Math.min(text.length, encodedStart(run, hold))) : text.length
  }
}

/** True where neither the tail nor the label before it can be disguised: most deltas of a stream, told by one look at each character. */
function isPlain(text: string, from: number): boolean {
  let run = 0
  for (let index = Math.max(0, from - labelLength); index < text.length; index++) {
    const code = text.charCodeAt(index)
    const isWord =
      (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 47 && code <= 57) || code === 43 || code === 45 || code === 95
    if (isWord) {
      if (++run >= shortestRun) return false
      continue
    }
    run = 0
    // What is not printable ASCII, and the first characters of escapes: %, &, \.
    if (code > 126 || code === 37 || code === 38 || code === 92 || (code < 32 && code !== 10 && code !== 13 && code !== 9)) return false
  }
  return true
}

/** No shorter run is taken for base64. */
const shortestRun = 16

/** Where to read from so that labels and a run of base64 before the tail are read whole. */
function tailStart(text: string, from: number): number {
  const run = openBase64Run(text.slice(0, from))
  return Math.min(run?.start ?? from, Math.max(0, from - labelLength))
}

/** How far before the tail a label may stand whose value is disguised. */
const labelLength = 200

/** How far from what is veiled a match may begin or end. */
const surroundings = 512
