/** A small generator of numbers that are the same on every run (mulberry32), with the draws that the templates need. */
export function random(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit) => Math.floor(next() * limit)
  const pick = (list) => list[below(list.length)]
  return {
    next,
    below,
    pick,
    chance: (probability) => next() < probability,
    shuffle: (list) => {
      const copy = [...list]
      for (let index = copy.length - 1; index > 0; index--) {
        const other = below(index + 1)
        ;[copy[index], copy[other]] = [copy[other], copy[index]]
      }
      return copy
    },
    /** Fills `{name}` from lists of words, again and again until nothing is left to fill. */
    fill: (template, lists) => {
      let text = template
      for (let depth = 0; depth < 6 && text.includes('{'); depth++) {
        text = text.replace(/\{([\p{L}\p{M}\w]+)\}/gu, (whole, name) => (lists[name] ? pick(lists[name]) : whole))
      }
      return text
    },
  }
}
