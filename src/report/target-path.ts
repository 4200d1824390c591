/** A path in the form that the gateway keeps: no query, no fragment, no credentials, ASCII, at most 256 bytes. */
export function toTargetPath(path: string): string {
  const bare = path.slice(0, 8_192).replace(/[?#][^]*$/, '')
  const parts = bare.split('/')
  const scrubbed = parts.map((part, index) => scrubPart(part, parts, index))
  return shorten(encodeAscii(scrubbed.join('/')), 256)
}

const hidden = '*'

function scrubPart(part: string, parts: readonly string[], index: number): string {
  if (part === '') return part
  const text = decoded(part)
  if (isWebhookPart(parts, index) || isToken(text) || (followsSecretName(parts, index) && !isPlainWord(text))) return hidden
  // Matrix parameters and the like: the name is kept, the value may be anything.
  const equals = text.indexOf('=')
  if (equals === -1) return part
  return text === part ? `${part.slice(0, equals)}=${hidden}` : hidden
}

function decoded(part: string): string {
  if (!part.includes('%')) return part
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Slack's `/services/T…/B…/…`, `/workflows/…` and `/triggers/…`, Discord's `/webhooks/id/token`: secret whatever the last part looks like. */
function isWebhookPart(parts: readonly string[], index: number): boolean {
  for (let back = 1; back <= 4; back++) {
    const name = parts[index - back]
    const next = parts[index - back + 1]
    if ((name === 'services' || name === 'workflows' || name === 'triggers') && next && /^[TE][A-Z0-9]{5,}$/.test(next)) return true
    if (name === 'webhooks' && back <= 2 && next && /^\d{15,}$/.test(next)) return true
  }
  return false
}

function followsSecretName(parts: readonly string[], index: number): boolean {
  return /^(?:[a-z]{1,16}[-_])?(?:tokens?|api[-_]?keys?|keys?|secrets?|passwords?|hooks?|webhooks?|credentials?)$/i.test(
    parts[index - 1] ?? '',
  )
}

function isPlainWord(text: string): boolean {
  return text.length <= 20 && /^[a-z]+(?:[-_.][a-z]+)*$/i.test(text)
}

const prefixes =
  /(?:^|[^a-z0-9])(?:sk-|[spr]k_|gh[opsur]_|github_pat_|glpat-|xox[abeoprs]-|xapp-|hf_|gsk_|xai-|r8_|pplx-|ya29\.|dop_v1_|npm_|whsec_|shp(?:at|ss)_|SG\.|lin_api_)[\w.-]{12,}/i
const fixed =
  /(?:^|[^A-Za-z0-9])(?:A[KS]IA[A-Z0-9]{16}|AIza[\w-]{20,}|eyJ[\w-]{8,}\.|(?:bot)?\d{5,16}:[\w-]{20,}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})/i
const mail = /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i

/** Whether a part of a path looks like something that was made by chance, or is a credential by its form. */
function isToken(text: string): boolean {
  if (prefixes.test(text) || fixed.test(text) || hasUserinfo(text) || mail.test(text)) return true
  const pieces = text.split(/[^A-Za-z0-9]+/)
  const long = pieces.filter((piece) => piece.length >= 8)
  return pieces.some(isRandom) || isMixed(long)
}

function hasUserinfo(text: string): boolean {
  const at = text.indexOf('@')
  return at !== -1 && text.lastIndexOf(':', at) !== -1
}

function isRandom(piece: string): boolean {
  if (piece.length < 16) return false
  if (piece.length >= 48) return true
  if (/^\d+$/.test(piece)) return piece.length >= 24
  if (/^(?:[a-z]+|[A-Z]+)$/.test(piece)) return piece.length >= 24
  if (/^[0-9a-f]+$/i.test(piece)) return true
  return isMixed([piece])
}

/**
 * Text made by chance changes between letters and digits, and from lower to upper case, at nearly every second character; names of models,
 * methods and files do so at fewer than one in five.
 */
function isMixed(pieces: readonly string[]): boolean {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (length < 16) return false
  const changes = pieces.reduce((sum, piece) => sum + (piece.match(/[a-z](?=[A-Z])|[a-zA-Z](?=\d)|\d(?=[a-zA-Z])/g)?.length ?? 0), 0)
  return changes / length >= 0.25
}

function encodeAscii(path: string): string {
  if (/^[\x21-\x7e]*$/.test(path)) return path
  const bytes = new TextEncoder().encode(path)
  return Array.from(bytes, (byte) =>
    byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('')
}

/** Cuts between characters: never inside a `%XX`, nor between the bytes of one encoded character. */
function shorten(path: string, length: number): string {
  if (path.length <= length) return path
  const cut = path.slice(0, length).replace(/%[0-9a-f]?$/i, '')
  for (let end = cut.length, tries = 0; tries < 4; end -= 3, tries++) {
    const tail = /(?:%[89a-f][0-9a-f]){1,4}$/i.exec(cut.slice(0, end))?.[0]
    if (tail === undefined || isWholeEnd(tail)) return cut.slice(0, end)
  }
  return cut
}

/** Whether the last encoded character is complete. */
function isWholeEnd(tail: string): boolean {
  const bytes = tail
    .slice(1)
    .split('%')
    .map((hex) => Number.parseInt(hex, 16))
  const lead = bytes.findLastIndex((byte) => byte >= 0xc0)
  if (lead === -1) return false
  const first = bytes[lead] ?? 0
  return bytes.length - lead === (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2)
}
