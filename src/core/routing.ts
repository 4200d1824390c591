import { settle, type RouteOptions, type Settings } from '../options.ts'
import { matchesHost } from '../text/host-pattern.ts'
import type { Mode } from '../types.ts'

export interface RouteFacts {
  host: string
  path: string
  model?: string | undefined
}

/** Which settings hold for a call. */
export interface Routing {
  /** The mode as far as the address tells; where a model decides, the one that may change most. */
  modeOf: (facts: RouteFacts) => Mode
  /** The settings of the first route that matches, else those of the guard. */
  settingsFor: (facts: RouteFacts) => Settings
  /** All sets of settings, the guard's own first. */
  all: readonly Settings[]
  /** True when no call is looked at. */
  off: boolean
}

/** Compiles routes: the first match wins, and overrides the guard's settings. */
export function routing(base: Settings, routes: readonly RouteOptions[]): Routing {
  const compiled = routes.map(({ match, ...options }) => ({ match, settings: settle(options, base) }))
  const all = [base, ...compiled.map(({ settings }) => settings)]
  return {
    modeOf: (facts) => {
      let strongest: Mode = 'off'
      for (const { match, settings } of compiled) {
        if (!matches(match, facts, match.model === undefined)) continue
        if (match.model === undefined) return most(strongest, settings.mode)
        strongest = most(strongest, settings.mode)
      }
      return most(strongest, base.mode)
    },
    settingsFor: (facts) => compiled.find(({ match }) => matches(match, facts, true))?.settings ?? base,
    all,
    off: all.every(({ mode }) => mode === 'off'),
  }
}

function matches({ host, path, model }: RouteOptions['match'], facts: RouteFacts, withModel: boolean): boolean {
  if (host !== undefined && !matchesHost(host, facts.host)) return false
  if (path !== undefined && !glob(path).test(facts.path)) return false
  return model === undefined || !withModel || (facts.model !== undefined && glob(model).test(facts.model))
}

/** `*` stands for anything; what is written without one is a beginning. */
function glob(pattern: string): RegExp {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${source}${pattern.includes('*') ? '$' : ''}`, 's')
}

const weight: Record<Mode, number> = { off: 0, observe: 1, enforce: 2 }
const most = (a: Mode, b: Mode): Mode => (weight[a] > weight[b] ? a : b)
