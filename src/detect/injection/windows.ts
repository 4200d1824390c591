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
export const TOGETHER = 4

const SHORTEST = 90
const LONGEST = 240

// The last end of a line or sentence that leaves a piece of fair size; else the last space.
function cut(text: string, start: number): number {
  let space = start + LONGEST
  let isSpaceFound = false
  for (let position = start + LONGEST; position > start + SHORTEST; position--) {
    const code = text.charCodeAt(position - 1)
    if (code === 10 || code === 0x3002 || code === 0xff01 || code === 0xff1f) return position
    if (code === 32) {
      const before = text.charCodeAt(position - 2)
      if (before === 46 || before === 33 || before === 63) return position
      if (!isSpaceFound) {
        space = position
        isSpaceFound = true
      }
    }
  }
  return space
}
