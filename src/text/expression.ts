/** A regular expression as a tree. A `set` is anything that matches one character. */
export type Expression =
  | { type: 'set'; source: string; symbols: Uint8Array }
  | { type: 'sequence'; items: readonly Expression[] }
  | { type: 'choice'; options: readonly Expression[] }
  | { type: 'repeat'; item: Expression; min: number; max: number; lazy: boolean }
  | { type: 'group'; name: string | undefined; captures: boolean; item: Expression }
  | { type: 'look'; behind: boolean; negative: boolean; item: Expression }
  | { type: 'edge'; source: string }

/** Symbols of a set: the ASCII codes, then one for every other character. */
export const otherSymbol = 127
/** What a set says of the other characters when one of them may take two UTF-16 units. */
export const twoUnits = 2

/** The tree of an expression, or `undefined` where it uses what a tree cannot say (references to groups). */
export function parseExpression(expression: RegExp): Expression | undefined {
  const { source, flags } = expression
  let at = 0
  let understood = true

  const tree = choice()
  return understood && at === source.length ? tree : undefined

  function choice(): Expression {
    const options = [sequence()]
    while (source[at] === '|') {
      at++
      options.push(sequence())
    }
    return options.length === 1 && options[0] ? options[0] : { type: 'choice', options }
  }

  function sequence(): Expression {
    const items: Expression[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') items.push(repeated(atom()))
    return { type: 'sequence', items }
  }

  function repeated(item: Expression): Expression {
    const counted = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})(\??)/.exec(source.slice(at, at + 24))
    if (!counted) return item
    at += counted[0].length
    const lazy = counted[4] === '?'
    const sign = counted[0][0]
    if (sign === '{') {
      const min = Number(counted[1])
      const max = counted[3] ? Number(counted[3]) : counted[2] ? Infinity : min
      return { type: 'repeat', item, min, max, lazy }
    }
    return { type: 'repeat', item, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity, lazy }
  }

  function atom(): Expression {
    const character = source[at]
    if (character === '(') return group()
    if (character === '^' || character === '$') return { type: 'edge', source: take(1) }
    if (character === '[') return set(take(classLength(source, at, flags.includes('v'))))
    if (character === '\\') return escape()
    return set(take(flags.includes('u') && (source.codePointAt(at) ?? 0) > 0xffff ? 2 : 1))
  }

  function escape(): Expression {
    const next = source[at + 1] ?? ''
    if (next === 'b' || next === 'B') return { type: 'edge', source: take(2) }
    if (next === 'k' || /[1-9]/.test(next)) {
      understood = false
      return { type: 'edge', source: take(2) }
    }
    const long = /^\\(?:x[\da-fA-F]{2}|u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|c[A-Za-z]|[pP]\{[^}]*\})/.exec(source.slice(at, at + 64))
    return set(take(long ? long[0].length : 2))
  }

  function group(): Expression {
    const opening = /^\((?:\?(?:(<?[=!])|(:)|<([A-Za-z_$][\w$]*)>))?/.exec(source.slice(at, at + 80)) ?? ['(']
    at += opening[0].length
    const item = choice()
    at++
    const [, look, plain, name] = opening
    if (look) return { type: 'look', behind: look.startsWith('<'), negative: look.endsWith('!'), item }
    return { type: 'group', name, captures: plain === undefined, item }
  }

  function set(text: string): Expression {
    return { type: 'set', source: text, symbols: symbolsOf(text, flags) }
  }

  function take(length: number): string {
    at += length
    return source.slice(at - length, at)
  }
}

/** The source of a tree. */
export function printExpression(tree: Expression): string {
  switch (tree.type) {
    case 'set':
    case 'edge':
      return tree.source
    case 'sequence':
      return tree.items.map(printExpression).join('')
    case 'choice':
      return tree.options.map(printExpression).join('|')
    case 'repeat':
      return printExpression(tree.item) + printCount(tree)
    case 'group':
      return `(${tree.name === undefined ? (tree.captures ? '' : '?:') : `?<${tree.name}>`}${printExpression(tree.item)})`
    case 'look':
      return `(?${tree.behind ? '<' : ''}${tree.negative ? '!' : '='}${printExpression(tree.item)})`
  }
}

/** How often a repeated item stands, as an expression writes it. */
export function printCount({ min, max, lazy }: { min: number; max: number; lazy: boolean }): string {
  return `{${min === max ? min : `${min},${max === Infinity ? '' : max}`}}${lazy ? '?' : ''}`
}

function classLength(source: string, start: number, nested: boolean): number {
  let depth = 0
  for (let index = start; index < source.length; index++) {
    if (source[index] === '\\') index++
    else if (source[index] === '[' && (nested || depth === 0)) depth++
    else if (source[index] === ']' && --depth === 0) return index + 1 - start
  }
  return source.length - start
}

const ascii = String.fromCharCode(...Array.from({ length: 127 }, (_, code) => code))
const known = new Map<string, Uint8Array>()

function symbolsOf(source: string, flags: string): Uint8Array {
  const cases = flags.replace(/[^iusv]/g, '')
  const key = `${cases}/${source}`
  const symbols = known.get(key) ?? readSymbols(source, cases)
  known.set(key, symbols)
  return symbols
}

function readSymbols(source: string, cases: string): Uint8Array {
  const symbols = new Uint8Array(128)
  const literal = source.length === 1 && source !== '.' ? source : /^\\[^\w]$/.test(source) ? source.slice(1) : undefined
  if (literal && literal <= '~') {
    symbols[literal.charCodeAt(0)] = 1
    if (cases.includes('i')) for (const same of [literal.toLowerCase(), literal.toUpperCase()]) symbols[same.charCodeAt(0)] = 1
  } else {
    for (const match of ascii.matchAll(new RegExp(source, `g${cases}`))) symbols[match.index] = 1
  }
  // Anything but a plain list of ASCII characters may match other characters too.
  const plain =
    /^(?:\\?[\x20-\x7e]|\[(?!\^)(?:\\[^\WpPDWSsux]|\\[^\w]|[^\\\x80-\uffff])*\])$/.test(source) && !/^(?:\.|\\[DWSs])$/.test(source)
  const unicode = /[uv]/.test(cases)
  symbols[otherSymbol] = plain && !(unicode && cases.includes('i')) ? 0 : unicode ? twoUnits : 1
  return symbols
}
