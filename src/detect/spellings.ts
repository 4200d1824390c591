/** The ways in which a value may be written: plain, in JSON, in a URL, in hex, in base64 at each of its three alignments. */
export function spellings(value: string): string[] {
  const bytes = new TextEncoder().encode(value)
  const json = JSON.stringify(value).slice(1, -1)
  const url = encodeURIComponent(value)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const base64 = [0, 1, 2].map((shift) => base64Part(bytes, shift))
  return [
    ...new Set([
      value,
      json,
      JSON.stringify(json).slice(1, -1),
      url,
      url.replace(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase()),
      url.replaceAll('%20', '+'),
      encodeURIComponent(url),
      hex,
      hex.toUpperCase(),
      ...base64,
      ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
  ]
}

/** What the bytes are in the base64 of a longer text in which they stand at an offset of `shift` modulo 3: without the characters that neighbours share. */
function base64Part(bytes: Uint8Array, shift: number): string {
  const all = [...Array<number>(shift).fill(0), ...bytes]
  const text = btoa(all.map((byte) => String.fromCharCode(byte)).join(''))
  return text.slice(Math.ceil((shift * 8) / 6), Math.floor((all.length * 8) / 6))
}
