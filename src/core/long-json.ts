import type { StreamReader } from '../types.ts'
import { isMedia, isStructural } from '../text/silent-keys.ts'
import { jsonStrings, type JsonPlace } from './json-strings.ts'
import type { StreamFormat } from './stream-framing.ts'

/**
 * Reads a JSON document that is too long to be held as a stream of its strings: each string value is a channel, except those that hold
 * ids, signatures and media. A document has no native end halfway, so it breaks off with an error where it must be ended.
 */
export function longJson(): StreamFormat {
  const framer = jsonStrings((key) => !isMedia(key) && !isStructural(key) && !/signature$/i.test(key))
  return { framing: 'json-array', framer, reader: stringReader(framer.place), forgets: true, onBlock: 'throw' }
}

function stringReader(placeOf: (event: string) => JsonPlace | undefined): StreamReader {
  let open: { event: string; channel: string; kind: 'text' | 'tool-call'; name: string | undefined } | undefined
  return ({ event, data }) => {
    const ends = open !== undefined && open.event !== event ? [open.channel] : undefined
    if (event === undefined || typeof data !== 'string') {
      open = undefined
      return { deltas: [], ends }
    }
    if (open?.event !== event) {
      const place = placeOf(event)
      const isCall = isArgument(place?.keys ?? [])
      open = { event, channel: (place?.path ?? '').slice(1), kind: isCall ? 'tool-call' : 'text', name: isCall ? place?.name : undefined }
    }
    const { channel, kind, name } = open
    return { deltas: [{ channel, path: '', text: data, mode: 'append', kind, role: 'assistant', name }], ends }
  }
}

/** What a tool is called with, as the formats write it. */
function isArgument(keys: readonly string[]): boolean {
  if (keys.includes('tools')) return false
  return (
    keys.some((key) => key === 'arguments' || key === 'input' || key === 'args') ||
    (keys.includes('tool_calls') && keys.includes('parameters'))
  )
}
