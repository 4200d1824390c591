/** The mark by which copies of guard know each other's wrappers. */
const mark: unique symbol = Symbol.for('guard.patch') as never

interface Patched {
  original: unknown
  /** How the property stood before; `undefined` where it was inherited. */
  before: PropertyDescriptor | undefined
  live: boolean
}

type Callable = (this: unknown, ...args: never[]) => unknown

/**
 * Replaces a function and returns the way back. The way back never removes what was put on top later: then the wrapper stays, as a
 * plain passage to what it wrapped, and takes itself away as soon as it finds itself on top again.
 */
export function patch<O extends object, K extends keyof O & PropertyKey>(owner: O, key: K, make: (original: O[K]) => O[K]): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, key)
  const original = owner[key] as Callable
  const replacement = make(original as O[K]) as Callable
  const state: Patched = { original, before, live: true }

  function wrapper(this: unknown, ...args: never[]): unknown {
    if (!state.live) takeAway()
    const target = state.live ? replacement : original
    return new.target ? Reflect.construct(target, args, new.target === wrapper ? target : new.target) : Reflect.apply(target, this, args)
  }
  copyProperties(original, wrapper)
  Object.defineProperty(wrapper, mark, { value: state })

  Object.defineProperty(owner, key, {
    configurable: before?.configurable ?? true,
    enumerable: before?.enumerable ?? true,
    writable: true,
    value: wrapper,
  })

  function takeAway(): void {
    if (Object.getOwnPropertyDescriptor(owner, key)?.value !== wrapper) return
    const beneath = lowestDead(state).before
    if (beneath) Object.defineProperty(owner, key, beneath)
    else delete owner[key]
  }

  return () => {
    state.live = false
    takeAway()
  }
}

/** The lowest of the wrappers that stand directly beneath one that is switched off and are switched off, too. */
function lowestDead(top: Patched): Patched {
  let lowest = top
  for (;;) {
    const next = (lowest.original as { [mark]?: Patched } | undefined)?.[mark]
    if (!next || next.live) return lowest
    lowest = next
  }
}

function copyProperties(from: object, to: object): void {
  for (const name of Reflect.ownKeys(from)) {
    const descriptor = Object.getOwnPropertyDescriptor(from, name)
    if (name === mark || !descriptor) continue
    if (name !== 'prototype') Reflect.defineProperty(to, name, descriptor)
    else if (descriptor.value !== undefined) Reflect.set(to, 'prototype', descriptor.value)
  }
}
