import type { Call, EntryHost, Observation, Scope } from '../types.ts'
import type { Running } from './context.ts'
import { record, toCallFacts, type Record, type RecordOptions } from './observation.ts'
import { activeTrace, newTraceparent } from './trace.ts'

/** What was found out about a call before its record is opened. */
export type CallFacts = Pick<RecordOptions, 'branch' | 'bodyShape' | 'mode' | 'wire' | 'model' | 'stream'>

/** Opens records in the context in which calls are made. */
export interface Recorder {
  open: (call: Call, facts: CallFacts) => Record
  /** The record of a call that nobody looks into. */
  unread: (call: Call) => Record
  /** Observes a call that went by untouched. */
  passed: NonNullable<EntryHost['passed']>
}

export interface RecorderOptions {
  running: Scope<Running>
  mode: 'observe' | 'enforce'
  emit: (observation: Observation) => void
  /** Counts a call for which nobody wants an observation; false when somebody does. */
  uncounted: () => boolean
}

export function recorder({ running, mode, emit, uncounted }: RecorderOptions): Recorder {
  const nothing: CallFacts = { branch: 'passthrough', bodyShape: 'none', mode }
  const open = (call: RecordOptions['call'], parent: () => string | undefined, facts: CallFacts) => {
    const scope = running.get()
    const active = activeTrace()
    return record({
      ...facts,
      call,
      context: scope?.context ?? {},
      traceparent: () => newTraceparent(traceOf(parent()) ?? active ?? scope?.traceId),
      emit,
    })
  }
  const own = (call: Call, facts: CallFacts) => open(toCallFacts(call), () => call.header('traceparent'), facts)
  return {
    open: own,
    unread: (call) => own(call, nothing),
    passed: (call, response) => {
      if (uncounted()) return
      const record = open(call, () => undefined, nothing)
      if (response === undefined) return record.finish('completed')
      response.then(
        ({ status }) => {
          record.answered({ status })
          record.finish('completed')
        },
        (error: unknown) => record.finish(error instanceof Error && error.name === 'AbortError' ? 'aborted' : 'failed'),
      )
    },
  }
}

/** The trace id of a `traceparent` header. */
function traceOf(header: string | undefined): string | undefined {
  return header?.match(/^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/)?.[1]
}
