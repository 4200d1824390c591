/** Tells whether a text is the one that was added in pieces, without keeping it. */
export interface Fingerprint {
  add: (piece: string) => void
  is: (text: string) => boolean
  /** From now on no text is the same. */
  forget: () => void
}

// Random per process, so that nobody can write a text that is taken for another.
const multiplier = (Math.random() * 0xffffffff) | 1
const other = (Math.random() * 0xffffffff) | 1

/** An empty fingerprint. */
export function fingerprint(): Fingerprint {
  const hash = { one: 0, two: 0 }
  let known = true
  return {
    add: (piece) => mix(hash, piece),
    is: (text) => {
      if (!known) return false
      const its = { one: 0, two: 0 }
      mix(its, text)
      return its.one === hash.one && its.two === hash.two
    },
    forget: () => {
      known = false
    },
  }
}

function mix(hash: { one: number; two: number }, text: string): void {
  let { one, two } = hash
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    one = (Math.imul(one, multiplier) + unit) | 0
    two = (Math.imul(two ^ unit, other) + 1) | 0
  }
  hash.one = one
  hash.two = two
}
