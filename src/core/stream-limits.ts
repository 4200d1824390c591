/** How much of a stream may be held back. */
export interface StreamLimits {
  /** Characters of judged text that are kept as context of what follows. */
  contextChars: number
  /** Held characters of one channel up to which each delta is judged at once; what is held longer is looked at in growing steps. */
  heldChars: number
  /** Held text of one channel, such as an open PEM block, beyond which it counts as not judged. */
  openBlockBytes: number
  /** Arguments of one tool call. */
  toolCallBytes: number
  /** Bytes of all frames that wait. */
  heldBytes: number
  /** Bytes of one frame. */
  frameBytes: number
  /** Milliseconds of holding after which a comment keeps the connection alive. */
  keepAliveMs: number
}

/** The limits unless they are set. */
export const streamLimits: StreamLimits = {
  contextChars: 256,
  heldChars: 512,
  openBlockBytes: 262_144,
  toolCallBytes: 1_048_576,
  heldBytes: 33_554_432,
  frameBytes: 33_554_432,
  keepAliveMs: 15_000,
}
