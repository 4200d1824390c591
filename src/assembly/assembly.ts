import { judgeAnswer } from '../core/answer.ts'
import { classify } from '../core/classify.ts'
import { conversations } from '../core/conversations.ts'
import type { Life } from '../core/handle.ts'
import { realtimeSessions, type OpenSession } from '../core/realtime-session.ts'
import { recogniser, type RecogniseOptions } from '../core/recognise.ts'
import { refuseRequest } from '../core/refusal.ts'
import { judgeRequest, requestChange } from '../core/request.ts'
import type { Routing } from '../core/routing.ts'
import { scanner } from '../core/scan.ts'
import { mint } from '../core/vault.ts'
import type { GuardOptions, Settings } from '../options.ts'
import type { Platform, WireCall } from '../types.ts'
import { wires } from '../wire/index.ts'
import { knownProviders } from '../wire/known.ts'
import { realtimeWire } from '../wire/realtime.ts'

export interface AssemblyOptions {
  options: GuardOptions
  settings: Settings
  routes: Routing
  platform: Platform
  recordFor: RecogniseOptions['recordFor']
  note: (sentence: string) => void
  /** Runs guard's own traffic, which guard does not look at. */
  protect: <R>(fn: () => R) => R
}

/** What the first call that may be a model call needs. */
export interface Assembly extends ReturnType<typeof scanner> {
  life: Life
  /** Opens the session of a socket that may talk to a model. */
  openSession: OpenSession
  /** True when a call with this text as its body is a model call. */
  isModelCall: (call: WireCall, text: string) => boolean
}

/** Puts together how calls are recognised; what they are judged with is loaded when the first of them is a model call. */
export function assembly({ options, settings, routes, platform, recordFor, note, protect }: AssemblyOptions): Assembly {
  const rules = once(async () => (await import('./rules.ts')).rulesOf({ platform, note, protect }))
  const rulesFor = async (wanted: Settings) => (await rules())(wanted)
  const classification = {
    wires: [...(options.wires ?? []), ...wires],
    known: knownProviders([{ name: 'allowed', domains: [...settings.destinations.allow] }]),
  }
  const shared = { classification, mint: mint(settings.redaction.key) }
  const living = { ...shared, routes, rulesFor, recordFor, conversations: conversations() }
  return {
    life: {
      recognise: recogniser(living),
      judgeRequest,
      judgeAnswer,
      change: requestChange,
      refuse: refuseRequest,
    },
    openSession: realtimeSessions({ ...living, known: classification.known, wireOf: realtimeWire }),
    isModelCall: (call, text) => classify(call, text, classification).branch !== 'passthrough',
    ...scanner({ ...shared, rules: () => rulesFor(settings) }),
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
