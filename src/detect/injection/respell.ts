import { copier } from '../../text/copy.ts'
import type { Copy } from '../../text/copy.ts'
import { misspellings, shuffleKey, vocabulary } from './vocabulary.ts'

/**
 * A copy in which words of the attacker's vocabulary stand as they are meant where they were disguised: digits for letters (`1gn0r3`),
 * letters spaced out (`i g n o r e`), dropped, doubled or shuffled inside the word (`ignroe`, `instrctions`). `undefined` when there is none.
 */
export function respell(text: string): Copy | undefined {
  const { filter, meanings } = (index ??= makeIndex())
  let copy: ReturnType<typeof copier> | undefined
  const replace = (start: number, end: number, meant: string | undefined): void => {
    if (meant === undefined) return
    copy ??= copier(text)
    copy.replace(start, end, meant)
  }
  const length = text.length
  let position = 0
  // A run of single letters: where it began, where its last letter ended, and how many there are.
  let runStart = 0
  let runEnd = 0
  let singles = 0
  while (position < length) {
    let code = text.charCodeAt(position)
    let letter = code < 128 ? (LETTER[code] as number) : 0
    if (letter === 0) {
      position++
      continue
    }
    const start = position
    const first = letter
    let hash = 0
    let sum = 0
    let last = 0
    let signs = 0
    while (letter !== 0) {
      hash = Math.imul(hash ^ letter, 0x01000193) ^ (hash >>> 15)
      sum = (sum + (WEIGHT[letter] as number)) | 0
      last = letter
      if (code !== letter) signs++
      if (++position === length) break
      code = text.charCodeAt(position)
      letter = code < 128 ? (LETTER[code] as number) : 0
    }
    const size = position - start
    if (size === 1) {
      if (singles > 0 && start - runEnd <= 3) singles++
      else {
        if (singles >= 4) replace(runStart, runEnd, joined(text.slice(runStart, runEnd)))
        runStart = start
        singles = 1
      }
      runEnd = position
      continue
    }
    if (singles > 0) {
      if (singles >= 4) replace(runStart, runEnd, joined(text.slice(runStart, runEnd)))
      singles = 0
    }
    if (size < 3 || size > 16 || signs === size) continue
    const kind = filter[hash & MASK]
    // The words themselves are far more common than what is made of them.
    if (kind === KNOWN && signs === 0) continue
    if (kind !== 0 || (size >= 6 && filter[shuffleHash(sum, first, last) & MASK] !== 0))
      replace(start, position, meaning(text.slice(start, position), meanings))
  }
  if (singles >= 4) replace(runStart, runEnd, joined(text.slice(runStart, runEnd)))
  return copy?.done()
}

const MASK = 0x3ffff
let index: ReturnType<typeof makeIndex> | undefined

// Made on first use: a bit for each hash that a disguised word can have, and the words behind them.
function makeIndex(): { filter: Uint8Array; meanings: Map<string, string> } {
  const meanings = misspellings()
  const filter = new Uint8Array(MASK + 1)
  for (const [spelling, word] of meanings) {
    filter[hashOf(spelling) & MASK] = 1
    if (word.length >= 6) filter[shuffleHash(sumOf(word), word.charCodeAt(0), word.charCodeAt(word.length - 1)) & MASK] = 1
  }
  for (const word of vocabulary) filter[hashOf(word) & MASK] = KNOWN
  return { filter, meanings }
}

const KNOWN = 2

// The letter that each character stands for: itself, or the one that a digit or sign is drawn for. Zero parts words.
const LETTER = new Uint8Array(128)
for (const letter of 'abcdefghijklmnopqrstuvwxyz') LETTER[letter.charCodeAt(0)] = letter.charCodeAt(0)
for (const [sign, letter] of Object.entries({
  0: 'o',
  1: 'i',
  2: 'z',
  3: 'e',
  4: 'a',
  5: 's',
  6: 'g',
  7: 't',
  8: 'b',
  9: 'g',
  '@': 'a',
  $: 's',
})) {
  LETTER[sign.charCodeAt(0)] = letter.charCodeAt(0)
}
const WEIGHT = Int32Array.from({ length: 128 }, (_, code) => Math.imul(code * code + 7, 0x9e3779b1))

const shuffleHash = (sum: number, first: number, last: number): number => (sum >>> 7) ^ Math.imul(first, 0x85eb) ^ Math.imul(last, 0xc2b3)
const sumOf = (word: string): number => [...word].reduce((sum, letter) => (sum + (WEIGHT[letter.charCodeAt(0)] ?? 0)) | 0, 0)

function hashOf(word: string): number {
  let hash = 0
  for (let position = 0; position < word.length; position++) hash = Math.imul(hash ^ word.charCodeAt(position), 0x01000193) ^ (hash >>> 15)
  return hash
}

const known = new Set(vocabulary)

function meaning(word: string, meanings: Map<string, string>): string | undefined {
  if (known.has(word)) return undefined
  for (const letters of new Set([inLetters(word, 'i'), inLetters(word, 'l')])) {
    if (letters !== word && known.has(letters)) return letters
    const meant = meanings.get(letters) ?? (letters === word ? meanings.get(shuffleKey(letters)) : undefined)
    if (meant !== undefined) return meant
  }
  return undefined
}

const inLetters = (word: string, one: string): string =>
  word.replace(/[^a-z ]/g, (sign) => (sign === '1' ? one : String.fromCharCode(LETTER[sign.charCodeAt(0)] ?? 32)))

// Words that stand wider apart than their letters keep their space; else the vocabulary divides the run.
function joined(run: string): string | undefined {
  const letters = inLetters(run.replace(/[^a-z0-9@$]/g, ''), 'i')
  if (!longWord.test(letters)) return undefined
  const spaced = run.replace(/([a-z0-9@$])[^a-z0-9@$](?=[a-z0-9@$])/g, '$1').replace(/[^a-z0-9@$]+/g, ' ')
  return spaced.includes(' ') ? inLetters(spaced, 'i') : letters.replace(anyWord, ' $& ').replace(/ +/g, ' ').trim()
}

const longWord = new RegExp(vocabulary.filter((word) => word.length >= 5).join('|'))
const anyWord = new RegExp([...vocabulary].sort((one, other) => other.length - one.length).join('|'), 'g')
