import type { Category, Severity, TextContext } from '../types.ts'

/** A match with what a finding and a placeholder need to know of its detector. */
export interface Located {
  start: number
  end: number
  /** The kind's or rule's own name. */
  detector: string
  /** The detector that the kind or rule belongs to, where that has another name. */
  family?: string | undefined
  category: Category
  severity: Severity
  label: string
  score?: number | undefined
}

/** A set of detectors, compiled to run over a text in one pass. */
export interface Scanner {
  /**
   * All matches, sorted by start; overlaps are left to the caller, who knows the policy. With `from`, those that begin there or later: what comes
   * before was scanned already and is read only as far as a label may stand before its value.
   */
  scan: (text: string, context: TextContext, from?: number) => Located[]
  /**
   * For streams: the offset, not below `from`, of the earliest tail of `text` that a match could still grow into or begin to be;
   * `text.length` when the tail is harmless. Linear in `text.length - from` plus a bounded look back.
   */
  unfinished: (text: string, from: number, context: TextContext) => number
}
