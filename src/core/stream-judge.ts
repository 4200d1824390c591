import type { Delta, Finding, TextContext, ToolCall } from '../types.ts'

/** A replacement in a channel's text: offsets in the text that was judged, and what is put there (plain text, unescaped). */
export interface StreamEdit {
  start: number
  end: number
  text: string
}

export interface StreamJudgement {
  edits: readonly StreamEdit[]
  /** The finding for which the stream must end here. */
  block?: Finding | undefined
}

/** What a stream asks its policy while text passes. Everything here is about one answer. */
export interface StreamJudge {
  /** False in observe mode: nothing is held or changed, the same questions are asked beside the stream and only what they find is kept. */
  enforce: boolean
  /** Earliest offset, not below `from`, of a tail that a match, or a placeholder that came back, could still grow into; `text.length` if none. */
  unfinished: (text: string, from: number, context: TextContext) => number
  /**
   * Judges `text.slice(from, to)`; what stands before `from` is context that was judged and delivered. Called once for each stretch, in order.
   * Returned edits lie within `from` and `to`.
   */
  judge: (text: string, from: number, to: number, delta: Delta) => StreamJudgement
  /** Judges a complete tool call; `raw` is the JSON text that was streamed, and edits (offsets in `raw`, text ready to stand there) apply to it. */
  toolCall: (call: ToolCall, raw: string) => StreamJudgement | Promise<StreamJudgement>
  /** Judges, for findings that are only flagged, a stretch of text that has been delivered, and at the end of the channel its rest. Never delays, never throws. */
  review: (text: string, from: number, delta: Delta) => void
  /** Nothing more will come in this channel. */
  forget?: ((channel: string) => void) | undefined
  /** What could not be judged: the reason, and whether the stream may go on (`fail_open`) or must end (`fail_closed`). */
  unjudged: (reason: string) => 'go-on' | Finding
}
