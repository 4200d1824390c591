import { parseJson } from './json.ts'
import { topLevelKeys } from './json-keys.ts'
import { spliceText } from './json-splice.ts'

/** A form as the JSON object of its fields, and the way back. */
export interface FormText {
  text: string
  /** The form with the fields that changed in the object; every other byte stays. */
  rebuild: (text: string) => string | Uint8Array<ArrayBuffer>
}

/** Reads a form body; `undefined` where the content type names none, or the body is not one. */
export function formText(contentType: string, body: string | Uint8Array): FormText | undefined {
  if (/^\s*application\/x-www-form-urlencoded\b/i.test(contentType))
    return urlencoded(typeof body === 'string' ? body : new TextDecoder().decode(body))
  const boundary = /^\s*multipart\/form-data\b.{0,200}?;\s*boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/is.exec(contentType)
  return boundary ? multipart(typeof body === 'string' ? new TextEncoder().encode(body) : body, (boundary[1] ?? boundary[2])!) : undefined
}

/** A field: its JSON, where its content stands, and how changed JSON becomes content again. */
interface Field {
  name: string
  json: string
  start: number
  end: number
  back: (json: string) => string
}

function urlencoded(body: string): FormText {
  const fields: Field[] = []
  for (let start = 0; start < body.length;) {
    const next = body.indexOf('&', start)
    const end = next < 0 ? body.length : next
    const pair = body.slice(start, end)
    const equals = pair.indexOf('=')
    const [named] = equals > 0 ? new URLSearchParams(pair) : []
    if (named) fields.push({ name: named[0], ...plain(named[1], encodeURIComponent), start: start + equals + 1, end })
    start = end + 1
  }
  return {
    text: toObject(fields),
    rebuild: (text) =>
      spliceText(
        body,
        changed(fields, text).map(({ start, end, content }) => ({ start, end, text: content })),
      ),
  }
}

function multipart(bytes: Uint8Array, boundary: string): FormText | undefined {
  const fields: Field[] = []
  const encoder = new TextEncoder()
  const mark = encoder.encode(`--${boundary}`)
  const gap = encoder.encode('\r\n\r\n')
  let at = indexOf(bytes, mark, 0)
  while (at >= 0) {
    const head = at + mark.byteLength + 2
    const next = indexOf(bytes, mark, head)
    if (next < 0) break
    const inPart = indexOf(bytes.subarray(head, next), gap, 0)
    if (inPart >= 0) {
      const split = head + inPart
      const field = fieldOf(new TextDecoder().decode(bytes.subarray(head, split)), bytes, split + gap.byteLength, next - 2)
      if (field) fields.push(field)
    }
    at = next
  }
  if (fields.length === 0) return undefined
  return { text: toObject(fields), rebuild: (text) => splice(bytes, changed(fields, text)) }
}

function fieldOf(head: string, bytes: Uint8Array, start: number, end: number): Field | undefined {
  const name = /;\s*name="([^"]{0,200})"/i.exec(head)?.[1]
  if (name === undefined) return undefined
  const file = /;\s*filename="([^"]{0,300})"/i.exec(head)?.[1]
  const type = /^content-type:\s*([^\r\n;]{1,100})/im.exec(head)?.[1]?.trim().toLowerCase() ?? ''
  const structured = /json|ndjson/.test(type) || /\.(?:jsonl?|ndjson)$/i.test(file ?? '')
  if (file !== undefined && !structured) return undefined
  const content = decode(bytes.subarray(start, end))
  if (content === undefined) return undefined
  return { name, ...(structured ? documents(content) : plain(content, String)), start, end }
}

type Content = Pick<Field, 'json' | 'back'>

function plain(content: string, encode: (text: string) => string): Content {
  return { json: JSON.stringify(content), back: (json) => encode(JSON.parse(json) as string) }
}

// JSON stays as it is. Lines of JSON become one array whose separators no document can hold, so that the way back is exact.
function documents(content: string): Content {
  if (parseJson(content) !== undefined) return { json: content, back: (json) => json }
  const lines = content.split('\n')
  const last = lines.findLastIndex((line) => line.trim() !== '')
  const text = lines.slice(0, last + 1)
  if (last < 0 || text.some((line) => parseJson(line) === undefined)) return plain(content, String)
  const rest = content.slice(text.join('\n').length)
  return { json: `[${text.join('\n,')}]`, back: (json) => json.slice(1, -1).replaceAll('\n,', '\n') + rest }
}

function toObject(fields: readonly Field[]): string {
  return `{${fields.map(({ name, json }) => `${JSON.stringify(name)}:${json}`).join(',')}}`
}

function changed(fields: readonly Field[], text: string): { start: number; end: number; content: string }[] {
  const top = topLevelKeys(text)
  const last = new Map(fields.map(({ name, start }) => [name, start]))
  return fields.flatMap(({ name, json, start, end, back }) => {
    const value = top?.keys.get(name)
    const now = value && text.slice(value.start, value.end)
    return now === undefined || now === json.trim() || last.get(name) !== start ? [] : [{ start, end, content: back(now) }]
  })
}

function splice(bytes: Uint8Array, changes: readonly { start: number; end: number; content: string }[]): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = []
  let done = 0
  for (const { start, end, content } of changes) {
    pieces.push(bytes.subarray(done, start), new TextEncoder().encode(content))
    done = end
  }
  pieces.push(bytes.subarray(done))
  const out = new Uint8Array(pieces.reduce((size, piece) => size + piece.byteLength, 0))
  let at = 0
  for (const piece of pieces) {
    out.set(piece, at)
    at += piece.byteLength
  }
  return out
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function indexOf(bytes: Uint8Array, needle: Uint8Array, from: number): number {
  const first = needle[0]!
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let length = 1
    while (length < needle.byteLength && bytes[at + length] === needle[length]) length++
    if (length === needle.byteLength) return at
  }
  return -1
}
