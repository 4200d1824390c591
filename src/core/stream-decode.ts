/** Makes what undoes one content encoding; `undefined` where it is not known. */
export type Decode = (encoding: string) => ReadableWritablePair<Uint8Array, Uint8Array> | undefined

/** Undoes the content encodings that the platform knows. */
export const decodeWithPlatform: Decode = (encoding) => {
  try {
    const format = (encoding === 'x-gzip' ? 'gzip' : encoding) as CompressionFormat
    return new DecompressionStream(format) as unknown as ReadableWritablePair<Uint8Array, Uint8Array>
  } catch {
    return undefined
  }
}

/** What undoes the content encodings of a header, in order; `undefined` where one of them is not known. */
export function decodersFor(header: string | null, decode: Decode): NonNullable<ReturnType<Decode>>[] | undefined {
  const decoders = (header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse()
    .map((name) => decode(name))
  return decoders.every((decoder) => decoder !== undefined) ? decoders : undefined
}
