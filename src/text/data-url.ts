/** A `data:` URL taken apart. */
export interface DataUrl {
  /** Media type without parameters, lower case; `text/plain` where the URL names none. */
  type: string
  base64: boolean
  /** The part up to and with the comma. */
  head: string
  text: string
}

/** The text of a `data:` URL, or `undefined` where it holds no UTF-8 text. */
export function decodeDataUrl(url: string): DataUrl | undefined {
  const comma = url.indexOf(',')
  if (comma < 0 || comma > 500 || !/^data:/i.test(url)) return undefined
  const head = url.slice(0, comma + 1)
  const [type = '', ...parameters] = head.slice(5, -1).split(';')
  const base64 = parameters.some((parameter) => parameter.trim().toLowerCase() === 'base64')
  const payload = url.slice(comma + 1)
  const text = base64 ? decodeBase64(payload) : decodePercent(payload)
  return text === undefined ? undefined : { type: type.trim().toLowerCase() || 'text/plain', base64, head, text }
}

/** The same URL with another text. */
export function encodeDataUrl({ base64, head }: DataUrl, text: string): string {
  return head + (base64 ? encodeBase64(text) : encodeURIComponent(wellFormed(text)))
}

/** UTF-8 text out of base64 or base64url, or `undefined` where it is not text. */
export function decodeBase64(data: string): string | undefined {
  try {
    const binary = atob(data.includes('-') || data.includes('_') ? data.replaceAll('-', '+').replaceAll('_', '/') : data)
    const bytes = new Uint8Array(binary.length)
    for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index)
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

/** Base64 of a text's UTF-8. */
export function encodeBase64(text: string): string {
  return encodeBytes(new TextEncoder().encode(text))
}

/** Base64 of bytes. */
function encodeBytes(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += 8192) binary += String.fromCharCode(...bytes.subarray(start, start + 8192))
  return btoa(binary)
}

function decodePercent(payload: string): string | undefined {
  try {
    return decodeURIComponent(payload)
  } catch {
    return undefined
  }
}

function wellFormed(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))
}
