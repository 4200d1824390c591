import type { Framing } from '../types.ts'
import { awsEventStream } from './aws-event-stream.ts'
import type { Framer } from './frame.ts'
import { jsonArray } from './json-array.ts'
import { ndjson } from './ndjson.ts'
import { sse } from './sse.ts'

/** What cuts each framing into its frames. */
export const framers: Record<Framing, () => Framer> = {
  sse,
  ndjson,
  'aws-event-stream': awsEventStream,
  'json-array': jsonArray,
}
