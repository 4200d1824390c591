import type { Located } from '../detect/scanner.ts'
import type { TextContext } from '../types.ts'

/** Remembers what was found in a text, so that the history of a conversation is judged once, not with every turn. */
export interface FindingCache {
  get: (text: string, context: TextContext) => readonly Located[] | undefined
  set: (text: string, context: TextContext, found: readonly Located[]) => void
}

/** A cache that holds texts of `maxChars` UTF-16 units in all; the least recently used leave first. Memory only. */
export function findingCache(maxChars = 8_000_000): FindingCache {
  const entries = new Map<string, readonly Located[]>()
  let held = 0
  return {
    get: (text, context) => {
      const key = keyOf(text, context)
      const found = entries.get(key)
      if (found !== undefined) {
        entries.delete(key)
        entries.set(key, found)
      }
      return found
    },
    set: (text, context, found) => {
      if (text.length > maxChars / 4) return
      const key = keyOf(text, context)
      if (!entries.has(key)) held += key.length
      entries.set(key, found)
      for (const oldest of entries.keys()) {
        if (held <= maxChars) break
        entries.delete(oldest)
        held -= oldest.length
      }
    },
  }
}

const keyOf = (text: string, { direction, kind, origin, role }: TextContext) => `${direction[2]}${kind}/${origin}/${role}/${text}`
