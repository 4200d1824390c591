import Module from 'node:module'
import { patch } from '../entry/patch.ts'

/** The loader of CommonJS modules, with what it keeps. */
interface Loader {
  _load: (request: string, ...rest: unknown[]) => unknown
  _cache: Record<string, { exports: unknown } | undefined>
}

/**
 * Calls `found` with the exports of each CommonJS module whose request or file matches, of those that are loaded already and of those
 * to come; ESM `import` of a CommonJS package comes by here too. What `found` returns is undone by the way back.
 */
export function onLoad(matches: RegExp, found: (exports: object) => (() => void) | undefined): () => void {
  const seen = new WeakSet<object>()
  const undos: (() => void)[] = []
  const visit = (exports: unknown) => {
    if ((typeof exports !== 'object' && typeof exports !== 'function') || exports === null || seen.has(exports)) return
    seen.add(exports)
    // A getter of a foreign module may throw; loading it must not.
    try {
      const undo = found(exports)
      if (undo) undos.push(undo)
    } catch {
      seen.delete(exports)
    }
  }
  const loader = Module as unknown as Loader
  for (const [file, module] of Object.entries(loader._cache)) if (matches.test(file)) visit(module?.exports)
  const restore = patch(loader, '_load', (load) => {
    return function (this: unknown, request, ...rest) {
      const exports = Reflect.apply(load, this, [request, ...rest])
      if (matches.test(request)) visit(exports)
      return exports
    }
  })
  return () => {
    restore()
    for (const undo of undos.toReversed()) undo()
  }
}
