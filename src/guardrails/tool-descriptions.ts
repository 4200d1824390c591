import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { secrecyOf } from '../detect/command/paths.ts'
import { exfiltrationInstruction } from '../detect/exfiltration/instruction.ts'
import { invisible } from '../detect/invisible.ts'
import type { Action, Guardrail, GuardrailInput, GuardrailSpan, GuardrailVerdict, Segment } from '../types.ts'

export interface ToolDescriptionsOptions {
  /** What a description that instructs the model does. Default `block`. */
  instructions?: Action | undefined
  /** What a description that differs from the one seen first does. Default `flag`. */
  changed?: Action | undefined
  /** Descriptions that are remembered; the one unused for longest is forgotten first. */
  remembered?: number | undefined
}

/**
 * Watches what offered tools say about themselves: descriptions that carry instructions to the model, and descriptions that changed since
 * they were first seen in this process. Only keyed digests are remembered.
 *
 * @example
 * createGuard({ guardrails: [toolDescriptions()] })
 */
export function toolDescriptions({ instructions = 'block', changed = 'flag', remembered = 5000 }: ToolDescriptionsOptions = {}): Guardrail {
  const key = crypto.getRandomValues(new Uint8Array(32))
  const digests = new Map<string, string>()

  return { name: 'tool-descriptions', mode: ['pre_call', 'post_call'], check }

  function check({ segments, host, wire, context }: GuardrailInput): GuardrailVerdict {
    const offered = segments.map((segment, index) => ({ segment, index })).filter(({ segment }) => isDescription(segment))
    if (offered.length === 0) return { action: 'allow' }
    const spans = offered.flatMap(({ segment, index }) =>
      instructionsIn(segment.text).map(({ start, end }): GuardrailSpan => ({
        segment: index,
        start,
        end,
        type: 'tool-instructions',
        category: 'injection',
      })),
    )
    const name = offered.find(({ index }) => index === spans[0]?.segment)?.segment.name
    if (spans.length > 0)
      return {
        action: instructions,
        reason: `the description of ${shown(name)} carries instructions to the model`,
        category: 'injection',
        severity: 'high',
        spans,
      }
    const different = differing(
      offered.map(({ segment }) => segment),
      wire === 'mcp' ? host : `${host} ${context.sessionId ?? ''}`,
    )
    return different === undefined
      ? { action: 'allow' }
      : {
          action: changed,
          reason: `the description of ${shown(different)} changed since it was first seen`,
          category: 'injection',
          severity: 'medium',
        }
  }

  /** The first tool whose texts are not those that were seen first. */
  function differing(offered: readonly Segment[], origin: string): string | undefined {
    const texts = new Map<string, string>()
    for (const { name, text } of offered) if (name) texts.set(name, `${texts.get(name) ?? ''}\n${text}`)
    let different: string | undefined
    for (const [name, text] of texts) {
      const id = digest(`${origin}\n${name}`)
      const now = digest(text)
      const first = digests.get(id)
      digests.delete(id)
      digests.set(id, first ?? now)
      if (first !== undefined && first !== now) different ??= name
    }
    for (const oldest of digests.keys()) {
      if (digests.size <= remembered) break
      digests.delete(oldest)
    }
    return different
  }

  function digest(text: string): string {
    return bytesToHex(hmac(sha256, key, new TextEncoder().encode(text))).slice(0, 32)
  }
}

/** Texts of tools that a request offers, or that an MCP server lists. */
function isDescription({ path, kind }: Segment): boolean {
  return (
    kind !== 'tool-call' &&
    /\/(?:tools|functions|functionDeclarations|function_declarations|prompts)\/(?:\d+\/)?/.test(path) &&
    !path.endsWith('/name')
  )
}

const hidden =
  /<\s{0,3}\/?\s{0,3}(?:important|system|secret|hidden|instructions?|critical|admin|internal|s)\s{0,3}>|<!--[^>]{0,400}(?:must|ignore|read|send|always|never)[^>]{0,400}-->|\[(?:system|important|hidden|internal)\s?(?:note|instructions?|message)?\]\s{0,3}:?/gi
const conceals =
  /\b(?:do not|don't|never|must not|without|avoid)\s{1,3}(?:ever\s{1,3})?(?:tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|notify(?:ing)?|reveal(?:ing)?|show(?:ing)?|disclos(?:e|ing)|alert(?:ing)?|let(?:ting)?|explain(?:ing)?)\b[^\n.]{0,60}\b(?:user|human|them|anyone|operator|this|these)\b/gi
const preconditions =
  /\b(?:before|prior to|whenever|every time|each time|always when|when(?:ever)? you|after)\s{1,3}(?:using|calling|invoking|running|you (?:use|call|run)|any (?:other )?tool|executing|answer\w*|use|call)\b[^\n]{0,120}?\b(?:read|cat|open|send|fetch|call|include|pass|append|forward|bcc|upload|access|first)\b[^\n]{0,160}?(?:~\/|\/etc\/|\.ssh|\.env|\.aws|mcp\.json|credentials?|private key|password|api[ _-]?key|https?:\/\/|conversation|system prompt|sidenote|side_note|e-?mail|contents?)/gi
const overrides =
  /\b(?:ignore|disregard|forget|override)\s{1,3}(?:all\s{1,3}|any\s{1,3}|the\s{1,3}|your\s{1,3}|previous\s{1,3}|prior\s{1,3}|other\s{1,3}|safety\s{1,3}|system\s{1,3}|these\s{1,3}){1,4}(?:instructions?|rules?|prompts?|guidelines?|tools?|polic(?:y|ies))|\b(?:this tool|you must)\b[^\n.]{0,60}\b(?:instead of|overrides?|takes? precedence over|supersedes?)\b[^\n.]{0,40}\b(?:all|any|other|every)\b[^\n.]{0,20}\btools?\b|\bthe (?:user|human) (?:must|should|does|will) not\b[^\n.]{0,40}\b(?:know|see|notice|be told|aware)\b/gi
const paths = /(?:~\/|\/home\/|\/root\/|\/Users\/|\/etc\/|\$HOME\/|%USERPROFILE%\\)[\w./\\-]{2,120}/g
const asksToRead = /\b(?:read|cat|open|load|include|pass|contents?|access|fetch|copy|attach)\b/i

function instructionsIn(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  for (const expression of [hidden, conceals, preconditions, overrides])
    for (const match of text.matchAll(expression)) found.push({ start: match.index, end: match.index + match[0].length })
  for (const match of text.matchAll(paths)) {
    const around = text.slice(Math.max(0, match.index - 120), match.index)
    if (/^(?:secret|private)$/.test(secrecyOf(match[0]) ?? '') && asksToRead.test(around))
      found.push({ start: match.index, end: match.index + match[0].length })
  }
  for (const { start, end } of [
    ...exfiltrationInstruction.find(text),
    ...invisible.find(text).filter(({ severity }) => severity === 'high'),
  ])
    found.push({ start, end })
  return found.sort((a, b) => a.start - b.start)
}

function shown(name: string | undefined): string {
  return name === undefined ? 'a tool' : `the tool ${name.replace(/[^\w.\-/:]/g, '').slice(0, 64)}`
}
