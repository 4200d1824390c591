import { type Part, type Pipeline, type Redirect, type Script, type Word, unescapeAnsi } from '../../text/shell.ts'
import { decodeBase64, decodeHex } from './decode.ts'

/** A word after expansion. */
export interface Argument {
  text: string
  start: number
  end: number
  /** Some of it is known only when the command runs; it then stands as `$NAME` or `$()`. */
  unknown: boolean
  /** What is substituted into it. */
  scripts: readonly Script[]
}

/** Values of shell variables that the script itself sets, and of the few that are the same everywhere. */
export type Environment = Map<string, string>

const longest = 20_000
const splits = '\u0001'
const hidden: Record<string, string> = { '{': '\uE001', ',': '\uE002', '}': '\uE003' }
const shown: Record<string, string> = { '\uE001': '{', '\uE002': ',', '\uE003': '}' }
const usual: Record<string, string> = {
  HOME: '~',
  PWD: '.',
  TMPDIR: '/tmp',
  TMP: '/tmp',
  TEMP: '/tmp',
  IFS: ' \t\n',
  USER: 'user',
  LOGNAME: 'user',
  SHELL: '/bin/sh',
  '#': '0',
}

/** Expands a word as the shell would: variables that are known, `$IFS`, braces, tilde, and substitutions whose output is plain. */
export function expand(word: Word, environment: Environment): Argument[] {
  const scripts = word.parts.flatMap((part) => (part.type === 'substitution' ? [part.script] : []))
  const [only] = word.parts
  const span = { start: word.start, end: word.end }
  if (word.parts.length === 1 && only?.type === 'literal' && (only.quoted || !only.text.includes('{')))
    return [{ text: only.quoted && only.text.startsWith('~') ? `./${only.text}` : only.text, ...span, unknown: false, scripts }]
  let text = ''
  let unknown = false
  for (const part of word.parts) {
    const value = valueOf(part, environment)
    if (value === undefined) unknown = true
    const shownValue = value ?? unresolved(part)
    if (part.type === 'literal' && !part.quoted) text += shownValue
    else if (part.quoted || value === undefined) text += shownValue.replace(/[{,}]/g, (char) => hidden[char] ?? char)
    else text += shownValue.replace(/\s+/g, splits)
    if (text.length > longest) break
  }
  const quotedTilde = only?.type === 'literal' && only.quoted && text.startsWith('~')
  return braces(quotedTilde ? `./${text}` : text)
    .flatMap((each) => each.split(splits))
    .filter((each, _, all) => each !== '' || all.length === 1)
    .filter((each) => each !== '' || word.parts.some((part) => part.quoted))
    .map((each) => ({
      text: each.replace(/[\uE001-\uE003]/g, (char) => shown[char] ?? char),
      start: word.start,
      end: word.end,
      unknown,
      scripts,
    }))
}

/** The value of a word that does not split, such as the right side of an assignment. */
export function expandWhole(word: Word, environment: Environment): { text: string; unknown: boolean } {
  let unknown = false
  let text = ''
  for (const part of word.parts) {
    const value = valueOf(part, environment)
    if (value === undefined) unknown = true
    text += value ?? unresolved(part)
    if (text.length > longest) break
  }
  return { text: text.slice(0, longest), unknown }
}

function unresolved(part: Part): string {
  return part.type === 'variable' ? `$${part.name}` : '$()'
}

function valueOf(part: Part, environment: Environment): string | undefined {
  if (part.type === 'literal') return part.text
  if (part.type === 'substitution') return part.kind === '$' ? plainOutput(part.script, environment)?.replace(/\n+$/, '') : undefined
  const value = environment.get(part.name) ?? usual[part.name]
  const { operator, operand } = part
  if (value === undefined) return /^:?[-=]$/.test(operator) ? operand : part.name === '@' || part.name === '*' ? '' : undefined
  if (operator === ':' && /^ ?-?\d{1,6}(?::-?\d{1,6})?$/.test(operand)) {
    const [from = 0, length] = operand.split(':').map(Number)
    const begin = from < 0 ? Math.max(0, value.length + from) : from
    return value.slice(begin, length === undefined ? undefined : length < 0 ? length : begin + length)
  }
  if (operator.startsWith('/')) {
    const [find = '', put = ''] = operand.split('/')
    return find === '' ? value : operator === '//' ? value.replaceAll(find, put) : value.replace(find, put)
  }
  if (operator === '^^') return value.toUpperCase()
  if (operator === ',,') return value.toLowerCase()
  if (operator === '#' && operand === '') return String(value.length)
  if (/^:?\+$/.test(operator)) return operand
  return value
}

function braces(text: string): string[] {
  let words = [text]
  for (let round = 0; round < 4; round++) {
    const next = words.flatMap((word) => {
      const match = /^([^{]{0,2000})\{([^{}]{0,2000},[^{}]{0,2000})\}(.{0,4000})$/s.exec(word)
      return match ? (match[2] ?? '').split(',').map((each) => `${match[1]}${each}${match[3]}`) : [word]
    })
    if (next.length === words.length || next.length > 64) return words
    words = next
  }
  return words
}

/** What a script prints, where that is plain from its text: `echo`, `printf`, `cat` of a here-document, decoded or turned round. */
export function plainOutput(script: Script, environment: Environment): string | undefined {
  if (script.length !== 1 || !script[0]) return undefined
  return pipelineOutput(script[0], environment)
}

export function pipelineOutput(pipeline: Pipeline, environment: Environment): string | undefined {
  let output: string | undefined
  for (const stage of pipeline) {
    if (stage.type === 'group') {
      const inner = stage.body.map((each) => pipelineOutput(each, environment))
      output = inner.every((each) => each !== undefined) ? inner.join('') : undefined
    } else {
      const words = stage.words.flatMap((word) => expand(word, environment))
      output = words.some((word) => word.unknown)
        ? undefined
        : printed(
            words.map((word) => word.text),
            output ?? inputOf(stage.redirects, environment),
          )
    }
    if (output === undefined) return undefined
  }
  return output
}

/** The text of a here-document or here-string among redirections. */
export function inputOf(redirects: readonly Redirect[], environment: Environment): string | undefined {
  const document = redirects.findLast((redirect) => redirect.operator === '<<' || redirect.operator === '<<<')
  return document && expandWhole(document.target, environment).text
}

/** What a well-known command prints for its arguments and input; `undefined` when that cannot be told. */
export function printed([command = '', ...words]: readonly string[], input: string | undefined): string | undefined {
  const name = command.slice(command.lastIndexOf('/') + 1)
  switch (name) {
    case 'echo': {
      const first = words.findIndex((word) => !/^-[neE]+$/.test(word))
      const text = (first === -1 ? [] : words.slice(first)).join(' ')
      return words.slice(0, Math.max(first, 0)).some((word) => word.includes('e')) ? unescapeAnsi(text) : text
    }
    case 'printf': {
      const [format = '', ...values] = words[0] === '--' ? words.slice(1) : words
      if (/%[sb]/.test(format)) return values.map((value) => unescapeAnsi(format.replace(/%[sb]/, () => value))).join('')
      return unescapeAnsi(format)
    }
    case 'cat':
    case 'tee':
      return words.every((word) => word.startsWith('-') || name === 'tee') ? input : undefined
    case 'base64':
    case 'gbase64':
      return words.some((word) => /^(?:-[a-z]*[dD][a-z]*|--decode)$/.test(word)) ? input && decodeBase64(input) : undefined
    case 'openssl':
      return words.some((word) => /^-?(?:base64|a)$/.test(word)) && words.includes('-d') ? input && decodeBase64(input) : undefined
    case 'xxd':
      return words.some((word) => /^-[a-z]*r/.test(word)) ? input && decodeHex(input) : undefined
    case 'rev':
      return input
        ?.split('\n')
        .map((line) => Array.from(line).reverse().join(''))
        .join('\n')
    case 'tr':
      return input === undefined ? undefined : translate(words, input)
    default:
      return undefined
  }
}

function translate(words: readonly string[], input: string): string {
  const [from = '', to = ''] = words.filter((word) => !word.startsWith('-')).map(characters)
  if (words.some((word) => /^-[a-z]*d/.test(word))) return Array.from(input, (char) => (from.includes(char) ? '' : char)).join('')
  if (to === '') return input
  return Array.from(input, (char) => {
    const at = from.indexOf(char)
    return at === -1 ? char : (to[Math.min(at, to.length - 1)] ?? char)
  }).join('')
}

function characters(set: string): string {
  return unescapeAnsi(set).replace(/([\x20-\x7e])-([\x20-\x7e])/g, (_, first: string, last: string) => {
    let text = ''
    for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code++) text += String.fromCharCode(code)
    return text
  })
}
