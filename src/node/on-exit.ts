interface ExitHooks {
  drain: () => Promise<void>
  save: () => void
}

/** One listener per process event, however many guards there are. */
const registered = new Set<ExitHooks>()
const drained = new WeakSet<ExitHooks>()

/** Calls `drain` once at a natural end and `save` when the process exits at once; returns the way back. */
export function onExit(hooks: ExitHooks): () => void {
  if (registered.size === 0) {
    process.on('beforeExit', drainAll)
    process.on('exit', saveAll)
  }
  registered.add(hooks)
  return () => {
    if (!registered.delete(hooks) || registered.size > 0) return
    process.off('beforeExit', drainAll)
    process.off('exit', saveAll)
  }
}

function drainAll(): void {
  // `beforeExit` comes again after the work that the first one caused: each guard is asked once.
  for (const hooks of registered) {
    if (drained.has(hooks)) continue
    drained.add(hooks)
    hooks.drain().catch(() => {})
  }
}

function saveAll(): void {
  for (const { save } of registered) {
    try {
      save()
    } catch {
      // The process is ending with the code that the program chose; a spool that cannot be written does not change that.
    }
  }
}
