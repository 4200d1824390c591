import type { Guardrail, GuardrailInput, GuardrailVerdict, ToolCall } from '../types.ts'
import { secrecyOf } from '../detect/command/paths.ts'

/** One link of a chain: a kind of use that guard knows, or tools by name (a trailing `*` stands for any ending). */
export type ChainLink = 'untrusted-read' | 'secret-read' | 'send' | { tools: readonly string[] }

export interface ToolChain {
  name: string
  /** Uses in the order in which they must come; other calls may stand between them. */
  links: readonly ChainLink[]
  /** Default `block`. */
  action?: 'block' | 'flag' | undefined
}

export interface ToolPolicyOptions {
  /** When given, every other tool is refused. Case is ignored; a trailing `*` stands for any ending. */
  allow?: readonly string[] | undefined
  /** Refused, also when allowed. */
  deny?: readonly string[] | undefined
  /** Tool calls that one answer may ask for. */
  maxCallsPerTurn?: number | undefined
  /** Calls that one answer may ask for, by tool. */
  maxCallsPerTool?: Readonly<Record<string, number>> | undefined
  /** Ordered uses across one session. Default: untrusted read, then secret read, then send. `[]` for none. */
  chains?: readonly ToolChain[] | undefined
  /** Sessions that are remembered; the one unused for longest is forgotten first. */
  sessions?: number | undefined
}

const usual: readonly ToolChain[] = [{ name: 'untrusted-secret-send', links: ['untrusted-read', 'secret-read', 'send'] }]

/**
 * Which tools may be called, how often in one turn, and in which order never: a guardrail for the tool calls in answers and in outgoing MCP calls.
 *
 * @example
 * toolPolicy({ allow: ['read_*', 'search'], deny: ['read_mail'], maxCallsPerTurn: 8 })
 */
export function toolPolicy({
  allow,
  deny = [],
  maxCallsPerTurn,
  maxCallsPerTool = {},
  chains = usual,
  sessions = 1000,
}: ToolPolicyOptions = {}): Guardrail {
  const allowed = allow && matcher(allow)
  const denied = matcher(deny)
  const limits = Object.entries(maxCallsPerTool).map(([tool, most]) => ({ fits: matcher([tool]), most }))
  const progress = new Map<string, number[]>()

  return { name: 'tool-policy', mode: ['pre_call', 'post_call'], check }

  function check({ toolCalls, context, observationId }: GuardrailInput): GuardrailVerdict {
    for (const { name } of toolCalls) {
      if (denied(name)) return refusal(`the tool ${shown(name)} is denied`)
      if (allowed && !allowed(name)) return refusal(`the tool ${shown(name)} is not allowed`)
    }
    if (maxCallsPerTurn !== undefined && toolCalls.length > maxCallsPerTurn)
      return refusal(`${toolCalls.length} tool calls in one turn, ${maxCallsPerTurn} allowed`)
    for (const { fits, most } of limits) {
      const count = toolCalls.filter(({ name }) => fits(name)).length
      if (count > most) return refusal(`${count} calls of one tool in one turn, ${most} allowed`)
    }
    return chained(context.sessionId ?? observationId, toolCalls)
  }

  function chained(session: string, toolCalls: readonly ToolCall[]): GuardrailVerdict {
    if (toolCalls.length === 0 || chains.length === 0) return { action: 'allow' }
    const reached = progress.get(session) ?? chains.map(() => 0)
    progress.delete(session)
    progress.set(session, reached)
    for (const oldest of progress.keys()) {
      if (progress.size <= sessions) break
      progress.delete(oldest)
    }
    return advance(reached, toolCalls)
  }

  /** The call that would complete a chain is not counted, so it is refused again when it is tried again. */
  function advance(reached: number[], toolCalls: readonly ToolCall[]): GuardrailVerdict {
    let verdict: GuardrailVerdict = { action: 'allow' }
    for (const call of toolCalls) {
      const uses = usesOf(call)
      for (const [index, { name, links, action = 'block' }] of chains.entries()) {
        let at = reached[index] ?? 0
        while (fitsLink(links[at], call, uses)) {
          if (at === links.length - 1) {
            if (verdict.action !== 'block') verdict = completed(call, name, action, uses)
            break
          }
          at++
          if (uses.size < 2) break // one call is one link, unless it does several things at once, as a shell can
        }
        reached[index] = at
      }
    }
    return verdict
  }
}

function completed({ name }: ToolCall, chain: string, action: 'block' | 'flag', uses: ReadonlySet<Use>): GuardrailVerdict {
  return {
    action,
    reason: `the tool ${shown(name)} would complete the chain ${chain}`,
    category: uses.has('send') ? 'exfiltration' : 'command',
    severity: action === 'block' ? 'critical' : 'high',
  }
}

type Use = 'untrusted-read' | 'secret-read' | 'send'

function fitsLink(link: ChainLink | undefined, call: ToolCall, uses: ReadonlySet<Use>): boolean {
  if (link === undefined) return false
  return typeof link === 'string' ? uses.has(link) : matcher(link.tools)(call.name)
}

const readsUntrusted =
  /(?:^|[_\-./ ])(?:fetch|browse|browser|navigate|scrape|crawl|web|webfetch|websearch|search|read_?(?:mail|email|inbox|message|page|url|issue|comment)s?|get_?(?:mail|email|inbox|message|page|url|issue|comment)s?|list_?(?:mail|email|message|issue)s?|download|rss|slack_?read|inbox)(?:$|[_\-./ ])/
const sends =
  /(?:^|[_\-./ ])(?:send|post|publish|upload|share|tweet|email|mail|webhook|notify|create_?(?:issue|gist|comment|pull_?request|pr|paste)|add_?comment|reply|forward|put_?object|http_?request|http_?post)(?:$|[_\-./ ])/
const sendsText =
  /\b(?:curl|wget|nc|ncat|scp|rsync|ftp|sendmail|invoke-webrequest|invoke-restmethod|iwr)\b|requests\.(?:post|put)|\bfetch\(/i
const readsSecret =
  /(?:^|[_\-./ ])(?:secret|secrets|credential|credentials|vault|keychain|password|passwords|token|api_?keys?|env|environment)(?:$|[_\-./ ])/
const fetchesText = /\bcurl\s|\bwget\s|\bhttps?:\/\//i

function usesOf({ name, arguments: given }: ToolCall): ReadonlySet<Use> {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
  const text = (typeof given === 'string' ? given : safeText(given)).slice(0, 20_000)
  const uses = new Set<Use>()
  const sending = sends.test(words) || sendsText.test(text)
  if (sending) uses.add('send')
  if (readsUntrusted.test(words) || (!sending && fetchesText.test(text))) uses.add('untrusted-read')
  if (
    (readsSecret.test(words) && !/set|create|write|update/.test(words)) ||
    text.split(/[\s"'\\,;|=@<>()]+/, 2000).some((word) => secrecyOf(word) === 'secret')
  )
    uses.add('secret-read')
  return uses
}

function safeText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}

function matcher(names: readonly string[]): (name: string) => boolean {
  const exact = new Set<string>()
  const prefixes: string[] = []
  for (const name of names.map((each) => each.toLowerCase())) {
    if (name.endsWith('*')) prefixes.push(name.slice(0, -1))
    else exact.add(name)
  }
  return (name) => {
    const lower = name.toLowerCase()
    return exact.has(lower) || prefixes.some((prefix) => lower.startsWith(prefix))
  }
}

function refusal(reason: string): GuardrailVerdict {
  return { action: 'block', reason, category: 'command', severity: 'high' }
}

function shown(name: string): string {
  return name.replace(/[^\w.\-/:]/g, '').slice(0, 64)
}
