/** Text that base64 stands for, or `undefined` when it stands for none. */
export function decodeBase64(text: string): string | undefined {
  const bytes = base64Bytes(text)
  return bytes && new TextDecoder().decode(bytes)
}

/** Text that a PowerShell `-EncodedCommand` stands for (base64 of UTF-16LE). */
export function decodePowerShell(text: string): string | undefined {
  const bytes = base64Bytes(text)
  return bytes && new TextDecoder('utf-16le').decode(bytes)
}

/** Text that hexadecimal digits stand for. */
export function decodeHex(text: string): string | undefined {
  const digits = text.replace(/\\x|0x|[\s,:]/g, '')
  if (digits.length < 2 || digits.length > 200_000 || /[^0-9a-fA-F]/.test(digits)) return undefined
  const bytes = Uint8Array.from({ length: digits.length >> 1 }, (_, index) => Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16))
  return new TextDecoder().decode(bytes)
}

function base64Bytes(text: string): Uint8Array | undefined {
  const clean = text.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  if (clean.length < 4 || clean.length > 200_000 || /[^A-Za-z0-9+/]/.test(clean)) return undefined
  try {
    return Uint8Array.from(atob(clean.length % 4 === 1 ? clean.slice(0, -1) : clean), (char) => char.charCodeAt(0))
  } catch {
    return undefined
  }
}
