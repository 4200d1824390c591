/** One way in which bytes may arrive. */
export interface Chunking {
  name: string
  chunks: Uint8Array<ArrayBuffer>[]
}

/**
 * The ways in which a network may cut a body: whole, byte by byte, in pieces of several sizes, at every single place of a short body,
 * and wherever it hurts: inside a UTF-8 character, between CR and LF, inside a JSON escape, before and after each line end.
 * Chunks are fresh arrays each time.
 *
 * @example
 * for (const { name, chunks } of chunkings('data: {"text":"né"}\r\n\r\n')) test(name, () => expect(read(chunks)).toBe('né'))
 */
export function chunkings(body: string | Uint8Array, { everyCutBelow = 256 }: { everyCutBelow?: number } = {}): Chunking[] {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const ways: [name: string, cuts: number[]][] = [
    ['in one piece', []],
    ['byte by byte', range(1, bytes.length)],
    ...[2, 3, 7, 64, 1024, 16_384]
      .filter((size) => size < bytes.length)
      .map((size): [string, number[]] => [`in pieces of ${size}`, range(1, bytes.length, size)]),
    ['inside every UTF-8 character', cutsWhere(bytes, (_, byte) => (byte & 0xc0) === 0x80)],
    ['between CR and LF', cutsWhere(bytes, (before, byte) => before === 13 && byte === 10)],
    ['inside every JSON escape', cutsWhere(bytes, (before) => before === 92)],
    ['before every line end', cutsWhere(bytes, (_, byte) => byte === 10 || byte === 13)],
    ['after every line end', cutsWhere(bytes, (before) => before === 10 || before === 13)],
  ]
  if (bytes.length <= everyCutBelow) for (const cut of range(1, bytes.length)) ways.push([`cut at ${cut}`, [cut]])
  return ways
    .filter(([name, cuts]) => cuts.length > 0 || name === 'in one piece')
    .map(([name, cuts]) => ({ name, chunks: cutAt(bytes, cuts) }))
}

/** The bytes, cut at the given places. */
export function cutAt(bytes: Uint8Array, cuts: readonly number[]): Uint8Array<ArrayBuffer>[] {
  const places = [0, ...cuts, bytes.length]
  return places.slice(1).map((end, index) => Uint8Array.from(bytes.subarray(places[index], end)))
}

/** A body that delivers these chunks, one for each read. */
export function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  let next = 0
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: (controller) => {
        const chunk = chunks[next++]
        if (chunk === undefined) controller.close()
        else controller.enqueue(Uint8Array.from(chunk))
      },
    },
    { highWaterMark: 0 },
  )
}

function range(from: number, to: number, step = 1): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => (index + 1) * step + (from - 1)).filter(
    (at) => at < to,
  )
}

function cutsWhere(bytes: Uint8Array, isCut: (before: number, byte: number) => boolean): number[] {
  const cuts: number[] = []
  for (let at = 1; at < bytes.length; at++) if (isCut(bytes[at - 1] ?? 0, bytes[at] ?? 0)) cuts.push(at)
  return cuts
}
