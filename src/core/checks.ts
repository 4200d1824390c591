import type { Located, Scanner } from '../detect/scanner.ts'
import type { Direction, Segment, ToolCall } from '../types.ts'

/** What was found in the arguments of a tool call. */
export interface ToolFinding extends Located {
  /** JSON Pointer inside the arguments. */
  path: string
}

/** Checks of an answer that need to know what was asked. */
export interface AnswerChecks {
  /** False for a finding that the conversation itself explains (a link to a host that the user named). */
  keeps: (located: Located, text: string) => boolean
  /** What of the request's own instructions comes back in the answer. */
  leaks: (text: string) => Located[]
}

/** The checks that a policy switched on, without their names: the core runs them and knows none. */
export interface Checks {
  /** Detectors that may change or stop a text (`acting`), and those whose findings are only noted. */
  scanner: (direction: Direction, tier: 'acting' | 'noting') => Scanner
  toolCall: (call: ToolCall) => ToolFinding[]
  answer: (request: readonly Segment[]) => AnswerChecks
  /** Confidence, 0 to 1, that a text tries to take over the model. */
  injection: (segment: Segment, direction: Direction) => number
}
