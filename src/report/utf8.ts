const encoder = new TextEncoder()

/** The longest beginning of a text that fits into so many bytes of UTF-8, cut between characters. */
export function utf8Prefix(text: string, bytes: number): string {
  // `encodeInto` never writes part of a character.
  const { read } = encoder.encodeInto(text, new Uint8Array(bytes))
  return text.slice(0, read)
}

/** A text as UTF-8 bytes written as Latin-1 characters: how any text goes into an HTTP header, where one character is one byte. */
export function toHeaderBytes(text: string): string {
  return Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte)).join('')
}

/** The text behind a header value whose bytes are UTF-8; a value that is not stays as it is. */
export function fromHeaderBytes(value: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(value, (character) => character.charCodeAt(0)))
  } catch {
    return value
  }
}
