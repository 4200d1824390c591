/** Placeholders of conversations that providers continue by an id of their own (`previous_response_id`, a thread, a conversation). */
export interface Conversations {
  continued: (id: string | undefined) => ReadonlyMap<string, string> | undefined
  remember: (id: string | undefined, placeholders: ReadonlyMap<string, string>) => void
}

/** A bounded store: of `maxConversations`, the least recently used leave first. Memory only. */
export function conversations(maxConversations = 1_000): Conversations {
  const maps = new Map<string, ReadonlyMap<string, string>>()
  return {
    continued: (id) => (id === undefined ? undefined : maps.get(id)),
    remember: (id, placeholders) => {
      if (id === undefined || placeholders.size === 0) return
      maps.delete(id)
      maps.set(id, new Map(placeholders))
      const oldest = maps.keys().next().value
      if (maps.size > maxConversations && oldest !== undefined) maps.delete(oldest)
    },
  }
}
