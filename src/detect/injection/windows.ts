/** Where a text is cut for the classifier: bounds of pieces of about a sentence or two, in order, without gaps. */
export function pieces(text: string): number[] {
  const bounds = [0]
  let start = 0
  while (text.length - start > LONGEST) {
    start = cut(text, start)
    bounds.push(start)
  }
  bounds.push(text.length)
  return bounds
}

/** How many pieces in a row are judged together, beside each alone. */
export const RUNS = [2, 4] as const

const SHORTEST = 60
const LONGEST = 220

// The first end of a line or sentence that leaves a piece of fair size; else the last space.
function cut(text: string, start: number): number {
  let space = start + LONGEST
  for (let position = start + SHORTEST; position < start + LONGEST; position++) {
    const code = text.charCodeAt(position - 1)
    if (code === 10 || code === 0x3002 || code === 0xff01 || code === 0xff1f) return position
    if (code !== 32) continue
    const before = text.charCodeAt(position - 2)
    if (before === 46 || before === 33 || before === 63) return position
    space = position
  }
  return space
}
