/** A changed copy of a text whose offsets lead back to the text that it was made from. */
export interface Copy {
  text: string
  /** The offset in the original text of an offset in the copy. */
  map: (offset: number) => number
}

/** A copy in which nothing changed. */
export const identical = (text: string): Copy => ({ text, map: (offset) => offset })

/** Makes a copy from replacements given in ascending order. */
export function copier(source: string): { replace: (start: number, end: number, text: string) => void; done: () => Copy } {
  const parts: string[] = []
  // Three numbers for each replacement: where it begins in the copy, and its bounds in the source.
  const marks: number[] = []
  let taken = 0
  let length = 0
  return {
    replace: (start, end, text) => {
      if (start > taken) parts.push(source.slice(taken, start))
      length += start - taken
      if (end - start !== text.length || text.length > 1) marks.push(length, start, end, text.length)
      parts.push(text)
      length += text.length
      taken = end
    },
    done: () => {
      if (taken === 0) return identical(source)
      parts.push(source.slice(taken))
      return { text: parts.join(''), map: mapper(marks) }
    },
  }
}

function mapper(marks: readonly number[]): (offset: number) => number {
  return (offset) => {
    let low = 0
    let high = marks.length / 4
    while (low < high) {
      const middle = (low + high) >> 1
      if ((marks[middle * 4] ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    if (low === 0) return offset
    const [begin = 0, start = 0, end = 0, size = 0] = marks.slice(low * 4 - 4, low * 4)
    const inside = offset - begin
    return inside < size ? Math.min(start + inside, end) : end + inside - size
  }
}
