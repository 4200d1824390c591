import { mediaType } from '../text/media-type.ts'
import type { WireCall } from '../types.ts'

/** True for calls that carry a prompt: models are only asked with POST. */
export function isPost({ method }: WireCall): boolean {
  return method === 'POST' || method.toUpperCase() === 'POST'
}

/** Framing of formats that stream Server-Sent Events only. */
export function sseOnly(contentType: string): 'sse' | undefined {
  return mediaType(contentType) === 'text/event-stream' ? 'sse' : undefined
}
