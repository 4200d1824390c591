/** A piece of a shell word: what stands there, or what the shell would put there. */
export type Part =
  | { type: 'literal'; text: string; quoted: boolean }
  | { type: 'variable'; name: string; operator: string; operand: string; quoted: boolean }
  | { type: 'substitution'; kind: '$' | '<' | '>'; script: Script; quoted: boolean }

export interface Word {
  parts: Part[]
  start: number
  end: number
}
export interface Redirect {
  /** `>`, `>>`, `<`, `<<` (here-document), `<<<`, `>&`, … without a file descriptor. */
  operator: string
  target: Word
}
export interface SimpleCommand {
  type: 'simple'
  assignments: { name: string; value: Word }[]
  words: Word[]
  redirects: Redirect[]
  start: number
  end: number
}
export interface CommandGroup {
  type: 'group'
  body: Script
  redirects: Redirect[]
  start: number
  end: number
}
export type Stage = SimpleCommand | CommandGroup
/** Commands joined by `|`. */
export type Pipeline = Stage[]
/** Pipelines in the order in which they stand; lists, conditions and loops are flattened, because every branch may run. */
export type Script = Pipeline[]

const deepest = 40
const blank = /[ \t\r]/
const wordEnd = /[ \t\r\n;&|<>()]/
const passedOver = new Set(['if', 'then', 'else', 'elif', 'fi', 'do', 'done', 'while', 'until', '!', 'coproc', 'function', '}', 'esac'])

/**
 * Parses POSIX shell (with the usual Bash additions) into the commands that it would run. Never fails: what is unfinished ends with the text.
 * Linear in the text; nesting deeper than forty levels is read as plain text.
 */
export function parseShell(text: string): Script {
  return parser(text, 0, 0).script()
}

function parser(text: string, offset: number, depth: number) {
  let index = 0
  let level = depth
  const pending: { target: Word; delimiter: string; literal: boolean; tabs: boolean }[] = []

  return { script: () => list(''), quotedToEnd: () => doubleQuoted('') }

  function list(close: string): Script {
    const script: Script = []
    let pipeline: Pipeline = []
    const finish = () => {
      if (pipeline.length > 0) script.push(pipeline)
      pipeline = []
    }
    while (index < text.length) {
      const char = text[index] ?? ''
      if (blank.test(char)) index++
      else if (char === '\\' && text[index + 1] === '\n') index += 2
      else if (char === '#') comment()
      else if (char === '\n') {
        finish()
        index++
        documents()
      } else if (char === ')') {
        if (close === ')') break
        index++ // a pattern of `case`, or a stray one
        finish()
      } else if (char === ';' || char === '&') {
        if (text[index + 1] === '>' && char === '&') pipeline.push(simple())
        else {
          index++
          finish()
        }
      } else if (char === '|') {
        const or = text[index + 1] === '|'
        index += or || text[index + 1] === '&' ? 2 : 1
        if (or) finish()
      } else if (char === '(' && text[index + 1] === '(' && level < deepest) pipeline.push(arithmetic())
      else if (char === '(' && level < deepest) pipeline.push(group(')'))
      else if (char === '(') index++
      else if (char === '{' && (blank.test(text[index + 1] ?? '') || text[index + 1] === '\n') && level < deepest) pipeline.push(group('}'))
      else if (char === '}' && close === '}' && endsWord(index + 1)) break
      else {
        const before = index
        const command = simple()
        if (command.words.length > 0 || command.assignments.length > 0 || command.redirects.length > 0) pipeline.push(command)
        if (index === before) index++
      }
    }
    finish()
    return script
  }

  function group(close: ')' | '}'): CommandGroup {
    const start = index++
    level++
    const body = list(close)
    level--
    index++
    const made: CommandGroup = { type: 'group', body, redirects: [], start: offset + start, end: offset + Math.min(index, text.length) }
    while (index < text.length) {
      skipBlanks()
      const redirect = redirection()
      if (!redirect) break
      made.redirects.push(redirect)
    }
    return made
  }

  function arithmetic(): SimpleCommand {
    const start = index
    const value: Word = { parts: parenthesised(), start: offset + start, end: offset + index }
    return { type: 'simple', assignments: [{ name: '_', value }], words: [], redirects: [], start: offset + start, end: offset + index }
  }

  /** At the `((` of arithmetic, or of a subshell in a subshell: only what is substituted inside is of interest. */
  function parenthesised(): Part[] {
    const start = index
    let open = 0
    while (index < text.length) {
      const char = text[index++]
      if (char === '(') open++
      else if (char === ')' && --open === 0) break
    }
    const inner = text.slice(start, index)
    if (inner.endsWith('))')) return parser(inner.slice(2, -2), offset + start + 2, level + 1).quotedToEnd()
    return [{ type: 'substitution', kind: '$', script: parser(inner.slice(1, -1), offset + start + 1, level + 1).script(), quoted: true }]
  }

  function simple(): SimpleCommand {
    const command: SimpleCommand = { type: 'simple', assignments: [], words: [], redirects: [], start: offset + index, end: 0 }
    let test = false
    let loop: Word | undefined
    while (index < text.length) {
      skipBlanks()
      const char = text[index] ?? ''
      if (char === '' || char === '\n' || char === ';' || (char === '#' && !test)) break
      const redirect = test ? undefined : redirection()
      if (redirect) {
        command.redirects.push(redirect)
        continue
      }
      if (wordEnd.test(char) && !((char === '<' || char === '>') && text[index + 1] === '(')) {
        if (!test || char === '') {
          if (char === '(' && text[index + 1] === ')' && command.words.length === 1) {
            index += 2 // the head of a function: its body is read as commands that run
            command.words.length = 0
            continue
          }
          if (char === '(' && command.words.length === 0 && command.assignments.length > 0) {
            arrayValue(command)
            continue
          }
          break
        }
        index++
        continue
      }
      if (char === '{' && command.words.length === 0 && blank.test(text[index + 1] ?? '')) break
      const word = readWord()
      const plain = word.parts.length === 1 && word.parts[0]?.type === 'literal' && !word.parts[0].quoted ? word.parts[0].text : ''
      if (command.words.length === 0) {
        if (plain === 'for' || plain === 'select') {
          loop = { parts: [], start: word.start, end: word.end }
          skipBlanks()
          const variable = readWord()
          const name = variable.parts[0]?.type === 'literal' ? variable.parts[0].text : ''
          command.assignments.push({ name, value: loop })
          continue
        }
        if (loop && plain === 'in') continue
        if (loop) {
          if (loop.parts.length > 0) loop.parts.push({ type: 'literal', text: ' ', quoted: false })
          loop.parts.push(...word.parts)
          continue
        }
        if (plain === 'case') {
          skipBlanks()
          readWord()
          skipBlanks()
          readWord()
          casePattern()
          continue
        }
        if (passedOver.has(plain)) continue
        const assigned = assignment(word)
        if (assigned) {
          command.assignments.push(assigned)
          continue
        }
      }
      if (plain === '[[' && command.words.length === 0) test = true
      command.words.push(word)
      if (plain === ']]') test = false
    }
    command.end = offset + index
    return command
  }

  function casePattern() {
    while (index < text.length && text[index] !== ')' && text[index] !== ';') index++
    if (text[index] === ')') index++
  }

  /** `NAME=(a b c)`: the elements become one value that splits again. */
  function arrayValue(command: SimpleCommand) {
    const value = command.assignments.at(-1)?.value
    index++
    while (index < text.length && text[index] !== ')') {
      const before = index
      if (/\s/.test(text[index] ?? '')) index++
      else if (text[index] === '#') comment()
      else {
        if (value && value.parts.length > 0) value.parts.push({ type: 'literal', text: ' ', quoted: false })
        value?.parts.push(...readWord().parts)
      }
      if (index === before) index++
    }
    index++
  }

  function assignment(word: Word): { name: string; value: Word } | undefined {
    const [first, ...rest] = word.parts
    if (first?.type !== 'literal' || first.quoted) return undefined
    const match = /^([A-Za-z_]\w{0,99}(?:\[[^\]]{0,99}\])?)\+?=/.exec(first.text)
    if (!match) return undefined
    const left = first.text.slice(match[0].length)
    const parts: Part[] = left === '' ? rest : [{ ...first, text: left }, ...rest]
    return { name: match[1] ?? '', value: { parts, start: word.start + match[0].length, end: word.end } }
  }

  function redirection(): Redirect | undefined {
    const match = /^(?:\d{1,3}|\{\w{1,30}\}|&)?(<<<|<<-?|<>|>>|>\||[<>]&|[<>])/.exec(text.slice(index, index + 40))
    if (!match) return undefined
    const operator = match[1] ?? ''
    const next = text[index + match[0].length]
    if ((operator === '<' || operator === '>') && next === '(') return undefined
    index += match[0].length
    skipBlanks()
    const target = readWord()
    if (operator === '<<' || operator === '<<-') {
      const literal = target.parts.some((part) => part.type === 'literal' && part.quoted)
      const delimiter = target.parts.map((part) => (part.type === 'literal' ? part.text : '')).join('')
      pending.push({ target, delimiter, literal, tabs: operator === '<<-' })
      target.parts = []
      return { operator: '<<', target }
    }
    return { operator, target }
  }

  function documents() {
    for (const { target, delimiter, literal, tabs } of pending.splice(0)) {
      const start = index
      let end = text.length
      while (index < text.length) {
        const newline = text.indexOf('\n', index)
        const stop = newline === -1 ? text.length : newline
        const line = text.slice(index, stop)
        const lineStart = index
        index = newline === -1 ? text.length : newline + 1
        if ((tabs ? line.replace(/^\t+/, '') : line).trimEnd() === delimiter) {
          end = lineStart
          break
        }
      }
      const body = text.slice(start, end)
      target.parts =
        literal || level >= deepest
          ? [{ type: 'literal', text: body, quoted: true }]
          : parser(body, offset + start, level + 1).quotedToEnd()
    }
  }

  function readWord(): Word {
    const word: Word = { parts: [], start: offset + index, end: 0 }
    const { parts } = word
    while (index < text.length) {
      const char = text[index] ?? ''
      if ((char === '<' || char === '>') && text[index + 1] === '(') {
        if (level < deepest) substitution(parts, char, false)
        else index += 2
      } else if (wordEnd.test(char)) break
      else if (char === "'") singleQuoted(parts)
      else if (char === '"') {
        index++
        const inner = doubleQuoted('"')
        parts.push(...(inner.length > 0 ? inner : [{ type: 'literal', text: '', quoted: true } as const]))
      } else if (char === '$' && text[index + 1] === "'") ansiQuoted(parts)
      else if (char === '$' && text[index + 1] === '"') index++
      else if (char === '$' || char === '`') expansion(parts, false)
      else if (char === '\\') {
        if (text[index + 1] !== '\n') append(parts, text[index + 1] ?? '', true)
        index += 2
      } else {
        append(parts, char, false)
        index++
      }
    }
    index = Math.min(index, text.length)
    word.end = offset + index
    return word
  }

  function singleQuoted(parts: Part[]) {
    const close = text.indexOf("'", index + 1)
    const end = close === -1 ? text.length : close
    parts.push({ type: 'literal', text: text.slice(index + 1, end), quoted: true })
    index = end + 1
  }

  function ansiQuoted(parts: Part[]) {
    let end = index + 2
    while (end < text.length && text[end] !== "'") end += text[end] === '\\' ? 2 : 1
    parts.push({ type: 'literal', text: unescapeAnsi(text.slice(index + 2, end)), quoted: true })
    index = end + 1
  }

  function doubleQuoted(close: string): Part[] {
    const parts: Part[] = []
    while (index < text.length) {
      const char = text[index] ?? ''
      if (char === close) break
      if (char === '\\') {
        const next = text[index + 1] ?? ''
        if (next !== '\n') append(parts, '$`"\\'.includes(next) ? next : `\\${next}`, true)
        index += 2
      } else if (char === '$' || char === '`') expansion(parts, true)
      else {
        append(parts, char, true)
        index++
      }
    }
    index++
    return parts
  }

  /** At `$` or a backquote. */
  function expansion(parts: Part[], quoted: boolean) {
    if (text[index] === '`') return backquoted(parts, quoted)
    const next = text[index + 1] ?? ''
    if (next === '(' && level < deepest) {
      if (text[index + 2] !== '(') return substitution(parts, '$', quoted)
      index++
      parts.push({ type: 'variable', name: '((', operator: '', operand: '', quoted }, ...parenthesised())
      return
    }
    if (next === '{') {
      const match = /^\$\{([!#]?)(\w{1,100}|[@*#?$!-])(\[[^\]}]{0,60}\])?([^}]{0,400})\}/.exec(text.slice(index, index + 600))
      if (match) {
        index += match[0].length
        const rest = match[4] ?? ''
        const operator = /^(?::?[-+=?]|##?|%%?|\/\/?|\^\^?|,,?|:)?/.exec(rest)?.[0] ?? ''
        parts.push({
          type: 'variable',
          name: match[2] ?? '',
          operator: match[1] === '' ? operator : '#',
          operand: rest.slice(operator.length),
          quoted,
        })
        return
      }
    }
    const name = /^\$(\w{1,100}|[@*#?$!-])/.exec(text.slice(index, index + 102))
    if (!name) {
      append(parts, '$', quoted)
      index++
      return
    }
    index += name[0].length
    parts.push({ type: 'variable', name: name[1] ?? '', operator: '', operand: '', quoted })
  }

  function substitution(parts: Part[], kind: '$' | '<' | '>', quoted: boolean) {
    index += 2
    level++
    const script = list(')')
    level--
    index++
    parts.push({ type: 'substitution', kind, script, quoted })
  }

  function backquoted(parts: Part[], quoted: boolean) {
    const start = ++index
    while (index < text.length && text[index] !== '`') index += text[index] === '\\' ? 2 : 1
    const inner = text.slice(start, index).replace(/\\([`$\\])/g, '$1')
    index++
    if (level >= deepest) return append(parts, inner, quoted)
    parts.push({ type: 'substitution', kind: '$', script: parser(inner, offset + start, level + 1).script(), quoted })
  }

  function skipBlanks() {
    while (index < text.length && (blank.test(text[index] ?? '') || (text[index] === '\\' && text[index + 1] === '\n')))
      index += text[index] === '\\' ? 2 : 1
  }

  function comment() {
    const newline = text.indexOf('\n', index)
    index = newline === -1 ? text.length : newline
  }

  function endsWord(at: number): boolean {
    return at >= text.length || wordEnd.test(text[at] ?? '')
  }
}

function append(parts: Part[], text: string, quoted: boolean) {
  const last = parts.at(-1)
  if (last?.type === 'literal' && last.quoted === quoted) last.text += text
  else parts.push({ type: 'literal', text, quoted })
}

const ansiEscapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', e: '\u001b', f: '\f', v: '\v' }

/** Undoes the escapes of `$'…'`, `echo -e` and `printf`. */
export function unescapeAnsi(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|0?([0-7]{1,3})|(.))/gs,
    (_, hex: string, unicode: string, octal: string, char: string) => {
      if (hex || unicode) return String.fromCharCode(Number.parseInt(hex || unicode, 16))
      if (octal) return String.fromCharCode(Number.parseInt(octal, 8) & 255)
      return ansiEscapes[char] ?? char
    },
  )
}
