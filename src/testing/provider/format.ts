/** What a scripted model says. */
export interface ProviderAnswer {
  text?: string
  /** Its thinking, where the format has a place for it. */
  reasoning?: string
  toolCalls?: { name: string; arguments?: unknown; id?: string }[]
  /** Why it stops. Default: `tool` with tool calls, else `end`. */
  stop?: 'end' | 'length' | 'tool' | 'refusal'
}

/** An answer with everything that the wire needs. */
export interface Reply {
  /** Random, for the ids of this answer. */
  seed: string
  /** Seconds since 1970. */
  created: number
  model: string
  text: string
  reasoning: string
  toolCalls: { name: string; arguments: string; id: string }[]
  stop: NonNullable<ProviderAnswer['stop']>
  /** Cuts a text into the deltas that are streamed. */
  deltas: (text: string) => string[]
  usage: { input: number; output: number }
  body: Record<string, unknown>
}

/** One event of a stream: `data` is JSON, or text that is sent as it is. */
export interface ProviderEvent {
  event?: string
  data: unknown
}

/** How one provider answers. */
export interface ProviderFormat {
  name: 'openai-chat' | 'openai-responses' | 'anthropic-messages'
  /** End of the paths that speak it. */
  path: string
  /** Header that carries the request's id. */
  idHeader: string
  lastUserText: (body: Record<string, unknown>) => string
  json: (reply: Reply) => unknown
  events: (reply: Reply) => ProviderEvent[]
  /** What ends the stream after the last event. */
  end?: ProviderEvent
  error: (status: number, message: string) => unknown
}

/** The text of the last message of the user in a list of messages whose content is text or parts. */
export function lastUserText(messages: unknown): string {
  if (typeof messages === 'string') return messages
  if (!Array.isArray(messages)) return ''
  const texts = messages
    .filter((message) => isObject(message) && message['role'] === 'user')
    .map((message) => partsText(message['content']))
  return texts.findLast(Boolean) ?? ''
}

function partsText(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .filter(isObject)
    .map((part) => part['text'])
    .filter((text) => typeof text === 'string')
    .join('\n')
}

/** Whether a value is a plain JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
