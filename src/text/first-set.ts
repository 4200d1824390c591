import { otherSymbol, printExpression, twoUnits } from './expression.ts'
import type { Expression } from './expression.ts'

/** What can stand at the beginning of a match: the symbols that may come before it, and those that it may hold, place by place. */
export interface Head {
  /** Symbols allowed before the match; the last one stands for the beginning of the text. */
  before: Uint8Array
  /** Per place the symbols allowed there; the last one stands for the end of the text. */
  places: readonly Uint8Array[]
}

/** Columns of a head's tables: 128 symbols, and one for where the text begins or ends, or an escape ends. */
export const columns = 129
export const edgeSymbol = 128

/** What an escape in JSON, in program text or in a URL looks like; a word may begin right after it. */
export const escapes = String.raw`\\[nrtbf]|\\u[\dA-Fa-f]{4}|%[\dA-Fa-f]{2}`

/** True where an escape may end before an index. */
export function isAfterEscape(text: string, index: number): boolean {
  if (index < 3) return index === 2 && text.charCodeAt(0) === 92
  if (text.charCodeAt(index - 2) === 92 || text.charCodeAt(index - 3) === 37) return isLetterOrDigit(text.charCodeAt(index - 1))
  return index > 5 && text.charCodeAt(index - 6) === 92 && text.charCodeAt(index - 5) === 117
}

function isLetterOrDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

/** The heads of a tree: one for each choice that it begins with, so that words of different choices do not blur. */
export function headsOf(tree: Expression, length: number, behind?: Expression): Head[] {
  const rest = list([tree], undefined)
  const before = behind ? endingOf(behind) : undefined
  return choices(rest).map((choice) => {
    const places = placesOf(choice, length)
    return { before: withEscapes(before ?? beforeOf(choice, places[0] ?? anything())), places }
  })
}

/** What is left to match: a part, then the rest; `undefined` when nothing is. */
interface Rest {
  part: Expression
  next: Rest | undefined
}

const mostHeads = 64

function choices(rest: Rest | undefined): (Rest | undefined)[] {
  let done: (Rest | undefined)[] = []
  let open: (Rest | undefined)[] = [rest]
  while (open.length > 0 && open.length + done.length <= mostHeads) {
    const next: (Rest | undefined)[] = []
    for (const one of open) {
      const split = one && splitHead(one)
      if (split) next.push(...split)
      else done.push(one)
    }
    open = next
  }
  done = [...done, ...open]
  return done.length <= mostHeads * 2 ? done : [rest]
}

/** The ways on from a leading choice, seen through groups and assertions; `undefined` when the head is no choice. */
function splitHead({ part, next }: Rest): (Rest | undefined)[] | undefined {
  switch (part.type) {
    case 'sequence':
      return part.items.length === 0 ? (next ? [next] : undefined) : [list(part.items, next)]
    case 'group':
      return [{ part: part.item, next }]
    case 'choice':
      return part.options.map((option) => ({ part: option, next }))
    case 'repeat':
      return part.min === 0 && part.max === 1 ? [{ part: part.item, next }, next] : undefined
    case 'look':
    case 'edge': {
      const split = next && splitHead(next)
      return split?.map((one) => ({ part, next: one }))
    }
    case 'set':
      return undefined
  }
}

function placesOf(start: Rest | undefined, length: number): Uint8Array[] {
  const places: Uint8Array[] = []
  const walker = walk()
  let states = new Set<Rest | undefined>([start])
  while (places.length < length) {
    const symbols = new Uint8Array(columns)
    const following = new Set<Rest | undefined>()
    const merged = new Set<Uint8Array>()
    let open = states.size > 24
    let wide = false
    for (const state of states) {
      if (open) break
      open = !walker(state, (set, next) => {
        if (!merged.has(set)) for (let symbol = 0; symbol < 128; symbol++) if (set[symbol]) symbols[symbol] = 1
        merged.add(set)
        wide ||= set[otherSymbol] === twoUnits
        following.add(next)
      })
    }
    if (open) break
    places.push(symbols)
    if (wide) break
    states = following
  }
  while (places.length < length) places.push(anything())
  return places
}

/** Steps over a tree one character at a time. The visitor hears each next character; false means that the match may end here. */
function walk(): (state: Rest | undefined, visit: (symbols: Uint8Array, next: Rest | undefined) => void) => boolean {
  // Rests are one object each, so that ways that meet again are walked once.
  const ended = {}
  const interned = new Map<Expression, Map<object, Rest>>()
  const shorter = new Map<Expression, Expression>()
  const join = (part: Expression, next: Rest | undefined): Rest => {
    const ofPart = interned.get(part) ?? new Map<object, Rest>()
    const rest = ofPart.get(next ?? ended) ?? { part, next }
    interned.set(part, ofPart.set(next ?? ended, rest))
    return rest
  }
  const once = (tree: Expression & { type: 'repeat' }): Expression => {
    if (tree.min === 0 && tree.max === Infinity) return tree
    const less = shorter.get(tree) ?? { ...tree, min: Math.max(0, tree.min - 1), max: tree.max - 1 }
    shorter.set(tree, less)
    return less
  }
  return (state, visit) => {
    const seen = new Set<Rest>()
    return expand(state)

    function expand(rest: Rest | undefined): boolean {
      if (!rest) return false
      if (seen.has(rest)) return true
      seen.add(rest)
      const { part, next } = rest
      switch (part.type) {
        case 'set':
          visit(part.symbols, next)
          return true
        case 'edge':
        case 'look':
          return expand(next)
        case 'group':
          return expand(join(part.item, next))
        case 'sequence':
          return expand(part.items.reduceRight<Rest | undefined>((tail, item) => join(item, tail), next))
        case 'choice':
          return part.options.map((option) => expand(join(option, next))).every(Boolean)
        case 'repeat': {
          const skipped = part.min > 0 || expand(next)
          return (part.max === 0 || expand(join(part.item, join(once(part), next)))) && skipped
        }
      }
    }
  }
}

/** The symbols that may stand before a match, as far as its leading assertions say it of one character. */
function beforeOf(start: Rest | undefined, first: Uint8Array): Uint8Array {
  const before = anything()
  for (let rest = start; rest;) {
    const { part, next }: Rest = rest
    if (part.type === 'sequence') rest = list(part.items, next)
    else if (part.type === 'group') rest = { part: part.item, next }
    else if (part.type === 'look' || part.type === 'edge') {
      const allowed = part.type === 'edge' ? besideEdge(part.source, first) : part.behind ? lookBehind(part) : undefined
      if (allowed) before.forEach((_, symbol) => (before[symbol] = (before[symbol] ?? 0) & (allowed[symbol] ?? 0)))
      rest = next
    } else break
  }
  return before
}

/** Where an escape ends, its last character counts as no character: what allows that one allows the edge. */
function withEscapes(before: Uint8Array): Uint8Array {
  if (Array.from('nrtbf0123456789abcdefABCDEF').some((character) => before[character.charCodeAt(0)])) before[edgeSymbol] = 1
  return before
}

function lookBehind({ item, negative }: Expression & { type: 'look' }): Uint8Array | undefined {
  if (!negative) return endingOf(item)
  const single = singleOf(item) ?? singleUnlessEscape(item)
  return single && Uint8Array.from({ length: columns }, (_, symbol) => (symbol === otherSymbol || !single[symbol] ? 1 : 0))
}

/** The symbols of `[…](?<!escape)`: a character that is not the last one of an escape. */
function singleUnlessEscape(tree: Expression): Uint8Array | undefined {
  const [set, look] = tree.type === 'sequence' && tree.items.length === 2 ? tree.items : []
  return set && look?.type === 'look' && look.behind && look.negative && printExpression(look.item) === escapes ? singleOf(set) : undefined
}

/** The symbols of a tree that matches exactly one character. */
function singleOf(tree: Expression): Uint8Array | undefined {
  if (tree.type === 'set') return tree.symbols
  if (tree.type === 'group') return singleOf(tree.item)
  if (tree.type === 'sequence') return tree.items.length === 1 && tree.items[0] ? singleOf(tree.items[0]) : undefined
  if (tree.type !== 'choice') return undefined
  const symbols = new Uint8Array(128)
  for (const option of tree.options) {
    const single = singleOf(option)
    // One choice of several may be longer than a character: what the others exclude stays excluded.
    single?.forEach((allowed, symbol) => (symbols[symbol] = (symbols[symbol] ?? 0) | allowed))
  }
  return symbols
}

/** The symbols that a match of the tree may end with; everything where that is not plain to see. */
function endingOf(tree: Expression): Uint8Array {
  switch (tree.type) {
    case 'set':
      return Uint8Array.from({ length: columns }, (_, symbol) => (tree.symbols[symbol] ? 1 : 0))
    case 'group':
      return endingOf(tree.item)
    case 'sequence': {
      const last = tree.items.at(-1)
      return last ? endingOf(last) : anything()
    }
    case 'choice':
      return tree.options.map(endingOf).reduce((all, one) => all.map((allowed, symbol) => allowed | (one[symbol] ?? 0)))
    case 'repeat':
      return tree.min > 0 ? endingOf(tree.item) : anything()
    case 'edge':
      return tree.source === '^'
        ? Uint8Array.from({ length: columns }, (_, symbol) =>
            symbol === edgeSymbol || symbol === 10 || symbol === 13 || symbol === otherSymbol ? 1 : 0,
          )
        : anything()
    case 'look':
      return anything()
  }
}

function besideEdge(source: string, first: Uint8Array): Uint8Array | undefined {
  if (source === '^') return endingOf({ type: 'edge', source })
  const words = first.every((allowed, symbol) => !allowed || isWord(symbol))
  if (source !== '\\b' || !words) return undefined
  return Uint8Array.from({ length: columns }, (_, symbol) => (isWord(symbol) ? 0 : 1))
}

function isWord(symbol: number): boolean {
  return symbol < 127 && /\w/.test(String.fromCharCode(symbol))
}

function anything(): Uint8Array {
  return new Uint8Array(columns).fill(1)
}

function list(items: readonly Expression[], next: Rest | undefined): Rest | undefined {
  return items.reduceRight<Rest | undefined>((tail, part) => ({ part, next: tail }), next)
}
