import { otherSymbol, parseExpression, printExpression, twoUnits } from '../text/expression.ts'
import type { Expression } from '../text/expression.ts'
import { headsOf } from '../text/first-set.ts'
import type { Head } from '../text/first-set.ts'
import { partialSource } from '../text/partial.ts'
import type { Match, Pattern } from '../types.ts'

/** How the engine looks for one expression. */
export interface Plan {
  /** Where to try a match. */
  heads: readonly Head[]
  /** The match around the place where a head stands. */
  match: (text: string, index: number) => Match | undefined
  /** Where to try for a beginning. */
  openHeads: () => readonly Head[]
  /** True where only a part of the match is found: what comes before it is context, which may have been delivered. */
  valued: boolean
  /** The shortest and the longest such context. */
  context: { least: number; most: number }
  /** Where the tail must be held from for a match that begins at the place and is not over at the end of the text; -1 when there is none. */
  begin: (text: string, index: number) => number
}

/** Characters of a head that are looked at before an expression is tried. */
const headLength = 10

/** Reads an expression for the engine; `undefined` where it cannot be taken apart. */
export function plan({ expression, triggers, anchored, validate, score }: Pattern): Plan | undefined {
  const parsed = parseExpression(expression)
  if (!parsed) return undefined
  const tree = flat(parsed)
  const flags = expression.flags.replace(/[gyd]/g, '')
  const kept = anchored ? { head: undefined, rest: tree } : splitAtTrigger(tree, triggers, flags.includes('i'))
  // A trigger inside of the group `value`: to find the place, groups do not matter.
  const split = kept ?? splitAtTrigger(flat(parsed, true), triggers, flags.includes('i'))
  if (!split) return undefined

  const value = valuePlace(tree)
  const whole = new RegExp(expression.source, `${flags}y${value ? 'd' : ''}`)
  const { head, rest } = split
  const heads = headsOf(rest, headLength, head)
  const finder = head && new RegExp(`(?<=(?<guardHead>${printExpression(head)}))${printExpression(rest)}`, `${flags}y`)
  // Where the value comes after the trigger, what stands before the trigger is never held.
  const late = kept?.head !== undefined && value !== undefined && valuePlace(kept.head) === undefined
  const openTree = late ? rest : tree
  let partial: RegExp | undefined

  return {
    heads,
    match,
    openHeads: () => (head && !late ? headsOf(tree, headLength) : heads),
    valued: value !== undefined,
    context: value ? lengthBefore(openTree) : { least: 0, most: 0 },
    begin,
  }

  function match(text: string, index: number): Match | undefined {
    whole.lastIndex = finder ? startOf(finder, text, index) : index
    if (whole.lastIndex < 0) return undefined
    const found = whole.exec(text)
    if (!found) return undefined
    const [start, end] = found.indices?.groups?.['value'] ?? [found.index, found.index + found[0].length]
    if (end === start || (validate && !validate(text.slice(start, end), found))) return undefined
    return score === undefined ? { start, end } : { start, end, score }
  }

  function begin(text: string, index: number): number {
    partial ??= new RegExp((late && head ? `(?<=${printExpression(head)})` : '') + partialSource(openTree), `${flags}y${value ? 'd' : ''}`)
    partial.lastIndex = index
    const found = partial.exec(text)
    if (!found) return -1
    return found.indices?.groups?.['value']?.[0] ?? index
  }
}

/** The start of a match whose trigger stands at an index: what comes before the trigger is matched backwards. */
function startOf(finder: RegExp, text: string, index: number): number {
  finder.lastIndex = index
  const found = finder.exec(text)
  return found ? index - (found.groups?.['guardHead']?.length ?? 0) : -1
}

/** A sequence without groups (plain ones, or all) that only hold more of the sequence. */
function flat(tree: Expression, all = false): Expression {
  if (tree.type === 'group' && (all || !tree.captures)) return flat(tree.item, all)
  if (tree.type !== 'sequence') return tree
  const items = tree.items.flatMap((item) => {
    const inner = item.type === 'group' && (all || !item.captures) ? flat(item, all) : item
    return inner.type === 'sequence' ? inner.items : [item]
  })
  return { type: 'sequence', items }
}

/** Parts a sequence before the first item with which a trigger must begin. */
function splitAtTrigger(
  tree: Expression,
  triggers: readonly string[],
  ignoreCase: boolean,
): { head: Expression | undefined; rest: Expression } | undefined {
  if (tree.type !== 'sequence') return undefined
  for (let at = 0; at < tree.items.length; at++) {
    const rest: Expression = { type: 'sequence', items: tree.items.slice(at) }
    if (
      tree.items[at]?.type === 'look' ||
      !headsOf(rest, headLength).every(({ places }) => triggers.some((trigger) => spells(places, trigger, ignoreCase)))
    )
      continue
    return { head: at === 0 ? undefined : { type: 'sequence', items: tree.items.slice(0, at) }, rest }
  }
  return undefined
}

function spells(places: readonly Uint8Array[], trigger: string, ignoreCase: boolean): boolean {
  return Array.from(trigger.slice(0, headLength)).every((character, place) => {
    const same = ignoreCase ? [character.toLowerCase(), character.toUpperCase()] : [character]
    return places[place]?.every((allowed, symbol) => !allowed || same.includes(String.fromCharCode(symbol)))
  })
}

interface Lengths {
  least: number
  most: number
}

/** How many characters can stand before the group `value`. */
function lengthBefore(tree: Expression): Lengths {
  switch (tree.type) {
    case 'group':
      return tree.name === 'value' ? nothing : lengthBefore(tree.item)
    case 'choice':
      return eitherOf(tree.options.map((option) => (valuePlace(option) ? lengthBefore(option) : nothing)))
    case 'sequence': {
      const at = Math.max(0, tree.items.findIndex(valuePlace))
      return sumOf([...tree.items.slice(0, at).map(lengthOf), ...tree.items.slice(at, at + 1).map(lengthBefore)])
    }
    case 'repeat':
      return { least: 0, most: lengthOf(tree).most }
    default:
      return nothing
  }
}

function lengthOf(tree: Expression): Lengths {
  switch (tree.type) {
    case 'set':
      return { least: 1, most: tree.symbols[otherSymbol] === twoUnits ? 2 : 1 }
    case 'sequence':
      return sumOf(tree.items.map(lengthOf))
    case 'choice':
      return eitherOf(tree.options.map(lengthOf))
    case 'repeat': {
      const { least, most } = lengthOf(tree.item)
      return { least: tree.min * least, most: tree.max === 0 || most === 0 ? 0 : tree.max * most }
    }
    case 'group':
      return lengthOf(tree.item)
    default:
      return nothing
  }
}

const nothing: Lengths = { least: 0, most: 0 }

function sumOf(lengths: readonly Lengths[]): Lengths {
  return lengths.reduce((sum, { least, most }) => ({ least: sum.least + least, most: sum.most + most }), nothing)
}

function eitherOf(lengths: readonly Lengths[]): Lengths {
  return { least: Math.min(...lengths.map(({ least }) => least)), most: Math.max(...lengths.map(({ most }) => most)) }
}

/** The group `value`, where the tree has one. */
function valuePlace(tree: Expression): Expression | undefined {
  switch (tree.type) {
    case 'group':
      return tree.name === 'value' ? tree : valuePlace(tree.item)
    case 'repeat':
    case 'look':
      return valuePlace(tree.item)
    case 'sequence':
      return tree.items.map(valuePlace).find(Boolean)
    case 'choice':
      return tree.options.map(valuePlace).find(Boolean)
    default:
      return undefined
  }
}
