import type { Category, Severity } from '../../types.ts'
import { isDropPlace } from './send.ts'
import { judgeCode } from './code.ts'
import { judgeCommand } from './judge.ts'
import { type FieldKind, kindOfField, kindOfTool, type ToolKind } from './fields.ts'
import { persistencePlace } from './persistence.ts'
import { normalPath, reachOf, secrecyOf, windowsReach } from './paths.ts'
import { isSqlInjection, judgeSql } from './sql.ts'
import { metadataAddress } from './urls.ts'

/** Something dangerous in the arguments of a tool call. */
export interface CommandFinding {
  detector: string
  category: Category
  severity: Severity
  /** JSON Pointer inside the arguments. */
  path: string
  /** Offsets in the string at `path`, UTF-16 units. */
  start: number
  end: number
}

interface Field {
  path: string
  key: string
  text: string
  kind: FieldKind
  /** The object or list that holds it. */
  parent: unknown
}

const most = 2000

/** Judges one tool call: which of its arguments are commands, code, SQL, addresses or paths, and what they would do. */
export function checkTool(call: { name: string; arguments: unknown }): CommandFinding[] {
  const tool = kindOfTool(call.name)
  const found: CommandFinding[] = []
  const fields: Field[] = []
  collect(parsed(call.arguments), '', '', undefined, fields, found, tool)
  for (const field of fields) judgeField(field, tool, fields, found)
  const seen = new Set<string>()
  return found.filter(({ detector, path, start, severity }) => {
    const key = `${detector} ${path} ${start} ${severity}`
    return !seen.has(key) && Boolean(seen.add(key))
  })
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    const read: unknown = JSON.parse(value)
    return typeof read === 'object' && read !== null ? read : value
  } catch {
    return value
  }
}

function collect(
  value: unknown,
  path: string,
  key: string,
  parent: unknown,
  fields: Field[],
  found: CommandFinding[],
  tool: ToolKind,
  depth = 0,
) {
  if (fields.length >= most || depth > 24) return
  if (typeof value === 'string') fields.push({ path, key, text: value, kind: kindOfField(key, tool), parent })
  else if (Array.isArray(value)) {
    if (value.length > 0 && value.length <= most && value.every((each) => typeof each === 'string'))
      words(value, path, key, parent, fields, found, tool)
    else
      for (const [index, each] of value.slice(0, most).entries())
        collect(each, `${path}/${index}`, key, value, fields, found, tool, depth + 1)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value).slice(0, most))
      collect(each, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, name, value, fields, found, tool, depth + 1)
  }
}

/** A list of words is one command when its field says so: `["bash", "-lc", "…"]`, or `args` beside a `command`. */
function words(
  list: readonly string[],
  path: string,
  key: string,
  parent: unknown,
  fields: Field[],
  found: CommandFinding[],
  tool: ToolKind,
) {
  const kind = kindOfField(key, tool)
  const program = isRecord(parent)
    ? (parent['command'] ?? parent['cmd'] ?? parent['program'] ?? parent['executable'] ?? parent['file'])
    : undefined
  const beside = /^(?:args|argv|arguments|params|parameters|options)$/i.test(key) && typeof program === 'string'
  if (kind === 'command' || beside) {
    const separate = !beside && list.length > 1 && list.every((each) => /\s/.test(each) && !each.startsWith('-'))
    if (!separate) {
      const line = [...(beside ? [String(program)] : []), ...list.map(quoted)].join(' ')
      let at = 0
      for (const [index, each] of list.entries()) if (each.length > (list[at]?.length ?? 0)) at = index
      for (const { detector, category, severity } of judgeCommand(line))
        found.push({ detector, category, severity, path: `${path}/${at}`, start: 0, end: list[at]?.length ?? 0 })
      return
    }
  }
  for (const [index, each] of list.entries()) fields.push({ path: `${path}/${index}`, key, text: each, kind, parent })
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$|^(?:\|\|?|&&|;|>|>>|<|:::)$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

function judgeField(field: Field, tool: ToolKind, fields: readonly Field[], found: CommandFinding[]) {
  const { text, kind, path } = field
  const add = (detector: string, severity: Severity, category: Category = 'command', start = 0, end = text.length) =>
    found.push({ detector, category, severity, path, start, end })
  if (text === '' || kind === 'prose') return
  if (kind === 'content') return writtenContent(field, fields, add)
  if (kind === 'command')
    for (const { detector, severity, category, start, end } of judgeCommand(text)) add(detector, severity, category, start, end)
  if (kind === 'code') judgeSource(text, tool, add)
  if (kind === 'sql' || tool.sql)
    for (const { detector, severity, start, end } of kind === 'sql' ||
    /^\s*(?:drop|truncate|delete|update|alter|grant|copy|exec)\b/i.test(text)
      ? sqlIn(text, tool, field)
      : [])
      add(detector, severity, 'command', start, end)
  if (kind === 'url' || /^[a-z][a-z0-9+.-]{1,20}:\/\/\S+$/i.test(text)) address(text, add)
  if (kind === 'path' || /^(?:~|\/|\.\.?\/|[A-Za-z]:\\)\S*$/.test(text)) judgePath(text, kind === 'path', tool, add)
  if (kind === 'other' && looksLikeCommand(text))
    for (const { detector, severity, category, start, end } of judgeCommand(text))
      if (severity === 'critical' || severity === 'high') add(detector, severity, category, start, end)
  if (kind !== 'sql' && kind !== 'code' && kind !== 'command' && isSqlInjection(text)) add('command-sql-injection', 'high')
}

type Add = (detector: string, severity: Severity, category?: Category, start?: number, end?: number) => void

function judgeSource(text: string, tool: ToolKind, add: Add) {
  const language = /^#!.{0,60}\b(?:ba|z|da|k)?sh\b/.test(text) || (tool.shell && !tool.code)
  if (language || looksLikeCommand(text))
    for (const { detector, severity, category, start, end } of judgeCommand(text)) add(detector, severity, category, start, end)
  if (!language)
    judgeCode(
      text,
      (detector, severity, category) => add(detector, severity, category),
      (script) => {
        for (const { detector, severity, category } of judgeCommand(script)) add(detector, severity, category)
      },
    )
}

function sqlIn(text: string, tool: ToolKind, { key }: Field) {
  const isSql =
    tool.sql ||
    /^(?:sql|statement)/i.test(key) ||
    /^\s*(?:--[^\n]*\n\s*)*(?:select|insert|drop|truncate|delete|update|alter|grant|copy|exec|with|begin|create|use|call|declare|set|merge)\b/i.test(
      text,
    )
  return isSql ? judgeSql(text) : []
}

function address(text: string, add: Add) {
  const metadata = metadataAddress(text)
  if (metadata) add('command-metadata-address', metadata)
  if (/^file:\/\//i.test(text)) {
    if (secrecyOf(text) === 'secret' || /^file:\/\/\/etc\/(?:passwd|shadow)/i.test(text)) add('command-credential-read', 'high')
  } else if (/^(?:gopher|dict|ldaps?|tftp|jar|phar|expect|php):\/\//i.test(text)) add('command-url-scheme', 'high')
  if (isDropPlace(text) && /[?#&=]|\/[\w+/=-]{24,}/.test(text.replace(/^[a-z]+:\/\/[^/]+/i, '')))
    add('exfiltration-url', 'high', 'exfiltration')
}

function judgePath(text: string, isPath: boolean, tool: ToolKind, add: Add) {
  const decoded = /%(?:2e|2f|5c|00|252e)/i.test(text)
    ? text.replace(/%25/g, '%').replace(/%2e/gi, '.').replace(/%2f/gi, '/').replace(/%5c/gi, '\\').replace(/%00/g, '\0')
    : text
  const slashed = decoded.replaceAll('\\', '/').replace(/\.{2,4}\/\//g, '../')
  const climbs = slashed.split('/').filter((piece) => piece === '..').length
  const rest = slashed.replace(/^(?:\.?\/?\.\.\/)+|^.*?(?:\.\.\/)+/, '')
  if (
    climbs > 0 &&
    (decoded !== text ||
      climbs >= 4 ||
      /^(?:etc|proc|root|home|windows|users|var|\.ssh|\.aws|\.env)\b/i.test(rest) ||
      decoded.includes('\0'))
  )
    add('command-path-traversal', 'high')
  if (tool.deletes && isPath) {
    const reach = /^[A-Za-z]:\\|^%/.test(text) ? windowsReach(text) : reachOf(text)
    if (reach === 'everything') add('command-destructive-delete', 'critical')
    else if (reach === 'outside') add('command-destructive-delete', 'high')
  }
  if (!tool.writes && secrecyOf(normalPath(slashed)) === 'secret') add('command-credential-read', 'high')
}

/** What a tool writes is prose or code; where it writes may make it run by itself. */
function writtenContent({ text, parent }: Field, fields: readonly Field[], add: Add) {
  const target = fields.find((field) => field.kind === 'path' && field.parent === parent)
  const place = target && persistencePlace(normalPath(target.text).replace(/^~user/, '~'), text)
  if (place) add(place.detector, place.severity)
}

const commandStart =
  /^\s*(?:\$\s+)?(?:sudo\s+\S|doas\s|rm\s+-|\/bin\/\w+\s|curl\s+\S|wget\s+\S|(?:ba|z|da)?sh\s+-\w*c\s|python\d?\s+-c\s|node\s+-e\s|perl\s+-\w*e\s|nc\s+\S|ncat\s|dd\s+(?:if|of)=|mkfs|chmod\s+\S+\s|chown\s|git\s+(?:push|reset|clean|filter-branch)\b|kubectl\s|terraform\s|aws\s+\w+\s|gcloud\s|az\s+\w+\s|helm\s|docker\s|cat\s+[~/.]\S*|echo\s.{0,2000}\|\s*(?:base64|sh|bash)|find\s+\S+\s+-|psql\s|mysql\s|mongosh?\s|redis-cli\s|dropdb\s|powershell(?:\.exe)?\s|pwsh\s|cmd(?:\.exe)?\s+\/c|iex\s*\(|invoke-expression|remove-item\s|format\s+[a-z]:|del\s+\/|rd\s+\/|rmdir\s+\/|reg\s+(?:add|delete|save)\s|schtasks\s|vssadmin\s|net\s+user\s|certutil\s|crontab\s|:\(\)\s*\{|eval\s|env\s+\S|scp\s|export\s+\w+=|shred\s|killall\s|systemctl\s|iptables\s)/i

/** True for a string that begins as a command line does, whatever its field is called. */
export function looksLikeCommand(text: string): boolean {
  return text.length < 20_000 && commandStart.test(text)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
