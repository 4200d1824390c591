import type { Span } from './spans.ts'

/** Stretches of a text around places in it, cut at white space where there is some near, and joined where they meet. */
export function windowsAround(text: string, places: Iterable<number>, margin: number): Span[] {
  const windows: Span[] = []
  for (const place of places) {
    const last = windows.at(-1)
    if (last && place + margin <= last.end) continue
    const end = edge(text, Math.min(text.length, place + margin), 1)
    const start = edge(text, Math.max(0, place - margin), -1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else windows.push({ start, end })
  }
  return windows
}

/** The next white space from an index on in one direction, not farther than a long line. */
function edge(text: string, index: number, step: 1 | -1): number {
  let at = index
  while (at > 0 && at < text.length && Math.abs(at - index) < 4096 && !/\s/.test(text[at] ?? ' ')) at += step
  return at
}
