import { isRecord } from '../text/json.ts'
import { child } from '../text/pointer.ts'
import type { Origin, Segment, SegmentKind } from '../types.ts'

const maxDepth = 200

export interface LeafOptions {
  path: string
  kind: SegmentKind
  origin: Origin
  name?: string | undefined
}

/** Every string in a value, as a segment of its own. What is nested deeper than 200 levels is left out. */
export function leaves(value: unknown, { path, kind, origin, name }: LeafOptions): Segment[] {
  const segments: Segment[] = []
  const role = origin === 'tool' ? 'tool' : origin === 'model' ? 'assistant' : 'user'
  const walk = (here: unknown, at: string, depth: number): void => {
    if (typeof here === 'string') segments.push({ path: at, text: here, kind, origin, role, name })
    else if (depth >= maxDepth) return
    else if (Array.isArray(here)) for (const [index, item] of here.entries()) walk(item, child(at, index), depth + 1)
    else if (isRecord(here)) for (const [key, item] of Object.entries(here)) walk(item, child(at, key), depth + 1)
  }
  walk(value, path, 0)
  return segments
}
