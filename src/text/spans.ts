/** A stretch of text, UTF-16 units, end exclusive. */
export interface Span {
  start: number
  end: number
}

/** Joins overlapping spans: of each cluster one remains that covers it, made from the most important member. Input order does not matter. */
export function mergeSpans<T extends Span>(spans: readonly T[], importance: (span: T) => number = ({ start, end }) => end - start): T[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end)
  const merged: T[] = []
  for (const span of sorted) {
    const last = merged.at(-1)
    if (last === undefined || span.start >= last.end) merged.push(span)
    else
      merged[merged.length - 1] = {
        ...(importance(span) > importance(last) ? span : last),
        start: last.start,
        end: Math.max(last.end, span.end),
      }
  }
  return merged
}

/** Puts replacements into a text in one pass. Edits must be sorted and must not overlap. */
export function replaceSpans(text: string, edits: readonly (Span & { text: string })[]): string {
  let result = ''
  let at = 0
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}
