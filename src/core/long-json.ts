import type { Delta, StreamReader } from '../types.ts'
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
  let open: Pick<Delta, 'channel' | 'kind' | 'name'> | undefined
  return ({ event, data }) => {
    if (event === undefined || typeof data !== 'string') {
      const ends = open === undefined ? undefined : [open.channel]
      open = undefined
      return { deltas: [], ends }
    }
    open ??= opened(placeOf(event))
    return { deltas: [{ ...open, path: '', text: data, mode: 'append', role: 'assistant' }] }
  }
}

function opened({ path, keys, name }: JsonPlace = { path: '', keys: [], name: undefined }): Pick<Delta, 'channel' | 'kind' | 'name'> {
  const channel = path.slice(1)
  return isArgument(keys) ? { channel, kind: 'tool-call', name } : { channel, kind: 'text' }
}

/** What a tool is called with, as the formats write it. */
function isArgument(keys: readonly string[]): boolean {
  if (keys.includes('tools')) return false
  return (
    keys.some((key) => key === 'arguments' || key === 'input' || key === 'args') ||
    (keys.includes('tool_calls') && keys.includes('parameters'))
  )
}
