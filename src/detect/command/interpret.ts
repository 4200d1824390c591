import { type Pipeline, parseShell, type Redirect, type Script, type SimpleCommand, type Stage, type Word } from '../../text/shell.ts'
import type { Category, Severity } from '../../types.ts'
import { type Argument, type Environment, expand, expandWhole, inputOf, printed } from './expand.ts'
import { flowOf } from './flow.ts'
import { judgeCode } from './code.ts'
import { type CommandMatch, type Flow, type Invocation, merge, nothing, type Report } from './model.ts'
import { normalPath } from './paths.ts'
import { everyCommand, rulesFor } from './rules.ts'
import { codeIn, runsInput, shellScript } from './shells.ts'
import { findActions, spread, unwrap } from './wrappers.ts'

/** What is known while a script is followed. */
export interface Frame {
  environment: Environment
  /** What substitutions brought into variables. */
  carried: Map<string, Flow>
  /** Files that were fetched, and from where. */
  fetched: Map<string, string>
  /** What was written to files by the script itself. */
  written: Map<string, string>
  aliases: Map<string, string>
  directory: string | undefined
  /** Where findings stand, when the text is not the one that is judged but was taken out of it. */
  span: { start: number; end: number } | undefined
  depth: number
  budget: { commands: number; characters: number }
  add: (match: CommandMatch) => void
}

const deepest = 8

/** Follows a script through its wrappers, pipes and variables, and judges every program that it would start. */
export function interpret(text: string, frame: Frame): Flow {
  if (frame.depth > deepest || (frame.budget.characters -= text.length) < 0) return {}
  const report = reporter(frame, { start: 0, end: text.length })
  if (/(\b\w+|:)\s{0,5}\(\s{0,5}\)\s{0,5}\{\s{0,5}\1\s{0,5}\|\s{0,5}\1\s{0,5}&/.test(text)) report('command-fork-bomb', 'critical')
  return run(parseShell(text), frame)
}

function run(script: Script, frame: Frame): Flow {
  const flows = script.map((pipeline) => runPipeline(pipeline, frame))
  const text = flows.every((flow) => flow.text !== undefined) ? flows.map((flow) => flow.text).join('') : undefined
  const partial = text ?? flows.map((flow) => flow.text ?? flow.partial ?? '').join('')
  return { ...merge(...flows), text, ...(partial === '' ? {} : { partial }) }
}

function runPipeline(pipeline: Pipeline, frame: Frame): Flow {
  let flow: Flow = {}
  for (const stage of pipeline) flow = runStage(stage, flow, frame)
  return flow
}

function runStage(stage: Stage, input: Flow, frame: Frame): Flow {
  if (frame.budget.commands-- < 0) return input
  if (stage.type === 'simple') return runSimple(stage, input, frame)
  const redirected = runRedirects(stage.redirects, frame)
  const inner: Flow = run(stage.body, frame)
  judge('', [], { input: merge(input, redirected), carried: inner, redirects: stage.redirects, wrappers: [], span: stage }, frame)
  return inner
}

function runSimple(command: SimpleCommand, input: Flow, frame: Frame): Flow {
  const flows = [...command.assignments.map(({ value }) => carriedBy(value, frame)), ...command.words.map((word) => carriedBy(word, frame))]
  for (const [index, { name, value }] of command.assignments.entries()) {
    const { text, unknown } = expandWhole(value, frame.environment)
    if (unknown) frame.environment.delete(name)
    else frame.environment.set(name, text.slice(0, 4000))
    const flow = flows[index]
    if (flow && (flow.secret || flow.download !== undefined || flow.decoded)) frame.carried.set(name, flow)
  }
  const redirected = runRedirects(command.redirects, frame)
  const typed = inputOf(command.redirects, frame.environment)
  const stdin: Flow =
    typed === undefined ? (command.redirects.some(({ operator }) => operator === '<') ? redirected : input) : { ...redirected, text: typed }
  const words = command.words.flatMap((word) => expand(word, frame.environment))
  const first = words[0]
  const alias = first && !first.unknown ? frame.aliases.get(first.text) : undefined
  if (alias !== undefined) {
    const rest = words.slice(1).map((word) => word.text)
    return interpret([alias, ...rest].join(' '), { ...frame, aliases: new Map(), depth: frame.depth + 1, span: frame.span ?? command })
  }
  const carried = flows.length === 0 ? {} : merge(...flows)
  return start(words, { input: stdin, carried, redirects: command.redirects, wrappers: [], span: command }, frame)
}

interface Context {
  input: Flow
  carried: Flow
  redirects: readonly Redirect[]
  wrappers: readonly string[]
  span: { start: number; end: number }
}

/** Judges what the words start, then what that starts in its turn. */
function start(words: readonly Argument[], context: Context, frame: Frame): Flow {
  const [first, ...rest] = words
  if (!first) {
    judge('', [], context, frame)
    return context.input
  }
  const name = commandName(first.text)
  const nested = (text: string, environment = new Map(frame.environment)): Flow =>
    interpret(text, {
      ...frame,
      environment,
      depth: frame.depth + 1,
      span: frame.span ?? { start: context.span.start, end: context.span.end },
    })
  const within = { ...context, wrappers: [...context.wrappers, name] }
  const invocation = judge(first.text, rest, context, frame)
  if (context.wrappers.length > 12) return context.input

  const unwrapped = unwrap(name, rest, frame.environment)
  if (unwrapped) {
    for (const assigned of unwrapped.assignments)
      frame.environment.set(assigned.slice(0, assigned.indexOf('=')), assigned.slice(assigned.indexOf('=') + 1))
    return unwrapped.script === undefined ? start(unwrapped.rest, within, frame) : merge(nested(unwrapped.script), context.input)
  }
  if (name === 'xargs' || name === 'parallel') {
    const command = spread(name, rest, context.input.text)
    if (command.length > 0)
      start(command, { ...within, carried: merge(context.carried, { secret: context.input.secret }), input: {} }, frame)
    return { secret: context.input.secret }
  }
  if (name === 'find' || name === 'gfind') for (const action of findActions(rest)) start(substitutePaths(action, rest), within, frame)
  if (name === 'cd' || name === 'pushd') {
    const target = rest.find((word) => !word.text.startsWith('-'))
    frame.directory = target ? (target.unknown ? undefined : normalPath(target.text, frame.directory)) : '~'
  }
  if (name === 'alias')
    for (const word of rest)
      if (word.text.includes('='))
        frame.aliases.set(word.text.slice(0, word.text.indexOf('=')), word.text.slice(word.text.indexOf('=') + 1))
  if (name === 'export' || name === 'declare' || name === 'local' || name === 'readonly' || name === 'typeset')
    for (const word of rest)
      if (word.text.includes('=') && !word.unknown)
        frame.environment.set(word.text.slice(0, word.text.indexOf('=')), word.text.slice(word.text.indexOf('=') + 1, 4000))
  if ((name === 'source' || name === '.') && rest[0]) judgeRun(rest[0].text, invocation, frame, context)

  const script = shellScript(name, rest)
  if (script !== undefined) return merge(nested(script.text, withPositions(frame.environment, script.positions)), context.carried)
  const input = context.input
  if (runsInput(name, rest)) {
    if (input.text !== undefined && input.text.trim() !== '') {
      if (codeLanguage.has(name)) judgeCode(input.text, reporter(frame, context.span), (text) => void nested(text))
      else nested(input.text)
    }
    judgeRun('', invocation, frame, context)
  } else if (rest[0]) judgeRun(rest.find((word) => !word.text.startsWith('-'))?.text ?? '', invocation, frame, context)
  judgeRun(first.text, invocation, frame, context)
  for (const code of codeIn(name, rest)) judgeCode(code, reporter(frame, context.span), (text) => void nested(text))

  const flow = flowOf(invocation, frame.fetched)
  const text = rest.some((word) => word.unknown) ? undefined : printed([name, ...invocation.words], input.text)
  for (const { path, append } of invocation.writes)
    if (text !== undefined) frame.written.set(path, append ? `${frame.written.get(path) ?? ''}${text}` : text)
  return { ...flow, text }
}

const codeLanguage = new Set(['python', 'python2', 'python3', 'perl', 'ruby', 'node', 'php', 'lua', 'osascript', 'deno', 'bun'])

/** Something that the script fetched, or wrote itself, and then runs. */
function judgeRun(path: string, invocation: Invocation, frame: Frame, { span }: Context) {
  const file = path.replace(/^\.\//, '')
  const url = frame.fetched.get(file)
  const report = reporter(frame, span)
  const shell = /^(?:ba|z|da|k|a|c|tc|fi)?sh$|^source$|^\.$|^(?:python|perl|ruby|node|php)[\d.]*$|^(?:sudo|powershell|pwsh)$/.test(
    invocation.name,
  )
  if (url !== undefined && (shell || path === invocation.path))
    report('command-download-run', /^https:\/\/(?!\d+\.\d)/.test(url) ? 'high' : 'critical')
  const text = frame.written.get(path)
  if (text !== undefined && (shell || path === invocation.path) && frame.depth < deepest) {
    frame.written.delete(path)
    interpret(text, { ...frame, depth: frame.depth + 1, span: frame.span ?? { start: span.start, end: span.end } })
  }
}

function judge(path: string, rest: readonly Argument[], context: Context, frame: Frame): Invocation {
  const invocation: Invocation = {
    name: commandName(path),
    path,
    arguments: rest,
    words: rest.map((word) => word.text),
    input: context.input,
    carried: context.carried,
    writes: context.redirects.flatMap(({ operator, target }) =>
      /^(?:>|>>|>\||<>|>&)$/.test(operator) && target.parts.length > 0
        ? [{ path: expandWhole(target, frame.environment).text, append: operator === '>>' }]
        : [],
    ),
    reads: context.redirects.flatMap(({ operator, target }) => (operator === '<' ? [expandWhole(target, frame.environment).text] : [])),
    wrappers: context.wrappers,
    environment: frame.environment,
    directory: frame.directory,
    background: false,
  }
  const report = reporter(frame, context.span)
  for (const rule of rulesFor(invocation.name)) rule(invocation, report)
  for (const rule of everyCommand) rule(invocation, report)
  return invocation
}

function runRedirects(redirects: readonly Redirect[], frame: Frame): Flow {
  return redirects.length === 0 ? {} : merge(...redirects.map(({ target }) => carriedBy(target, frame)))
}

/** Runs what is substituted into a word, and says what it brings along. */
function carriedBy(word: Word, frame: Frame): Flow {
  if (word.parts.every((part) => part.type === 'literal')) return nothing
  const flows: Flow[] = []
  for (const part of word.parts) {
    if (part.type === 'substitution') flows.push(run(part.script, { ...frame, environment: new Map(frame.environment) }))
    else if (part.type === 'variable') {
      const flow = frame.carried.get(part.name)
      if (flow) flows.push(flow)
    }
  }
  if (flows.length === 0) return nothing
  return { ...merge(...flows), text: undefined }
}

function reporter(frame: Frame, span: { start: number; end: number }): Report {
  return (detector: string, severity: Severity, category: Category = 'command') => {
    const { start, end } = frame.span ?? span
    frame.add({ detector, severity, category, start, end })
  }
}

function withPositions(environment: Environment, positions: readonly string[]): Environment {
  const inner = new Map(environment)
  for (const [index, value] of positions.entries()) inner.set(String(index), value)
  if (positions.length > 1) for (const name of ['@', '*']) inner.set(name, positions.slice(1).join(' '))
  return inner
}

/** `find /etc -exec rm {} +`: the place where `find` looks stands for what it finds. */
function substitutePaths(action: readonly Argument[], words: readonly Argument[]): Argument[] {
  const narrowed = words.some((word) =>
    /^-(?:i?name|i?path|i?regex|[acm]time|[acm]min|size|empty|newer\w*|user|group|perm|inum|nouser|nogroup|links|samefile|ok|okdir)$/.test(
      word.text,
    ),
  )
  const root = words.find((word) => !/^-[HLP]$/.test(word.text))?.text ?? '.'
  const place = /^[-(!]/.test(root) ? '.' : root
  return action.map((word) => ({
    ...word,
    text: word.text === '{}' ? (narrowed ? `${place.replace(/\/$/, '')}/found/by/name` : place) : word.text,
  }))
}

const globbed = ['rm', 'cat', 'bash', 'sh', 'nc', 'curl', 'wget', 'dd', 'chmod', 'python3', 'perl', 'base64', 'mkfs']

/** The program that a first word names: base name, lower case, without `.exe`; `/b?n/c?t` is what the shell would find. */
export function commandName(path: string): string {
  const base = path
    .slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
    .toLowerCase()
    .replace(/\.(?:exe|cmd|bat)$/, '')
  if (!/[?*[]/.test(base) || base.length > 20 || !path.includes('/')) return base
  const source = base
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('?', '.')
    .replace(/\*+/g, '.*')
  try {
    const expression = new RegExp(`^${source}$`)
    return globbed.find((name) => expression.test(name)) ?? base
  } catch {
    return base
  }
}
