import type { Reading } from '../types.ts'
import { decodeBase64, decodeDataUrl } from '../text/data-url.ts'
import { say, voices, type Voice } from './collect.ts'

/** Adds the text of a file that came as a `data:` URL or as base64; files of other types hold no text. */
export function readFileData(
  reading: Reading,
  path: string,
  data: unknown,
  { type, name, voice = voices.document }: { type?: unknown; name?: unknown; voice?: Voice } = {},
): void {
  if (typeof data !== 'string' || data === '') return
  const own: Voice = typeof name === 'string' && voice.name === undefined ? { ...voice, name } : voice
  if (data.startsWith('data:')) {
    const decoded = decodeDataUrl(data)
    if (decoded && isTextType(decoded.type, name)) say(reading, path, decoded.text, own, { encoding: 'data-url' })
    return
  }
  if (!isTextType(type, name)) return
  say(reading, path, decodeBase64(data), own, { encoding: 'base64' })
}

/** True for media types, and for file names without a telling one, whose content is text. */
function isTextType(type: unknown, name?: unknown): boolean {
  const plain = typeof type === 'string' ? type.split(';', 1)[0]!.trim().toLowerCase() : ''
  if (plain !== '' && plain !== 'application/octet-stream') return textTypes.test(plain)
  return typeof name !== 'string' ? plain === '' : textNames.test(name)
}

const textTypes =
  /^(?:text\/.{1,80}|application\/(?:json|xml|yaml|x-yaml|javascript|typescript|ecmascript|x-ndjson|jsonl|json-lines|sql|toml|graphql|x-sh|x-httpd-php|csv|rtf|x-tex|xhtml|.{1,60}\+(?:json|xml|yaml))|message\/rfc822|image\/svg\+xml)$/
const textNames =
  /\.(?:txt|text|md|markdown|csv|tsv|json|jsonl|ndjson|xml|ya?ml|html?|css|m?[jt]sx?|py|rb|go|rs|java|kt|c|h|cc|cpp|hpp|cs|php|sh|bash|sql|toml|ini|cfg|conf|env|log|eml|svg|tex|rtf|srt|vtt|diff|patch)$/i
