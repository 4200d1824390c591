import type { EntryHost, WireCall } from '../types.ts'

export interface WantedOptions {
  isKnown: (host: string, port: number, path: string) => boolean
  /** How calls are recognised, once that is loaded. */
  assembled: () => { isModelCall: (call: WireCall, text: string) => boolean } | undefined
}

/** Bodies of other types hold no prompt that guard could read. */
const readable = /json|multipart\/form-data|x-www-form-urlencoded/i

/** The question that entries ask before they build anything: false for calls that are certainly no model calls. */
export function wanted({ isKnown, assembled }: WantedOptions): NonNullable<EntryHost['wants']> {
  return function wants(method, host, path, contentType, body) {
    if (isKnown(host, 0, path)) return true
    if (method !== 'POST') return false
    const type = typeof contentType === 'function' ? contentType() : contentType
    if (type !== undefined && !readable.test(type)) return false
    const recognised = assembled()
    // A body that is still to come, or is encoded, a form, or no plain JSON object, takes a closer look.
    if (recognised === undefined || body === undefined || !beginsAnObject(body)) return true
    const header = (name: string) => (name === 'content-type' ? type : undefined)
    return recognised.isModelCall(
      { method, host, port: 0, path, query: '', header },
      typeof body === 'string' ? body : new TextDecoder().decode(body),
    )
  }
}

function beginsAnObject(body: string | Uint8Array): boolean {
  return (typeof body === 'string' ? body.charCodeAt(0) : body[0]) === 0x7b
}
