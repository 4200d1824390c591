import type { EntryHost } from '../types.ts'

export interface WantedOptions {
  isKnown: (host: string, port: number, path: string) => boolean
  /** How calls are recognised, once that is loaded. */
  assembled: () =>
    | { isModelCall: (call: { method: string; url: URL; header: (name: string) => string | undefined }, text: string) => boolean }
    | undefined
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
    if (recognised === undefined || body === undefined) return true
    const url = new URL(`http://${host.includes(':') ? `[${host}]` : host}${path}`)
    return recognised.isModelCall(
      { method, url, header: (name) => (name === 'content-type' ? type : undefined) },
      typeof body === 'string' ? body : new TextDecoder().decode(body),
    )
  }
}
