import { sha256 } from '@noble/hashes/sha2.js'
import type { Detector, Match } from '../../types.ts'
import { seedWords } from './seed-words.ts'

/**
 * Mnemonic phrases of wallets (BIP-39, English), proven by their checksum.
 *
 * Up to three leading words that prose is full of do not count as part of the match: a stream need not hold back every "that" and "you",
 * and what is left of the phrase is as good as unknown.
 */
export const seedPhrase: Detector = {
  name: 'seed-phrase',
  category: 'secret',
  severity: 'critical',
  label: 'SEED_PHRASE',
  longest: 420,
  find: findPhrases,
  unfinished,
}

interface Word {
  start: number
  end: number
  /** Its number in the list. */
  number: number
  common: boolean
}

const lengths = [24, 21, 18, 15, 12]
/** Longer runs of list words are word lists. */
const longestRun = 60
/** Twelve words of three letters are 47 characters: one of the first nine words covers a multiple of this. */
const stride = 32
const leading = 3

function findPhrases(text: string): Match[] {
  const matches: Match[] = []
  const most = 200 + text.length / 1000
  let attempts = 0
  for (let at = stride - 1; at < text.length; at += stride) {
    if (!seemsList(text, at)) continue
    const run = runAround(text, at)
    const last = run.at(-1)
    if (!last) continue
    let covered = 0
    for (let first = 0; run.length <= longestRun && first + 12 <= run.length; first++) {
      const length = lengths.find((count) => first + count <= run.length && attempts++ < most && isPhrase(run.slice(first, first + count)))
      if (!length) continue
      // A chance hit may begin a word early and end a word early: what overlaps is one.
      const end = run[first + length - 1]?.end ?? 0
      const before = matches.at(-1)
      if (before && first < covered) before.end = Math.max(before.end, end)
      else matches.push({ start: run[first + skipped(run, first)]?.start ?? 0, end })
      covered = Math.max(covered, first + length)
    }
    at = Math.max(at, last.end - (last.end % stride) - 1)
  }
  return matches
}

function unfinished(text: string, from: number): number {
  const reach = Math.max(0, text.length - 420)
  const words: Word[] = []
  let end = text.length
  let open = true
  while (words.length < 24) {
    const word = wordBefore(text, end, reach, open)
    if (!word) break
    words.unshift(word)
    end = word.start
    open = false
  }
  // A gap that cannot be part of a phrase ends the run, as does a whole phrase of the greatest length.
  return Math.max(from, words[skipped(words, 0)]?.start ?? text.length)
}

/** Leading words that are left out of a match. */
function skipped(words: readonly Word[], first: number): number {
  let count = 0
  while (count < leading && words[first + count]?.common) count++
  return count
}

/** A cheap look: the word here and the two after it are of the list. */
function seemsList(text: string, at: number): boolean {
  let start = at
  if (!isLetter(text.charCodeAt(at)) && !isGap(text.charCodeAt(at))) return false
  while (start < text.length && start - at < 8 && isGap(text.charCodeAt(start))) start++
  while (start > 0 && at - start < 9 && isLetter(text.charCodeAt(start - 1))) start--
  for (let count = 0; count < 3; count++) {
    let end = start
    while (end < text.length && end - start < 9 && isLetter(text.charCodeAt(end))) end++
    if (end - start < 3 || end - start > 8 || !seedWords().has(text.slice(start, end))) return false
    start = end
    while (start < text.length && start - end < 8 && isGap(text.charCodeAt(start))) start++
  }
  return true
}

function runAround(text: string, at: number): Word[] {
  let middle = at
  while (middle < text.length && isLetter(text.charCodeAt(middle))) middle++
  const words: Word[] = []
  for (let end = middle; words.length <= longestRun;) {
    const word = wordBefore(text, end, 0, false)
    if (!word) break
    words.unshift(word)
    end = word.start
  }
  for (let start = middle; words.length <= longestRun * 2;) {
    const word = wordAfter(text, start)
    if (!word) break
    words.push(word)
    start = word.end
  }
  return words
}

/** The list word that ends before an index, a gap between; with `open`, the beginning of one that the text cuts off. */
function wordBefore(text: string, index: number, reach: number, open: boolean): Word | undefined {
  let end = index
  while (end > reach && index - end < 8 && isGap(text.charCodeAt(end - 1))) end--
  if (end === index && !open && index < text.length && isLetter(text.charCodeAt(index))) return undefined
  let start = end
  while (start > 0 && end - start < 9 && isLetter(text.charCodeAt(start - 1))) start--
  if (start > 0 && isWordly(text.charCodeAt(start - 1))) return undefined
  const word = text.slice(start, end)
  const number = seedWords().get(word)
  if (open && end === index && word.length > 0 && isBeginning(word))
    return { start, end, number: number ?? 0, common: isCommon(word, number !== undefined) }
  return number === undefined || (end < text.length && isWordly(text.charCodeAt(end)))
    ? undefined
    : { start, end, number, common: isCommon(word, true) }
}

function wordAfter(text: string, index: number): Word | undefined {
  let start = index
  while (start < text.length && start - index < 8 && isGap(text.charCodeAt(start))) start++
  let end = start
  while (end < text.length && end - start < 9 && isLetter(text.charCodeAt(end))) end++
  const word = text.slice(start, end)
  const number = seedWords().get(word)
  return start === index || number === undefined || (end < text.length && isWordly(text.charCodeAt(end)))
    ? undefined
    : { start, end, number, common: isCommon(word, true) }
}

/** The last bits of the words are the first bits of the hash of the others. */
function isPhrase(words: readonly Word[]): boolean {
  const bits = words.map(({ number }) => number.toString(2).padStart(11, '0')).join('')
  const entropyLength = Math.floor(bits.length / 33) * 32
  const bytes = Uint8Array.from({ length: entropyLength / 8 }, (_, index) => Number.parseInt(bits.slice(index * 8, index * 8 + 8), 2))
  const sum = (sha256(bytes)[0] ?? 0).toString(2).padStart(8, '0')
  return sum.startsWith(bits.slice(entropyLength))
}

function isLetter(code: number): boolean {
  return code >= 97 && code <= 122
}

function isWordly(code: number): boolean {
  return isLetter(code) || (code >= 65 && code <= 90) || code === 95 || code === 45
}

/** White space, commas, quotes, numbering: what stands between the words of a phrase. */
function isGap(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 44 ||
    code === 34 ||
    code === 39 ||
    code === 46 ||
    code === 41 ||
    (code >= 48 && code <= 57)
  )
}

let beginnings: Set<string> | undefined
function isBeginning(word: string): boolean {
  if (!beginnings) {
    beginnings = new Set()
    for (const listed of seedWords().keys()) for (let length = 1; length <= listed.length; length++) beginnings.add(listed.slice(0, length))
  }
  return beginnings.has(word)
}

/** Ordinary words that are no list words but begin some, so that a stream need not wait at each of them; what they begin counts as ordinary too. */
const ordinary =
  /^(?:is|of|it|by|if|or|at|my|us|up|on|the|her|his|for|are|but|was|who|out|she|per|has|had|how|our|did|its|men|ten|get|got|let|may|see|yes|add|one|end|not)/

function isCommon(word: string, whole: boolean): boolean {
  return (whole && commonWords.has(word)) || ordinary.test(word)
}

/** Words of the list that ordinary prose is full of. */
const commonWords = new Set(
  `about above again all any area around ask because become before begin below better between blue bring build business can car case
    change clean close code cool day deal doctor document dog during early easy effort end enough example excuse expect father few
    file find fine first follow food found future game general give glad good great green group half hand happy hard have head hello
    help high hold home hope hour idea inside into just keep kind know lake large later learn leave left letter level life light like
    list little live long machine make man manage matter mean member method mind minute model more morning mother much must name need
    network never news next nice note nothing now number obtain off office often old once one only open option order other output over
    own page parent people phone picture place play please point power present problem process program project protect provide public
    put question quick random rather ready real reason record remain remember remove repeat report require result return review right
    room rule run same say school second section security sense service session seven share short side simple since small solution
    someone soon sort source space speak special spend start state stay step still story strong student stuff style subject such sure
    system table talk task team tell test text thank that then there they thing this thought three time today together tomorrow
    tonight tool top topic toward trade traffic train travel tree trial trip true truly trust truth try turn two type under until
    update upon use used useful usual very view visit wait walk wall want warm way wear welcome what when where wide will window wish
    woman wonder word work world write wrong year you young`.split(/\s+/),
)
