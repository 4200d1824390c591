/** What a rule asks for. `block` outweighs `redact`, which outweighs `flag`. */
export type Action = 'allow' | 'flag' | 'redact' | 'block'
export type Direction = 'request' | 'response'
export type Mode = 'off' | 'observe' | 'enforce'
export type Severity = 'low' | 'medium' | 'high' | 'critical'
export type Category = 'secret' | 'pii' | 'injection' | 'command' | 'exfiltration' | 'invisible' | 'leak' | 'destination' | 'custom'
export type Branch = 'known' | 'shape' | 'passthrough'
export type BodyShape = 'messages' | 'input' | 'prompt' | 'contents' | 'none'
export type Via = 'fetch' | 'undici' | 'http' | 'http2' | 'websocket' | 'client'
export type Outcome = 'completed' | 'blocked' | 'failed' | 'aborted'
export type OnBlock = 'error' | 'answer' | 'throw'
export type OnError = 'fail_open' | 'fail_closed'

// ---------------------------------------------------------------- calls

/** One outbound HTTP request as plain values, however it was made. */
export interface Call {
  via: Via
  method: string
  url: URL
  /** One header's value (lower-case name), or `undefined`. */
  header: (name: string) => string | undefined
  /**
   * The body: what the caller gave when that can be read without waiting (text or bytes), a function that reads the whole of it
   * when it cannot, or `undefined` when there is none or the entry knows that it must stay unread.
   */
  body: BodySource | undefined
  signal?: AbortSignal | undefined
  /** What the transport below this entry cannot do with the call. */
  limits?: CallLimits | undefined
}

export type BodySource = string | Uint8Array | (() => Promise<Uint8Array | undefined>)

/** What an entry cannot do, in words for `notEvaluated` and `status().notes`. */
export interface CallLimits {
  /** Why the request body cannot be rewritten here (a signed body, header arrays already on the wire). A redaction is then refused or flagged. */
  noRewrite?: string
  /** Why an answer cannot be put in place of the real one here. A block then destroys the request. */
  noRefusal?: string
}

/** Changes to a call on its way out. Nothing given, nothing changed. */
export interface Change {
  body?: string | Uint8Array
  /** Headers to set (`string`) or to remove (`undefined`). */
  headers?: Record<string, string | undefined>
  /** Sends the call to another address (a gateway); the caller still sees its own. */
  url?: string
}

/** Sends the call on its way; each handle calls it at most once. */
export type Send = (change?: Change) => Promise<Response>

/** What every entry is converted to. */
export type Handle = (call: Call, send: Send) => Promise<Response>

// ---------------------------------------------------------------- reading wire formats

/** `tool` and `document` are untrusted: somebody else wrote what the model will read. */
export type Origin = 'system' | 'developer' | 'user' | 'model' | 'tool' | 'document'
export type SegmentKind = 'text' | 'reasoning' | 'tool-call' | 'tool-result' | 'document'

/** One text in a body. */
export interface Segment {
  /** JSON Pointer (RFC 6901) of the string in the body. */
  path: string
  text: string
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool'
  kind: SegmentKind
  origin: Origin
  /** The tool's name where the text belongs to one. */
  name?: string | undefined
  /** The provider's id that joins a tool call and its result. */
  callId?: string | undefined
  /** How the text stands in the string at `path`, where it is not the string itself. */
  encoding?: SegmentEncoding | undefined
  /** False where the text may be judged but not rewritten (a tool's name, for example). */
  writable?: boolean | undefined
}

/**
 * `json`: the string holds JSON text (tool-call arguments), so what is put in must be escaped for a JSON string once more.
 * `data-url`: the string is a `data:` URL of a text type; `base64`: the string is base64 of UTF-8 text. The text is the decoded one.
 */
export type SegmentEncoding = 'json' | 'data-url' | 'base64'

/** One complete call of a tool by the model, or by an MCP client. */
export interface ToolCall {
  name: string
  /** As on the wire: JSON text, or the parsed object. */
  arguments: unknown
  /** JSON Pointer of the arguments. */
  path: string
  callId?: string | undefined
}

export interface Usage {
  input?: number | undefined
  output?: number | undefined
}

/** What a wire format read in one body. */
export interface Reading {
  segments: Segment[]
  /** In an answer: the tool calls that the model asks for. In a request: those that the client itself makes (MCP `tools/call`). */
  toolCalls: ToolCall[]
  model?: string | undefined
  /** Request: whether an event stream was asked for. */
  stream?: boolean | undefined
  usage?: Usage | undefined
  /** Answer: the provider's id of it. Request: the id of the answer (or conversation, thread) that it continues. */
  conversation?: string | undefined
  /** Names and descriptions of the tools that are offered, for rules about changed descriptions. */
  tools?: { name: string; description: string }[] | undefined
  /** Request: what the answer must repeat to be an answer to it (the id of a JSON-RPC call). */
  replyTo?: string | number | undefined
  /** The body is nested deeper than is read: what stands below was not read. */
  truncated?: boolean | undefined
}

/** What a wire format may look at to recognise and read. */
export interface WireCall {
  method: string
  host: string
  port: number
  /** Path without query. */
  path: string
  query: string
  header: (name: string) => string | undefined
}

/** Top-level keys of a JSON body with the kind of their value and where it stands, found by scanning. */
export interface TopLevel {
  keys: Map<string, TopLevelValue>
  /** A key stands twice. */
  duplicates: boolean
}
export interface TopLevelValue {
  type: 'string' | 'array' | 'object' | 'number' | 'boolean' | 'null'
  /** Offsets of the value in the text, UTF-16 units. */
  start: number
  end: number
}

/** One frame of a stream, decoded as far as the framing goes. */
export interface StreamEvent {
  /** SSE `event:`, or the AWS `:event-type` header. */
  event?: string | undefined
  /** The JSON that the frame carries; `undefined` when it is not JSON (`[DONE]`). */
  data: unknown
}

/** One piece of text in a stream event. */
export interface Delta {
  /** Where the text belongs: texts of one channel are judged as one. Channels never mix. */
  channel: string
  /** JSON Pointer of the string in the event's data. */
  path: string
  text: string
  /** `append`: the channel's text goes on. `whole`: the event repeats the whole text of the channel so far (`…done` events). */
  mode: 'append' | 'whole'
  kind: SegmentKind
  role?: Segment['role'] | undefined
  name?: string | undefined
  callId?: string | undefined
  /** `json`: the channel is JSON text (streamed tool-call arguments). */
  encoding?: 'json' | undefined
  /** What the program itself has sent, told again (realtime APIs): its placeholders are undone, and nothing in it is judged. */
  echo?: boolean | undefined
}

/** What a wire format read in one stream event. */
export interface StreamReading {
  deltas: readonly Delta[]
  /** Channels whose block begins with this event before it has text: what `StreamBegun.open` remembers it by. */
  opens?: readonly string[] | undefined
  /** Channels that get no more text: what they hold must be settled before this event leaves. `'*'` means all. */
  ends?: readonly string[] | '*' | undefined
  /** A tool call begins: everything of its channel is held until it is complete. */
  tool?: { channel: string; name: string; callId?: string | undefined } | undefined
  /** Tool calls that are complete in this event as parsed objects (Gemini, Ollama). */
  toolCalls?: readonly ToolCall[] | undefined
  /** The last event of the answer. */
  done?: boolean | undefined
  usage?: Usage | undefined
  model?: string | undefined
  conversation?: string | undefined
}

/** Reads the events of one stream; state lives in the closure. */
export type StreamReader = (event: StreamEvent) => StreamReading

export type Framing = 'sse' | 'ndjson' | 'aws-event-stream' | 'json-array'

/** What a refusal has to say. Its texts are safe to show. */
export interface Refusal {
  /** One sentence for people: what was withheld and why, never the text. */
  message: string
  direction: Direction
  category: Category
  detector: string
  /** Id of the observation. */
  id: string
}

/** A whole answer as the provider would write it. `body` is text, or bytes where the format is binary. */
export interface WireAnswer {
  status: number
  contentType: string
  body: string | Uint8Array
}

/** How a provider writes requests, answers and stream events. Only reads, and writes refusals; rewriting is done once, for all. */
export interface WireFormat {
  name: string
  /** True when the format reads this call. `top` is there for JSON bodies. Formats are asked in the order of the index. */
  matches: (call: WireCall, top: TopLevel | undefined) => boolean
  /** Body shape that calls of this format have, where the keys do not say. */
  shape?: BodyShape | undefined
  /**
   * Whether a call to a host that nobody knows is certainly written in this format: a path or a key alone is not enough.
   * Asked after `matches`; a format without it is sure of what it matches. `body` is absent when it cannot be read.
   */
  claims?: ((call: WireCall, top: TopLevel | undefined, body: string | undefined) => boolean) | undefined
  /** Reads a parsed request body. */
  request: (body: unknown, call: WireCall) => Reading
  /** Reads a parsed answer body. */
  response: (body: unknown, call: WireCall) => Reading
  /** Framing of streamed answers by content type; absent content type asks with `''`. `undefined`: not a stream. */
  framing: (contentType: string, call: WireCall) => Framing | undefined
  /** A new reader for one streamed answer. */
  stream: (call: WireCall) => StreamReader
  refuse: {
    /** The provider's own error, HTTP 403, type `guardrail_violation`. */
    error: (refusal: Refusal, call: WireCall, request?: { replyTo?: string | number | undefined }) => WireAnswer
    /** The provider's own well-formed answer that says it was withheld; as a whole stream when the request asked for one. */
    answer: (
      refusal: Refusal,
      call: WireCall,
      request: { model?: string | undefined; stream: boolean; replyTo?: string | number | undefined },
    ) => WireAnswer
    /**
     * Ends a stream that has begun, in the provider's way: with its error frame, or with its native stop after a short text.
     * Gets all events that were delivered, folded by the reader's own state. Returns bytes that are complete frames.
     */
    endStream: (refusal: Refusal, how: 'error' | 'answer', begun: StreamBegun) => string | Uint8Array
  }
}

/** What of a stream has been delivered when it must be ended. */
export interface StreamBegun {
  framing: Framing
  model?: string | undefined
  id?: string | undefined
  /** Channels with an open block, in order of opening, and the event that opened each where there was one. */
  open: readonly { channel: string; opened?: unknown }[]
  /** The number of events delivered. */
  events: number
  /** The first event's data, where providers repeat ids from. */
  first?: unknown
}

// ---------------------------------------------------------------- detecting

/** Where a detector found something: offsets in UTF-16 units of its text. */
export interface Match {
  start: number
  end: number
  /** The rule's or kind's own name, where a detector has several; else the detector's. */
  detector?: string | undefined
  severity?: Severity | undefined
  /** Confidence, 0 to 1. */
  score?: number | undefined
}

/** What a detector may know of the text that it reads. */
export interface TextContext {
  direction: Direction
  kind: SegmentKind
  origin: Origin
  role: Segment['role']
  name?: string | undefined
}

/** A pure function from text to matches. */
export interface Detector {
  /** Kebab-case; the name that policies use. */
  name: string
  category: Category
  severity: Severity
  find: (text: string, context?: TextContext) => Match[]
  /** Longest text that can match, in UTF-16 units: the bound of what a stream may have to hold back for it. Default 256. */
  longest?: number | undefined
  /** Off unless a policy names the detector. */
  optional?: boolean | undefined
  /** What stands in a placeholder: `EMAIL` in `[EMAIL_7K3QX9PA]`. Default: the name in capitals. */
  label?: string | undefined
  /** What the one-pass engine compiles, where the detector is an expression. Without it, `find` is called as it is. */
  pattern?: Pattern | undefined
  /**
   * For streams, where neither the expression nor a bound of `longest` says it well: the offset, not below `from`, of the earliest tail of `text`
   * that a match could still grow into; `text.length` when there is none.
   */
  unfinished?: ((text: string, from: number) => number) | undefined
  /** Which texts the detector is for. Default: all. */
  reads?: ((context: TextContext) => boolean) | undefined
}

/** An expression with what makes it cheap to look for. */
export interface Pattern {
  /**
   * Bounded quantifiers only. A named group `value` marks what is found when it is less than the whole match.
   * Sticky and global flags are the engine's business.
   */
  expression: RegExp
  /** Literals of which one stands in every match: at its very start (`anchored`), or anywhere. Case is ignored where the expression ignores it. */
  triggers: readonly string[]
  anchored?: boolean | undefined
  /** Decides after the expression has matched. Gets the found text (the `value` group where there is one) and the whole match. */
  validate?: ((value: string, match: RegExpMatchArray) => boolean) | undefined
  /** Confidence of a match, 0 to 1. */
  score?: number | undefined
}

export interface Finding {
  detector: string
  category: Category
  severity: Severity
  /** Confidence, 0 to 1. */
  score?: number
  direction: Direction
  /** JSON Pointer of the segment. */
  path: string
  /** UTF-16 units of the segment's text. */
  start: number
  end: number
}

// ---------------------------------------------------------------- judging

export type GuardrailMode = 'pre_call' | 'during_call' | 'post_call' | 'logging_only'

export interface GuardrailInput {
  direction: Direction
  segments: readonly Segment[]
  toolCalls: readonly ToolCall[]
  wire: string
  model?: string | undefined
  host: string
  observationId: string
  context: CallContext
  signal: AbortSignal
}

/** A span of one segment that a guardrail wants gone. UTF-16 offsets, end exclusive. */
export interface GuardrailSpan {
  segment: number
  start: number
  end: number
  type: string
  category?: Category | undefined
  score?: number | undefined
}

export interface GuardrailVerdict {
  action: Action
  /** Safe for callers: names and categories, never matched text. */
  reason?: string | undefined
  category?: Category | undefined
  severity?: Severity | undefined
  score?: number | undefined
  spans?: readonly GuardrailSpan[] | undefined
}

/** Something that judges segments: a model, an external service, a hook. */
export interface Guardrail {
  name: string
  mode: GuardrailMode | readonly GuardrailMode[]
  /** Milliseconds; default 2000. */
  timeoutMs?: number | undefined
  /** Default `fail_closed`. */
  onError?: OnError | undefined
  check: (input: GuardrailInput) => GuardrailVerdict | Promise<GuardrailVerdict>
}

// ---------------------------------------------------------------- observing

export interface CallContext {
  sessionId?: string
  agentId?: string
  userId?: string
}

/** What guard knows of one call when it is over. */
export interface Observation {
  id: string
  /** ISO 8601. */
  time: string
  durationMs: number
  via: Via
  method: string
  /** Without port; lower case. */
  host: string
  port: number
  /** No query, no credentials. */
  path: string
  branch: Branch
  bodyShape: BodyShape
  wire?: string
  model?: string
  stream: boolean
  mode: 'observe' | 'enforce'
  decision: 'allow' | 'block'
  request: { verdict: Action; findings: Finding[]; decisive?: Category | undefined }
  response: { verdict: Action; findings: Finding[]; decisive?: Category | undefined }
  /** The gateway's reason id, where the verdicts do not say it: `blocked-gateway`, `gateway-unavailable`. */
  reason?: string | undefined
  outcome: Outcome
  status?: number
  evaluated: boolean
  notEvaluated?: string[]
  usage?: Usage
  context: CallContext
  /** W3C `traceparent` of the exchange. */
  traceparent?: string
}

/** Where observations go. A sink never throws into a call: what it throws is counted and shown in `status()`. */
export interface Sink {
  name: string
  /** Takes one observation; must return at once. */
  observe: (observation: Observation) => void
  /** Settles when everything taken so far is delivered or given up. */
  flush?: (() => Promise<void>) | undefined
  close?: (() => Promise<void>) | undefined
  /** For `status().gateway`, where the sink is a gateway. */
  status?: (() => GatewayStatus) | undefined
}

export interface GatewayStatus {
  state: 'ok' | 'unreachable' | 'unauthorized'
  queued: number
  spooled: number
  sent: number
  dropped: number
  lastError?: string
}

export type Layer = 'fetch' | 'undici' | 'http' | 'http2' | 'websocket'
export type LayerState = 'on' | 'off' | 'degraded' | 'unavailable'

export interface Status {
  installed: boolean
  mode: Mode
  layers: Record<Layer, LayerState>
  seen: { calls: number; exchanges: number; blocked: number; redacted: number; notEvaluated: number }
  gateway?: GatewayStatus
  /** What is not covered and what degraded, in sentences. */
  notes: string[]
}

// ---------------------------------------------------------------- judging without a call

export interface ScanOptions {
  /** Which side of the policy holds. Default `request`. */
  direction?: Direction
  /** What the text is; `tool-result` and `document` are untrusted. Default `text`. */
  kind?: SegmentKind
  role?: string
}

export interface ScanResult<T = unknown> {
  verdict: Action
  findings: Finding[]
  /** Highest confidence over all segments, 0 to 1. */
  scores: { injection: number }
  /** The input with what was redacted, or would be; absent when nothing is. */
  redacted?: T
}

// ---------------------------------------------------------------- entries and platforms

/** What an entry is given when it is switched on. */
export interface EntryHost {
  handle: Handle
  /**
   * True when this call must be left alone without a look: guard's own traffic, or a call that a layer above has already taken.
   * Entries ask it first.
   */
  skip: () => boolean
  /** Says once, in a sentence, what an entry cannot cover. */
  note: (sentence: string) => void
  /**
   * Cheap and synchronous, asked before anything is built: false when the call is certainly no model call, so that the entry leaves it
   * alone. `host` is the name without port, `path` without query; `body` is given where it is at hand. Absent: every call is wanted.
   */
  wants?:
    | ((
        method: string,
        host: string,
        path: string,
        contentType: string | (() => string | undefined) | undefined,
        body?: string | Uint8Array,
      ) => boolean)
    | undefined
  /** Counts a call that was not wanted. */
  passed?: ((call: PassedCall, response?: Promise<Response>) => void) | undefined
  /**
   * Judges one text message of a socket; asked in order, one message at a time per socket and direction. `undefined`: it goes on as it
   * is; else what goes in its place (an empty array: nothing does).
   */
  message?: ((direction: Direction, url: URL, text: string, socket: SocketControl) => MessageVerdict | Promise<MessageVerdict>) | undefined
}

/** What is known of a call that went by without a look. */
export interface PassedCall {
  via: Via
  method: string
  /** Without port. */
  host: string
  port: number
  /** Without query. */
  path: string
}

export type MessageVerdict = string | readonly string[] | undefined

/** One socket whose messages are judged: the same object for all of its messages. */
export interface SocketControl {
  /** Puts a message of guard's own into the flow: `response` is delivered to the program, `request` goes to the provider. */
  put: (direction: Direction, text: string) => void
  close: (code?: number, reason?: string) => void
  /** Settles when the socket has closed, with the code of its close where that is known. */
  closed: Promise<number | void>
  /** Says what is to run when the socket has closed, before the program hears of it: what was held back may still be delivered then. */
  beforeClose?: ((last: (code: number | undefined) => void | Promise<void>) => void) | undefined
}

/** What `Dispatcher.compose` of undici takes. */
export type DispatcherInterceptor = (dispatch: Dispatch) => Dispatch
export type Dispatch = (options: never, handler: never) => boolean

/** One place where calls can be caught. */
export interface Entry {
  layer: Layer
  /** Switches it on; returns the way back. `state` is asked by `status()`. */
  install: (host: EntryHost) => { restore: () => void; state: () => LayerState }
}

/** Posts one small JSON document, off every patched layer, without keeping the process alive. Rejects when no answer came. */
export type Post = (
  url: string,
  request: { headers: Record<string, string>; body: string; timeoutMs: number },
) => Promise<{ status: number; retryAfterMs?: number | undefined }>

/** Survives the process: events that were not delivered. */
export interface Spool {
  /** Appends lines at once (synchronously: it must work inside an `exit` handler). */
  write: (lines: readonly string[]) => void
  /** Takes over what earlier processes left; each line is handed out once. */
  take: () => string[]
  /** Lines that wait. */
  size: () => number
  /** Forgets what was taken: all of it has been delivered, given up or written again. Until then another process takes it over if this one dies. */
  settle?: (() => void) | undefined
}

/** What a runtime offers beyond the web's own platform. */
export interface Platform {
  post: Post
  /** `gateway` is the address that the events are for: those of one host are not handed to another. */
  spool?: ((path?: string, gateway?: string) => Spool) | undefined
  /** Calls `drain` once at a natural end and `save` when the process exits at once; returns the way back. */
  onExit?: ((hooks: { drain: () => Promise<void>; save: () => void }) => () => void) | undefined
  entries: readonly Entry[]
  /** Calls a real fetch so that the entries beneath it know that the call is taken. */
  marked?: ((fetch: typeof globalThis.fetch, input: string | URL | Request, init: RequestInit | undefined) => Promise<Response>) | undefined
  /** Guards a client of this runtime (a dispatcher, an AWS client, an axios instance); `undefined` when it is none. */
  wrapClient?: ((client: object, host: EntryHost) => object | undefined) | undefined
  /** An undici interceptor. */
  interceptor?: ((host: EntryHost) => DispatcherInterceptor) | undefined
  /** Listens for programs of this process's own that honour a base-URL variable; returns the way back. */
  listen?: ((host: EntryHost) => () => void) | undefined
  /** Hands guard on to worker threads and child processes; returns the way back. */
  inherit?: (() => () => void) | undefined
  env: Record<string, string | undefined>
  /** Reads a `.env` file; throws GuardConfigError. */
  readEnvironmentFile?: ((path: string) => Record<string, string | undefined>) | undefined
  /** Values that follow the asynchronous flow (AsyncLocalStorage), where there is such a thing. */
  scope: <T>() => Scope<T>
  /** Throws GuardConfigError when these are no valid options; loads the schema library when it is first called. */
  validate: (options: unknown) => unknown
  /** What `status().notes` says of this runtime. */
  notes: readonly string[]
}

export interface Scope<T> {
  run: <R>(value: T, fn: () => R) => R
  get: () => T | undefined
}
