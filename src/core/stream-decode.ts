/** Undoes one content encoding. */
export type StreamDecoder = ReadableWritablePair<Uint8Array, Uint8Array>

const provided = new Map<string, () => StreamDecoder>()

/** Teaches every guard of this process to undo a content encoding in streams that the platform does not know (br, zstd); returns the way back. */
export function provideStreamDecoder(encoding: string, make: () => StreamDecoder): () => void {
  provided.set(encoding, make)
  return () => {
    if (provided.get(encoding) === make) provided.delete(encoding)
  }
}

/** What undoes the content encodings of a header, in order; `undefined` where one of them is not known. */
export function streamDecoders(header: string | null): StreamDecoder[] | undefined {
  const decoders = (header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse()
    .map((name) => provided.get(name)?.() ?? native(name))
  return decoders.every((decoder) => decoder !== undefined) ? decoders : undefined
}

const formats = new Map(Object.entries({ gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate', br: 'brotli', zstd: 'zstd' }))

function native(encoding: string): StreamDecoder | undefined {
  const format = formats.get(encoding)
  if (format === undefined) return undefined
  try {
    return new DecompressionStream(format as CompressionFormat) as unknown as StreamDecoder
  } catch {
    return undefined
  }
}
