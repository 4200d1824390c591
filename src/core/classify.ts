import { shapeOf } from '../text/body-shape.ts'
import { topLevelKeys } from '../text/json-keys.ts'
import type { BodyShape, Branch, TopLevel, WireCall, WireFormat } from '../types.ts'

/** What a call was recognised as. */
export interface Classified {
  branch: Branch
  bodyShape: BodyShape
  /** Absent where no format reads the call: it is observed, never judged. */
  wire?: WireFormat | undefined
  /** The provider, where the host is known. */
  provider?: string | undefined
  /** Top-level keys of a JSON body. */
  top?: TopLevel | undefined
}

export interface ClassifyOptions {
  /** In order of asking. */
  wires: readonly WireFormat[]
  /** Which provider is called at a host, a port and a path. */
  known: (host: string, port: number, path: string) => string | undefined
}

/**
 * Recognises a call. A known host makes a model call, whatever it carries; elsewhere it takes a format that is certain, since
 * mail, chat, queue and search services use the same paths and keys. `body` is absent where there is none or it cannot be read.
 */
export function classify(call: WireCall, body: string | undefined, { wires, known }: ClassifyOptions): Classified {
  const provider = known(call.host, call.port, call.path)
  const post = call.method === 'POST' || call.method.toUpperCase() === 'POST'
  if (!post) return provider === undefined ? nothing : { branch: 'known', bodyShape: 'none', provider }
  const top = body === undefined ? undefined : topLevelKeys(body)
  const wire = wires.find((format) => {
    if (!format.matches(call, top)) return false
    if (provider !== undefined) return true
    // A body that cannot be read, or is no JSON object, leaves only the path to go by; no body is no prompt.
    return body !== '' && (format.claims?.(call, top, top && body) ?? true)
  })
  const shape = shapeOf(top)
  const bodyShape = shape === 'none' && wire !== undefined && top !== undefined ? (wire.shape ?? 'none') : shape
  if (provider !== undefined) return { branch: 'known', bodyShape, wire, provider, top }
  return { branch: wire === undefined ? 'passthrough' : 'shape', bodyShape, wire, top }
}

const nothing: Classified = { branch: 'passthrough', bodyShape: 'none' }
