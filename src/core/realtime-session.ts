import { topLevelKeys } from '../text/json-keys.ts'
import { parseJson } from '../text/json.ts'
import type { Call, Direction, MessageVerdict, Outcome, SocketControl, WireCall, WireFormat } from '../types.ts'
import type { ClassifyOptions } from './classify.ts'
import type { Exchange } from './exchange.ts'
import { unjudged } from './judge.ts'
import { realtimeClient } from './realtime-client.ts'
import { realtimeServer } from './realtime-server.ts'
import { latestTexts, type RealtimeTalk } from './realtime-talk.ts'
import { destinationOf, toWireCall, type RecogniseOptions } from './recognise.ts'
import { vault } from './vault.ts'

/** One socket to a model, while it is open. */
export interface RealtimeSession {
  /** False where messages have gone on before they come here. */
  enforce: boolean
  take: (direction: Direction, text: string) => MessageVerdict | Promise<MessageVerdict>
  /** The socket has closed: ends the observation. */
  end: (code: number | undefined) => Promise<void>
}

/** Makes the session of a socket with one of its first messages; `undefined` where that does not show a model's API. */
export type OpenSession = (url: URL, text: string, socket: SocketControl) => Promise<RealtimeSession | undefined>

export interface RealtimeSessionsOptions extends Pick<RecogniseOptions, 'routes' | 'rulesFor' | 'recordFor' | 'mint' | 'conversations'> {
  known: ClassifyOptions['known']
  /** The format in which a socket to this address talks. */
  wireOf: (call: WireCall, provider: string | undefined) => WireFormat | undefined
}

/** Opens sessions: with the first message of a socket to a known provider, elsewhere with the first that only a model's API has. */
export function realtimeSessions(options: RealtimeSessionsOptions): OpenSession {
  const { known, wireOf, routes, rulesFor, recordFor, mint, conversations } = options
  return async function open(url, text, socket) {
    const call: Call = { via: 'websocket', method: 'GET', url, header: () => undefined, body: undefined }
    const wireCall = toWireCall(call)
    const provider = known(wireCall.host, wireCall.port, wireCall.path)
    const wire = wireOf(wireCall, provider)
    if (wire === undefined || (provider === undefined && wire.claims?.(wireCall, topLevelKeys(text), text) === false)) return undefined

    const reading = wire.request(parseJson(text), wireCall)
    const settings = routes.settingsFor({ ...wireCall, model: reading.model })
    if (settings.mode === 'off') return untouched
    const rules = await rulesFor(settings)
    const enforce = settings.mode === 'enforce'
    const branch = provider === undefined ? 'shape' : 'known'
    const record = recordFor(call, {
      branch,
      bodyShape: wire.shape ?? 'none',
      mode: enforce ? 'enforce' : 'observe',
      wire: wire.name,
      model: reading.model,
      stream: true,
    })
    record.answered({ status: 101 })
    return realtimeSession(socket, {
      call,
      wireCall,
      wire,
      settings,
      rules,
      enforce,
      record,
      vault: vault({ ...settings.redaction, mint, inherited: conversations.continued(reading.conversation) }),
      conversations,
      reading: { segments: [], toolCalls: [], model: reading.model },
      text: undefined,
      destination: destinationOf(wireCall.host, branch, settings.destinations),
    })
  }
}

const untouched: RealtimeSession = { enforce: false, take: () => undefined, end: async () => {} }

/** Judges both directions of a socket; what fails on the way follows `onError`. */
function realtimeSession(socket: SocketControl, exchange: Exchange): RealtimeSession {
  const { enforce, record, settings } = exchange
  const talk: RealtimeTalk = { exchange, socket, said: latestTexts(), blocked: false, over: false, answering: false }
  const client = realtimeClient(talk)
  const server = realtimeServer(talk)
  const pending = new Set<Promise<unknown>>()
  if (enforce) socket.beforeClose?.((code) => (isFailure(code) ? undefined : server.last()))

  function failed(direction: Direction): MessageVerdict {
    record.notEvaluated('the checks of a message failed')
    if (!enforce || settings.onError !== 'fail_closed') return undefined
    const finding = { ...unjudged, direction }
    return direction === 'request' ? client.refuse(finding, {}) : server.refuse(finding)
  }

  function follow(verdict: Promise<MessageVerdict>, direction: Direction): Promise<MessageVerdict> {
    const done = verdict
      .catch(() => failed(direction))
      // The other direction may have ended the session meanwhile.
      .then((settled) => (direction === 'request' && talk.over ? [] : settled))
      .finally(() => pending.delete(done))
    pending.add(done)
    return done
  }

  return {
    enforce,
    take: (direction, text) => {
      if (talk.over) return []
      try {
        const verdict = direction === 'request' ? client.take(text) : server.take(text)
        return verdict instanceof Promise ? follow(verdict, direction) : verdict
      } catch {
        return failed(direction)
      }
    },
    end: async (code) => {
      await Promise.all(pending)
      await server.end().catch(() => record.notEvaluated('the checks of a message failed'))
      record.finish(outcomeOf(talk, code))
    },
  }
}

function outcomeOf({ blocked, answering, exchange }: RealtimeTalk, code: number | undefined): Outcome {
  if (blocked && exchange.enforce) return 'blocked'
  if (isFailure(code)) return 'failed'
  return answering ? 'aborted' : 'completed'
}

/** RFC 6455, 7.4.1: 1000 and 1001 are good ends, 1005 is one that says nothing; from 3000 on codes are the programs' own. */
function isFailure(code: number | undefined): boolean {
  return code !== undefined && code > 1001 && code !== 1005 && code < 3000
}
