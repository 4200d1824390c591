/** Does one thing after the other: at once while nothing waits, later when something before it does. */
export interface InOrder {
  /** `step` returns a promise when what comes after it must wait. */
  add: (step: () => void | Promise<void>) => void
  /** True while something waits. */
  waiting: () => boolean
}

/** A queue of steps that costs nothing while no step is asynchronous. */
export function inOrder(): InOrder {
  let last: Promise<void> | undefined
  return {
    add(step) {
      if (last === undefined) {
        const pending = step()
        if (pending) follow(pending)
      } else {
        follow(last.then(step))
      }
    },
    waiting: () => last !== undefined,
  }

  function follow(pending: Promise<void>): void {
    // A step that fails must not stop those behind it.
    const tail = settled(pending)
    last = tail

    async function settled(step: Promise<void>): Promise<void> {
      await step.catch(() => {})
      if (last === tail) last = undefined
    }
  }
}
