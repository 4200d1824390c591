import { readFileSync } from 'node:fs'
import Module from 'node:module'
import { join } from 'node:path'
import { patch } from '../entry/patch.ts'
import type { DispatcherInterceptor, EntryHost } from '../types.ts'
import { onLoad } from './on-load.ts'
import { interceptor } from './undici-interceptor.ts'

interface Dispatcher {
  dispatch: ReturnType<DispatcherInterceptor>
}

/** Undici 6.11.0 shows its requests read-only: there the dispatchers are guarded, which all of its calls go through. Returns the way back. */
export function guardReadOnlyUndici(host: EntryHost): () => void {
  return onLoad(/^undici|[\\/]undici[^\\/]*[\\/]index\.js$/, (exports) => {
    const { Client } = exports as { Client?: { prototype: Dispatcher } }
    if (typeof Client !== 'function' || versionOf(exports) !== '6.11.0') return undefined
    const guard = interceptor(host)
    return patch(Object.getPrototypeOf((Client as { prototype: Dispatcher }).prototype) as Dispatcher, 'dispatch', (dispatch) => {
      return function (this: Dispatcher, ...args) {
        return guard((...given) => Reflect.apply(dispatch, this, given))(...args)
      }
    })
  })
}

/** What the package says of itself, beside the file that made these exports. */
function versionOf(exports: object): string | undefined {
  const { _cache: loaded } = Module as unknown as { _cache: Record<string, { exports: unknown; path: string } | undefined> }
  const module = Object.values(loaded).find((one) => one?.exports === exports)
  if (module === undefined) return undefined
  return (JSON.parse(readFileSync(join(module.path, 'package.json'), 'utf8')) as { version?: string }).version
}
