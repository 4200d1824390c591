import { entropy } from '../../text/checksums.ts'
import { isPlaceholder } from './placeholder.ts'

/** True where what a password's label is given looks like a password, not like a word, a reference or program text. */
export function isPasswordValue(value: string, match: RegExpMatchArray): boolean {
  const quoted = isQuoted(match)
  // A setting in capitals is given a value, even one of letters alone.
  if (isSetting(match) && /^[a-z]{14,}$/.test(value) && !isPlaceholder(value) && !programWord.test(value)) return true
  if (isPlaceholder(value) || standsForPassword.test(value) || isReferenceOrName(value, quoted) || isLabelOfSomethingElse(match))
    return false
  if (/\s/.test(value) || isProgram(value)) return false
  if (/^\d+$/.test(value)) return value.length <= 12 && !/\b(?:length|min|max|count|age|expir)/i.test(match[0])
  if (/\d/.test(value) && /\D/.test(value)) return true
  return /[!@#$%^&*?~+=]/.test(value.slice(0, -1)) && /[A-Za-z]/.test(value)
}

/** True where what a key's label is given is random enough for a key. */
export function isKeyValue(value: string, match: RegExpMatchArray): boolean {
  const quoted = isQuoted(match)
  if (value.length < 12 || isPlaceholder(value) || isReferenceOrName(value, quoted) || isLabelOfSomethingElse(match)) return false
  if (
    /\s/.test(value) ||
    isProgram(value) ||
    isKebab(value) ||
    /[[\](){}]|^[a-z]+:\/\/|^[/.~]|\.(?:js|ts|json|ya?ml|pem|txt|py|go|md|html?|com|org|net|io)$/i.test(value)
  )
    return false
  if (!/\d/.test(value))
    return /[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z]/.test(value) && /[A-Z]{2}/.test(value) && value.length >= 20 && entropy(value) > 3.7
  if (!/[A-Za-z]/.test(value)) return false
  const bits = entropy(value)
  return value.length >= 20 ? bits > 3 : bits > 2.8 && /\d.*[A-Za-z].*\d|[A-Za-z].*\d.*[A-Za-z]/.test(value)
}

const standsForPassword =
  /^(?:my|your|the|some|new|old|current|confirm|db|user|test|default|secure|strong|safe|good)?[-_]?(?:p(?:ass)?w(?:or)?d|pass(?:wd|phrase)?|secret|token|string|required|optional|hidden|none|null|true|false|undefined|text|field|input|hash(?:ed)?|reset|incorrect|invalid|encrypted|protected|enabled|disabled|changed|expired|correct|strong|weak|empty|missing)s?[\d!.]{0,4}$/i

/** Names of a page, a count, a file or an address, and labels of hashes of public things. */
const otherLabel =
  /(?:page|next|continuation|cursor|sync|public|primary|foreign|partition|sort|cache|idempotency|max|min|num|count|total|csrf|xsrf|row|object|map|hot|short|foreign|unique|composite|group|routing|ssh_public|publishable)[_ -]?(?:token|key|auth)|[_-](?:name|id|ids|arn|path|file|url|uri|type|version|ref|count|length|limit|size|field|prefix|suffix|format|expiry|expires?|ttl|endpoint|provider|algorithm|policy|rules?|hint|label|help|error|message|description|column|index)["'\x60\\\])*]*\s*(?::|=)/i

function isLabelOfSomethingElse(match: RegExpMatchArray): boolean {
  const before = (match.input ?? '').slice(Math.max(0, (match.index ?? 0) - 14), match.index)
  return otherLabel.test(before + match[0].slice(0, 64).replace(/(?<=[:=]).*/s, ''))
}

function isQuoted(match: RegExpMatchArray): boolean {
  const start = match.indices?.groups?.['value']?.[0] ?? 0
  return /["'\x60]/.test(match.input?.[start - 1] ?? '')
}

/** A name of a variable, a constant or a member: program text, not a value. */
function isReferenceOrName(value: string, quoted: boolean): boolean {
  if (quoted) return /^[a-z]+(?:[-_.][a-z]+)*$|^[A-Z]+(?:_[A-Z]+)*$|^(?:[a-z]+(?:[A-Z][a-z]+)+)$/.test(value)
  if (/^[$_A-Za-z][\w$]*(?:(?:\??\.|::|->)[$_A-Za-z][\w$]*)+!?$|^[A-Za-z_]\w*\$[A-Za-z]\w*$/.test(value)) return true
  if (/^[a-z]+(?:[-_][a-z]+)*$|^[A-Z]+(?:_[A-Z]+)*$|^[_$]*[a-z]+(?:[A-Z][a-z]+)+$|^[A-Z][a-z]+(?:[A-Z][a-z]+)*$/.test(value)) return true
  return /^[$_A-Za-z]+\d$/.test(value) && programWord.test(value)
}

/** Words of which names of variables that hold a secret are made. */
const programWord =
  /pass|pwd|secret|token|cred|key|auth|user|admin|name|value|field|input|param|arg|str|text|data|config|default|test|example/i

function isProgram(value: string): boolean {
  return /^[a-z]{2,}(?:[-_][a-z]{2,})+[-_]?1?2?3?4?5?6?$|\$\{|\{\{|=>|\(\)|^[#&*!]\w+$|\bnew\b|^[-=+*/<>!?.]+|^0x[\da-f]{1,8}$|^\d+(?:\.\d+)+\w{0,8}$|^\d{4}-\d\d-\d\d|^sha\d{3}-|^\+?[\d-]{8,}$/i.test(
    value,
  )
}

/** Words in a row, some with a number: `x-aws-ec2-metadata-token`. */
function isKebab(value: string): boolean {
  return /^[a-z]+(?:\d{1,2}[a-z]*)?(?:[-_.][a-z]+(?:\d{1,2}[a-z]*)?)+$/i.test(value) && value.replace(/\D/g, '').length <= 3
}

/** A setting as the shell and `.env` files write it. */
function isSetting(match: RegExpMatchArray): boolean {
  return /^[A-Z_\d]+=(?=\S)/.test(match[0])
}
