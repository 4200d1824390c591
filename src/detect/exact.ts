import { sha256 } from '@noble/hashes/sha2.js'
import { otherSymbol } from '../text/expression.ts'
import { columns } from '../text/first-set.ts'
import type { Detector, Match } from '../types.ts'
import { spellings } from './spellings.ts'
import { triggerTable } from './trigger-table.ts'
import { whyNotExact } from './secret-environment.ts'

interface NamedValue {
  name: string
  value: string
}

/**
 * A detector of the very values that must not leave: as they are, encoded (base64 at any alignment, hex, URL, JSON), or broken by white space.
 * Of each spelling four characters, its length and keyed digests are kept, not the value.
 *
 * @example
 * const { detector, notes } = exactValues(secretEnvironment(process.env))
 */
export function exactValues(
  values: readonly NamedValue[],
  { random = randomKey }: { random?: () => Uint8Array } = {},
): { detector: Detector; notes: string[] } {
  const notes: string[] = []
  const key = random()
  const seed = new DataView(key.buffer, key.byteOffset).getUint32(0)
  const kept = new Map<string, Spelling>()
  for (const { name, value } of values) {
    const reason = whyNotExact(value)
    if (reason) notes.push(`The value of ${name} is not looked for: it is ${reason}.`)
    else for (const spelling of spellings(value)) keep(spelling.replace(/\s+/g, ''))
  }
  const list = [...kept.values()]
  const longest = Math.max(0, ...list.map(({ length }) => length))
  const table = triggerTable(list.map(({ clear }) => ({ before: new Uint8Array(columns).fill(1), places: Array.from(clear, only) })))
  return {
    detector: {
      name: 'exact',
      category: 'secret',
      severity: 'critical',
      label: 'SECRET',
      longest: longest * 2 + mostGap,
      find,
      unfinished,
    },
    notes,
  }

  function keep(text: string): void {
    if (text.length < shortest) return
    const stops = checkpoints.filter((length) => length < text.length)
    kept.set(digest(text), {
      clear: text.slice(0, clearLength),
      length: text.length,
      stops: new Map([...stops, text.length].map((length) => [length, hash(text, length)])),
      digest: digest(text),
    })
  }

  function find(text: string): Match[] {
    const matches: Match[] = []
    let done = 0
    table.each(text, 0, false, (head, index) => {
      const end = index < done ? -1 : compare(list[head]!, text, index)
      if (end > index) {
        matches.push({ start: index, end })
        done = end
      }
      return false
    })
    return matches
  }

  function unfinished(text: string, from: number): number {
    let hold = text.length
    table.each(text, from, true, (head, index) => {
      if (compare(list[head]!, text, index) !== undecided) return false
      hold = index
      return true
    })
    return hold
  }

  /** The end of a spelling that stands at an index; `undecided` where the text ends before it is told from others; -1 where another text stands. */
  function compare({ length, stops, digest: expected }: Spelling, text: string, index: number): number {
    let sum = seed
    let letters = ''
    let count = 0
    for (let at = index; count < length; at++) {
      if (at >= text.length) return undecided
      const gap = count >= clearLength ? gapLength(text, at) : 0
      if (gap > mostGap) return -1
      at += gap
      if (at >= text.length) return undecided
      const code = text.charCodeAt(at)
      sum = step(sum, code)
      letters += text[at]
      count++
      if (stops.has(count) && stops.get(count) !== sum) return -1
      if (count === length) return digest(letters) === expected ? at + 1 : -1
    }
    return -1
  }

  function hash(text: string, length: number): number {
    let sum = seed
    for (let index = 0; index < length; index++) sum = step(sum, text.charCodeAt(index))
    return sum
  }

  function digest(text: string): string {
    return String.fromCharCode(...sha256(Uint8Array.from([...key, ...new TextEncoder().encode(text)])))
  }
}

interface Spelling {
  /** How it begins. */
  clear: string
  length: number
  /** Keyed sums of its beginnings, by their length, that tell it early from other texts. */
  stops: Map<number, number>
  digest: string
}

const undecided = -2
const clearLength = 4
const shortest = 8
const checkpoints = [6, 8, 12, 16, 24, 32, 64, 128, 512]
/** White space that may break a value in one place, indentation and all. */
const mostGap = 80

/** Characters that only wrap lines: white space, and line ends as JSON and program texts write them. */
function gapLength(text: string, index: number): number {
  let end = index
  for (; end < text.length && end - index <= mostGap; end++) {
    const code = text.charCodeAt(end)
    if (code === 32 || (code >= 9 && code <= 13) || code === 0xa0) continue
    if (code !== 92 || !'nr'.includes(text[end + 1] ?? ' ')) break
    end++
  }
  return end - index
}

function step(sum: number, code: number): number {
  return (Math.imul(sum ^ code, 0x01000193) ^ (sum >>> 15)) >>> 0
}

function only(character: string): Uint8Array {
  const symbols = new Uint8Array(columns)
  const code = character.charCodeAt(0)
  symbols[code < otherSymbol ? code : otherSymbol] = 1
  return symbols
}

function randomKey(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(32))
}
