import { patch } from '../entry/patch.ts'
import type { Entry, EntryHost } from '../types.ts'
import { onLoad } from './on-load.ts'
import { isModelSocket, socketMessages, socketUrl, type SocketMessages } from './socket-messages.ts'

/** The messages of realtime APIs, over the platform's `WebSocket` and over the `ws` package. */
export function websocketEntry(): Entry {
  return {
    layer: 'websocket',
    install(host) {
      if (!host.message) return { restore: () => {}, state: () => 'unavailable' }
      let on = true
      const restores = [
        guardPlatform(host),
        // An ES module that imports `ws` loads it by way of its files, which ask for `./websocket`.
        onLoad(/^ws$|[\\/]ws[\\/](?:index|lib[\\/]websocket)(?:\.js)?$|^\.\/(?:lib\/)?websocket(?:\.js)?$/, (exports) => {
          const { prototype } = exports as { prototype?: WsSocket }
          return typeof prototype?.send === 'function' && 'terminate' in prototype ? guardWs(prototype, host) : undefined
        }),
      ]
      return {
        restore: () => {
          on = false
          for (const restore of restores) restore()
        },
        state: () => (on ? 'on' : 'off'),
      }
    },
  }
}

/** The platform's own is loaded when somebody first asks for it; it stays that way. */
function guardPlatform(host: EntryHost): () => void {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket')
  if (!before) return () => {}
  let undo: (() => void) | undefined
  if (before.get === undefined) return guardPrototype((before.value as typeof WebSocket).prototype, host)
  const get = () => {
    const found = before.get?.call(globalThis) as typeof WebSocket
    if (typeof found === 'function') undo ??= guardPrototype(found.prototype, host)
    return found
  }
  Object.defineProperty(globalThis, 'WebSocket', { ...before, get })
  return () => {
    if (Object.getOwnPropertyDescriptor(globalThis, 'WebSocket')?.get === get) Object.defineProperty(globalThis, 'WebSocket', before)
    undo?.()
  }
}

function guardPrototype(prototype: WebSocket, host: EntryHost): () => void {
  const sockets = new WeakMap<WebSocket, SocketMessages | undefined>()
  let send: WebSocket['send'] = prototype.send
  let dispatch: WebSocket['dispatchEvent'] = prototype.dispatchEvent
  let close: WebSocket['close'] = prototype.close
  const deliver = (socket: WebSocket, data: unknown) => void Reflect.apply(dispatch, socket, [new MessageEvent('message', { data })])
  const messagesOf = (socket: WebSocket): SocketMessages | undefined =>
    remembered(sockets, socket, socket.url, host, {
      put: (direction, text) => (direction === 'response' ? deliver(socket, text) : Reflect.apply(send, socket, [text])),
      closeSocket: (code, reason) => Reflect.apply(close, socket, [code, reason]),
    })
  const restores = [
    patch(prototype, 'send', (original) => {
      send = original
      return function (this: WebSocket, data) {
        const messages = this.readyState === this.OPEN ? messagesOf(this) : undefined
        if (!messages) return Reflect.apply(original, this, [data])
        messages.pass('request', data, (outcome) => {
          if (outcome === 'same') Reflect.apply(original, this, [data])
          else for (const one of outcome) Reflect.apply(original, this, [one])
        })
      }
    }),
    patch(prototype, 'close', (original) => {
      close = original
      return function (this: WebSocket, ...args) {
        const messages = sockets.get(this)
        if (messages) messages.after('request', () => void Reflect.apply(original, this, args))
        else Reflect.apply(original, this, args)
      }
    }),
    patch(prototype, 'dispatchEvent', (original) => {
      dispatch = original
      return function (this: WebSocket, event) {
        const messages = event.type === 'open' ? undefined : messagesOf(this)
        if (!messages) return Reflect.apply(original, this, [event])
        let result = true
        if (event.type !== 'message') {
          if (event.type === 'close') messages.close((event as Event & { code?: number }).code)
          messages.after('response', () => void (result = Reflect.apply(original, this, [event])))
          return result
        }
        const { data, origin } = event as MessageEvent
        messages.pass('response', data, (outcome) => {
          if (outcome === 'same') result = Reflect.apply(original, this, [event])
          else
            for (const one of outcome) Reflect.apply(original, this, [new MessageEvent('message', { data: likeData(one, data), origin })])
        })
        return result
      }
    }),
  ]
  return () => {
    for (const restore of restores.toReversed()) restore()
  }
}

function likeData(one: string | Uint8Array, data: unknown): unknown {
  if (typeof one === 'string') return one
  return data instanceof Blob ? new Blob([Uint8Array.from(one)]) : Uint8Array.from(one).buffer
}

/** What is used of the sockets of the `ws` package. */
interface WsSocket {
  readyState: number
  url: string
  _isServer?: boolean
  send: (...args: unknown[]) => void
  close: (...args: unknown[]) => void
  emit: (event: string, ...args: unknown[]) => boolean
}

function guardWs(prototype: WsSocket, host: EntryHost): () => void {
  const sockets = new WeakMap<WsSocket, SocketMessages | undefined>()
  let { send, emit, close } = prototype
  const messagesOf = (socket: WsSocket): SocketMessages | undefined =>
    socket._isServer
      ? undefined
      : remembered(sockets, socket, socket.url, host, {
          put: (direction, text) => {
            if (direction === 'response') Reflect.apply(emit, socket, ['message', Buffer.from(text), false])
            else Reflect.apply(send, socket, [text])
          },
          closeSocket: (code, reason) => Reflect.apply(close, socket, [code, reason]),
        })
  const restores = [
    patch(prototype, 'send', (original) => {
      send = original
      return function (this: WsSocket, ...args) {
        const messages = this.readyState === 1 ? messagesOf(this) : undefined
        if (!messages) return Reflect.apply(original, this, args)
        const [data, ...rest] = args
        messages.pass('request', data, (outcome) => {
          if (outcome === 'same') return Reflect.apply(original, this, args)
          const callback = rest.findLast((arg) => typeof arg === 'function') as (() => void) | undefined
          const options = rest.filter((arg) => arg !== callback)
          const last = outcome.length - 1
          for (const [index, one] of outcome.entries()) {
            Reflect.apply(original, this, index === last && callback ? [one, ...options, callback] : [one, ...options])
          }
          if (last < 0 && callback) process.nextTick(callback)
        })
      }
    }),
    patch(prototype, 'close', (original) => {
      close = original
      return function (this: WsSocket, ...args) {
        const messages = sockets.get(this)
        if (messages) messages.after('request', () => void Reflect.apply(original, this, args))
        else Reflect.apply(original, this, args)
      }
    }),
    patch(prototype, 'emit', (original) => {
      emit = original
      return function (this: WsSocket, event, ...args) {
        const messages = event === 'message' || event === 'close' || event === 'error' ? messagesOf(this) : undefined
        if (!messages) return Reflect.apply(original, this, [event, ...args])
        let result = true
        if (event !== 'message') {
          if (event === 'close') messages.close(args[0] as number)
          messages.after('response', () => void (result = Reflect.apply(original, this, [event, ...args])))
          return result
        }
        const [data, binary] = args
        messages.pass('response', data, (outcome) => {
          if (outcome === 'same') result = Reflect.apply(original, this, [event, ...args])
          else for (const one of outcome) Reflect.apply(original, this, [event, typeof one === 'string' ? Buffer.from(one) : one, binary])
        })
        return result
      }
    }),
  ]
  return () => {
    for (const restore of restores.toReversed()) restore()
  }
}

interface Controls {
  put: (direction: 'request' | 'response', text: string) => void
  closeSocket: (code?: number, reason?: string) => void
}

function remembered<S extends object>(
  sockets: WeakMap<S, SocketMessages | undefined>,
  socket: S,
  address: string,
  host: EntryHost,
  controls: Controls,
): SocketMessages | undefined {
  if (sockets.has(socket)) return sockets.get(socket)
  const url = socketUrl(address)
  const messages = url && !host.skip() && isModelSocket(url, host) ? socketMessages({ host, url, ...controls }) : undefined
  sockets.set(socket, messages)
  return messages
}
