import type { Entry, EntryHost, Layer, LayerState, Status } from '../types.ts'

/** The entries that are switched on. */
export interface Installation {
  /** `others` are switched on with the entries, and off with them. */
  install: (entries: readonly Entry[], others?: readonly (() => () => void)[]) => () => void
  installed: () => boolean
  layers: (offered: readonly Layer[]) => Status['layers']
  undoAll: () => void
}

/** Switches entries on and off; each `install` has its own way back, which works once and in any order. */
export function installation(host: EntryHost): Installation {
  const active: { layer?: Layer; state: () => LayerState; restore: () => void }[][] = []

  function undo(group: (typeof active)[number]): void {
    const at = active.indexOf(group)
    if (at < 0) return
    active.splice(at, 1)
    for (const { restore } of group.toReversed()) restore()
  }

  return {
    install: (entries, others = []) => {
      const group: (typeof active)[number] = [
        ...entries.map((entry) => ({ layer: entry.layer, ...entry.install(host) })),
        ...others.map((start) => ({ restore: start(), state: () => 'on' as const })),
      ]
      active.push(group)
      return () => undo(group)
    },
    installed: () => active.length > 0,
    layers: (offered) => {
      const states: Status['layers'] = {
        fetch: 'unavailable',
        undici: 'unavailable',
        http: 'unavailable',
        http2: 'unavailable',
        websocket: 'unavailable',
      }
      for (const layer of offered) states[layer] = 'off'
      for (const { layer, state } of active.flat()) if (layer !== undefined) states[layer] = state()
      return states
    },
    undoAll: () => {
      for (const group of active.toReversed()) undo(group)
    },
  }
}
