import type { EntryHost, MessageVerdict, SocketControl } from '../types.ts'
import { hostName } from './observation.ts'
import type { OpenSession, RealtimeSession } from './realtime-session.ts'
import { closeSocket } from './realtime-talk.ts'
import type { Routing } from './routing.ts'

export interface RealtimeOptions {
  routes: Pick<Routing, 'modeOf' | 'settingsFor'>
  open: OpenSession
  note: (sentence: string) => void
}

/** Messages after which a socket that has shown no model's API is left alone. */
const mostTries = 16

/**
 * Judges the messages of sockets: one exchange and one observation for each socket. In observe mode a message has gone on before it is
 * looked at; in enforce mode what is returned goes in its place. Entries ask in order, one message at a time in each direction.
 */
export function realtime({ routes, open, note }: RealtimeOptions): NonNullable<EntryHost['message']> {
  const sockets = new WeakMap<SocketControl, Talk>()
  return function message(direction, url, text, socket) {
    const facts = { host: hostName(url), path: url.pathname }
    const mode = routes.modeOf(facts)
    if (mode === 'off') return undefined
    const talk = sockets.get(socket) ?? begin()
    if (mode === 'observe' || talk.session()?.enforce === false) return talk.beside(direction, text)
    return talk.judged(direction, text)

    function begin(): Talk {
      const made = talkOver(socket, (first) => open(url, first, socket), failed)
      sockets.set(socket, made)
      return made
    }

    function failed(): 'refused' | 'unjudged' {
      note('The checks of a realtime API could not be loaded.')
      if (mode !== 'enforce' || routes.settingsFor(facts).onError !== 'fail_closed') return 'unjudged'
      closeSocket(socket, 'not evaluated')
      return 'refused'
    }
  }
}

interface Talk {
  session: () => RealtimeSession | undefined
  judged: (...message: Parameters<RealtimeSession['take']>) => MessageVerdict | Promise<MessageVerdict>
  /** Judges a message that has gone on. */
  beside: (...message: Parameters<RealtimeSession['take']>) => undefined
}

function talkOver(
  socket: SocketControl,
  open: (first: string) => Promise<RealtimeSession | undefined>,
  failed: () => 'refused' | 'unjudged',
): Talk {
  let session: RealtimeSession | undefined
  let opening: Promise<RealtimeSession | undefined> = Promise.resolve(undefined)
  let waiting: Promise<unknown> = Promise.resolve()
  let tries = 0
  let broken: 'refused' | 'unjudged' | undefined
  void ended()

  function opened(text: string): Promise<RealtimeSession | undefined> {
    opening = opening
      .then((found) => found ?? attempt(text))
      .catch(() => {
        broken ??= failed()
        return undefined
      })
      .then((found) => (session = found))
    return opening
  }

  async function attempt(text: string): Promise<RealtimeSession | undefined> {
    if (broken !== undefined || tries >= mostTries) return undefined
    const found = await open(text)
    if (found === undefined) tries++
    return found
  }

  async function ended(): Promise<void> {
    const code = await socket.closed.catch(() => abnormal)
    await opening
    await waiting
    await session?.end(code ?? undefined)
  }

  const unopened = () => (broken === 'refused' ? [] : undefined)

  return {
    session: () => session,
    judged: (direction, text) => {
      if (session !== undefined) return session.take(direction, text)
      if (tries >= mostTries) return unopened()
      return opened(text).then((found) => (found === undefined ? unopened() : found.take(direction, text)))
    },
    beside: (direction, text) => {
      if (session === undefined && tries >= mostTries) return undefined
      const found = session === undefined ? opened(text) : opening
      waiting = waiting.then(async () => (await found)?.take(direction, text)).catch(() => {})
      return undefined
    },
  }
}

const abnormal = 1006
