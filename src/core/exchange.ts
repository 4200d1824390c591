import type { Settings } from '../options.ts'
import type { Action, Call, Finding, Reading, WireCall, WireFormat } from '../types.ts'
import type { Conversations } from './conversations.ts'
import type { Record } from './observation.ts'
import type { Rules } from './rules.ts'
import type { Vault } from './vault.ts'

/** A call recognised as model traffic, while it lives. */
export interface Exchange {
  call: Call
  wireCall: WireCall
  wire: WireFormat
  settings: Settings
  rules: Rules
  enforce: boolean
  record: Record
  vault: Vault
  conversations: Conversations
  /** What was read in the request; without segments where it could not be read. */
  reading: Reading
  /** The request's JSON text, where it was read. */
  text: string | undefined
  /** Why there is no text. */
  unread?: string | undefined
  /** Makes the body out of the changed text, where the text is not the body itself. */
  rebuild?: ((text: string) => string | Uint8Array) | undefined
  /** What the policy says of the place that the call goes to, where it says anything. */
  destination?: { finding: Finding; action: Action } | undefined
}
