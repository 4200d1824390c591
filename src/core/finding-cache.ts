import type { Located } from '../detect/scanner.ts'
import type { TextContext } from '../types.ts'

/** Remembers what was found in a text, so that the history of a conversation is judged once, not with every turn. */
export interface FindingCache {
  get: (text: string, context: TextContext) => readonly Located[] | undefined
  set: (text: string, context: TextContext, found: readonly Located[]) => void
}

type Generation = Map<string, Map<string, readonly Located[]>>

/**
 * A cache of two generations, of `maxChars` UTF-16 units in all: when the young one is full it becomes the old one, and what of the old
 * one was not asked for since is forgotten. Memory only.
 */
export function findingCache(maxChars = 8_000_000): FindingCache {
  let young: Generation = new Map()
  let old: Generation = new Map()
  let held = 0

  function put(key: string, text: string, found: readonly Located[]): void {
    if (held + text.length > maxChars / 2) {
      old = young
      young = new Map()
      held = 0
    }
    const texts = young.get(key) ?? new Map<string, readonly Located[]>()
    young.set(key, texts)
    texts.set(text, found)
    held += text.length
  }

  return {
    get: (text, context) => {
      const key = keyOf(context)
      const known = young.get(key)?.get(text)
      if (known !== undefined) return known
      const kept = old.get(key)?.get(text)
      if (kept !== undefined) put(key, text, kept)
      return kept
    },
    set: (text, context, found) => {
      if (text.length <= maxChars / 4) put(keyOf(context), text, found)
    },
  }
}

const keyOf = ({ direction, kind, origin, role }: TextContext) => `${direction}/${kind}/${origin}/${role}`
