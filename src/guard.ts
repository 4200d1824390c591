import type { Assembly } from './assembly/assembly.ts'
import { contextOf, type Running } from './core/context.ts'
import { createHandle } from './core/handle.ts'
import { installation } from './core/install.ts'
import { hostName, portOf } from './core/observation.ts'
import { publisher } from './core/publish.ts'
import { realtime } from './core/realtime.ts'
import { recorder } from './core/recorder.ts'
import { routing } from './core/routing.ts'
import { taken } from './core/taken.ts'
import { tally } from './core/tally.ts'
import { newTraceId } from './core/trace.ts'
import { wanted } from './core/wanted.ts'
import { expand, withEnvironment } from './environment.ts'
import { guardedFetch, type Fetch } from './entry/fetch.ts'
import { fetchEntry } from './entry/fetch-entry.ts'
import { wrap } from './entry/wrap.ts'
import { settle, type GuardOptions } from './options.ts'
import { reporter } from './report/reporter.ts'
import { matchesHost } from './text/host-pattern.ts'
import { knownProvider } from './wire/known.ts'
import type { CallContext, DispatcherInterceptor, EntryHost, Observation, Platform, ScanOptions, ScanResult, Status } from './types.ts'

/** One guard: what it patches, wraps and judges follows one set of options. */
export interface Guard {
  /** A guarded fetch, for clients that take one. */
  fetch: Fetch
  /** Patches the process, all transports; returns the function that undoes it. */
  install: () => () => void
  /** Guards one instance: a fetch function or a client. Throws TypeError for anything else. */
  wrap: <T>(client: T) => T
  /** An undici interceptor: `new Agent().compose(guard.interceptor())`. */
  interceptor: () => DispatcherInterceptor
  /** Calls the listener with each observation; returns the function that stops it. */
  on: (event: 'observation', listener: (observation: Observation) => void) => () => void
  /** Runs `fn` with a context that every call made inside carries. */
  run: <R>(context: CallContext & Record<string, unknown>, fn: () => R) => R
  /** The judgement of a text, a conversation or a body without a call. */
  scan: <T>(input: T, options?: ScanOptions) => Promise<ScanResult<T>>
  /** Judges a tool call before it is made; follows the response side of the policy. */
  checkToolCall: (call: { name: string; arguments: unknown }) => Promise<ScanResult>
  /** Judges what a tool returned, as untrusted text; follows the request side of the policy. */
  checkToolResult: (result: { name: string; result: unknown }) => Promise<ScanResult>
  status: () => Status
  /** Settles when what was observed so far is delivered or given up; within 5 s. */
  flush: () => Promise<void>
  /** Flushes, and undoes `install()`. */
  close: () => Promise<void>
}

/** Makes the `createGuard` of a runtime. */
export function guardFor(platform: Platform): (options?: GuardOptions) => Guard {
  return function createGuard(options = {}) {
    const expanded = expand(options, platform.env)
    if (Object.keys(expanded).length > 0) platform.validate(expanded)
    return assemble(withEnvironment(expanded, platform.env), platform)
  }
}

function assemble(options: GuardOptions, platform: Platform): Guard {
  const settings = settle(options)
  const routes = routing(settings, options.routes ?? [])
  const running = platform.scope<Running>()
  const own = platform.scope<true>()
  const above = taken()
  const counts = tally()
  const notes = new Set<string>(platform.notes)
  const note = (sentence: string) => void notes.add(sentence)
  const gateway = options.gateway && reporter({ ...options.report, ...options.gateway, ...reporting(options, platform) })
  const published = publisher([...(gateway ? [gateway] : []), ...(options.sinks ?? [])], note)

  const records = recorder({
    running,
    mode: settings.mode === 'enforce' ? 'enforce' : 'observe',
    emit: (observation) => {
      counts.add(observation)
      published.emit(observation)
    },
    uncounted: () => {
      if (published.listens()) return false
      counts.passed()
      return true
    },
  })

  let assembled: Assembly | undefined
  let loading: Promise<Assembly> | undefined
  const load = () =>
    (loading ??= import('./assembly/assembly.ts').then(
      ({ assembly }) =>
        (assembled = assembly({ settings, routes, options, platform, recordFor: records.open, note, protect: (fn) => own.run(true, fn) })),
    ))

  const isKnown = (host: string, port: number, path: string) =>
    knownProvider(host, port, path) !== undefined || settings.destinations.allow.some((pattern) => matchesHost(pattern, host))
  const host: EntryHost = {
    handle: createHandle({
      modeOf: ({ url }) => routes.modeOf({ host: hostName(url), path: url.pathname }),
      foreign: ({ method, url }) => method !== 'POST' && !isKnown(hostName(url), portOf(url), url.pathname),
      recordOf: records.unread,
      life: async () => (await load()).life,
    }),
    skip: () => above.now() || own.get() === true,
    note,
    wants: wanted({ isKnown, assembled: () => assembled }),
    passed: records.passed,
    message: realtime({ routes, note, open: async (...message) => (await load()).openSession(...message) }),
  }
  const entries = [fetchEntry(platform.marked), ...platform.entries]
  const others = [options.inherit && platform.inherit, options.baseUrlListener && platform.listen?.bind(undefined, host)].filter(
    (other) => typeof other === 'function',
  )
  const installed = installation(host)

  return {
    fetch: guardedFetch((...args) => globalThis.fetch(...args), host, { via: 'fetch', marked: platform.marked }),
    install: () => (routes.off ? () => {} : installed.install(entries, others)),
    wrap: (client) => wrap(client, host, platform),
    interceptor: () => {
      if (platform.interceptor === undefined) throw new TypeError('guard.interceptor() needs a runtime with undici dispatchers (Node).')
      return platform.interceptor(host)
    },
    on: (_event, listener) => published.on(listener),
    run: (context, fn) => running.run({ context: contextOf(context), traceId: newTraceId() }, fn),
    scan: async (input, scanOptions) => (await load()).scan(input, scanOptions),
    checkToolCall: async (call) => (await load()).checkToolCall(call),
    checkToolResult: async (result) => (await load()).checkToolResult(result),
    status: () => {
      const reported = gateway?.status?.()
      return {
        installed: installed.installed(),
        mode: settings.mode,
        layers: installed.layers(entries.map(({ layer }) => layer)),
        seen: counts.seen(),
        ...(reported === undefined ? {} : { gateway: reported }),
        notes: [...notes],
      }
    },
    flush: published.flush,
    close: async () => {
      installed.undoAll()
      await published.close()
    },
  }
}

function reporting({ report, gateway }: GuardOptions, { post, spool, onExit }: Platform) {
  const folder = report?.spool === false ? undefined : report?.spool
  return { post, onExit, spool: report?.spool === false ? undefined : spool?.(folder, gateway?.url) }
}
