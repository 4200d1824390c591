import { printCount, printExpression } from './expression.ts'
import type { Expression } from './expression.ts'

/**
 * The source of an expression that matches every beginning of what `tree` matches, provided that the beginning reaches the end of the input.
 *
 * @example
 * new RegExp(`^${partialSource(parseExpression(/npm_[a-z]{3}/))}`)   // matches 'n', 'npm_', 'npm_ab' and 'npm_abc', not 'npm_1' nor 'npm_abcd'
 */
export function partialSource(tree: Expression): string {
  return `(?:${beginning(tree)})${end}`
}

/** Nothing follows, whatever the flags say of `$`. */
const end = '(?![^])'

/** What may match, given what may follow: at the end of the input every part matches nothing. */
function beginning(tree: Expression): string {
  switch (tree.type) {
    case 'set':
      return `(?:${tree.source}|${end})`
    case 'edge':
      return `(?:${tree.source}|${end})`
    case 'sequence':
      return tree.items.map(beginning).join('')
    case 'choice':
      return tree.options.map(beginning).join('|')
    case 'repeat':
      return repeated(tree)
    case 'group':
      return `(${tree.name === undefined ? '?:' : `?<${tree.name}>`}${beginning(tree.item)})`
    case 'look':
      if (tree.behind) return `(?:${printExpression(tree)}|${end})`
      return tree.negative ? `(?!${certain(tree.item)})` : `(?=${beginning(tree.item)})`
  }
}

/** A run of one set is written as such, because engines are fast at it. */
function repeated(tree: Expression & { type: 'repeat' }): string {
  const { item, min, max, lazy } = tree
  if (item.type !== 'set') return `(?:${beginning(item)})${printCount(tree)}`
  const whole = item.source + printCount(tree)
  if (min === 0) return whole
  return `(?:${whole}|${item.source}${printCount({ min: 0, max: Math.min(min - 1, max), lazy })}${end})`
}

/** What matches whatever may follow: the end of the input decides nothing. */
function certain(tree: Expression): string {
  switch (tree.type) {
    case 'set':
      return tree.source
    case 'edge':
      return tree.source === '^' ? '^' : `(?:${tree.source}(?=[^]))`
    case 'sequence':
      return tree.items.map(certain).join('')
    case 'choice':
      return tree.options.map(certain).join('|')
    case 'repeat':
      return `(?:${certain(tree.item)})${printCount(tree)}`
    case 'group':
      return `(?:${certain(tree.item)})`
    case 'look':
      if (tree.behind) return printExpression(tree)
      return tree.negative ? `(?!${beginning(tree.item)})` : `(?=${certain(tree.item)})`
  }
}
