import { has } from '../text/json-keys.ts'
import { asNumber, asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import type { Delta, Reading, StreamReader, WireFormat } from '../types.ts'
import { emptyReading, items, usageOf } from './collect.ts'
import { answerChat, endChat } from './openai-chat-refusal.ts'
import { readMessage, readMessages, readSurroundings } from './openai-messages.ts'
import { isConversation } from './evidence.ts'
import { isPost, sseOnly } from './paths.ts'
import { json, openaiError } from './refusals.ts'
import { piece } from './text-pieces.ts'

/** Chat completions of OpenAI, Azure, and the many hosts that speak the same. */
export const openaiChat: WireFormat = {
  name: 'openai-chat',
  shape: 'messages',
  matches: (call, top) => isPost(call) && path.test(call.path) && (top === undefined || has(top, 'messages')),
  claims: (_call, top, body) => top === undefined || body === undefined || has(top, 'model', 'string') || isConversation(top, body),
  request: readChatRequest,
  response: readChatResponse,
  framing: sseOnly,
  stream: chatStream,
  refuse: {
    error: (refusal) => json(403, openaiError(refusal)),
    answer: (refusal, _call, request) => answerChat(refusal, request),
    endStream: endChat,
  },
}

const path = /\/chat\/completions\/?$/

/** Reads a chat request. */
export function readChatRequest(body: unknown): Reading {
  const request = asRecord(body)
  const reading = emptyReading({ model: asString(request['model']), stream: request['stream'] === true })
  readMessages(reading, '/messages', request['messages'])
  readSurroundings(reading, request)
  return reading
}

/** Reads a whole chat completion. */
function readChatResponse(body: unknown): Reading {
  const answer = asRecord(body)
  const reading = emptyReading({
    model: asString(answer['model']),
    usage: usageOf(answer['usage'], 'prompt_tokens', 'completion_tokens'),
    conversation: asString(answer['id']),
  })
  for (const [at, choice] of items('/choices', answer['choices'])) {
    if (isRecord(choice) && isRecord(choice['message'])) readMessage(reading, `${at}/message`, { role: 'assistant', ...choice['message'] })
  }
  return reading
}

/** Reads the chunks of a streamed chat completion. */
export function chatStream(): StreamReader {
  const open = new Map<number, Set<string>>()
  const tools: Tools = new Map()
  return ({ data }) => {
    if (data === undefined) return { deltas: [], ends: '*', done: true }
    const chunk = asRecord(data)
    const deltas: Delta[] = []
    const ends: string[] = []
    let tool: Tool | undefined
    for (const [at, choice] of items('/choices', chunk['choices'])) {
      if (!isRecord(choice)) continue
      const index = asNumber(choice['index']) ?? 0
      const before = deltas.length
      tool = readDelta(deltas, `${at}/delta`, index, asRecord(choice['delta']), tools) ?? tool
      if (isRecord(choice['message'])) readWhole(deltas, `${at}/message`, index, choice['message'])
      const channels = open.get(index) ?? new Set()
      open.set(index, channels)
      for (const delta of deltas.slice(before)) channels.add(delta.channel)
      if (tool) channels.add(tool.channel)
      if (typeof choice['finish_reason'] === 'string') ends.push(...channels)
    }
    return {
      deltas,
      ends: isRecord(chunk['error']) ? '*' : ends.length === 0 ? undefined : ends,
      tool,
      usage: usageOf(chunk['usage'], 'prompt_tokens', 'completion_tokens'),
      model: asString(chunk['model']),
      conversation: asString(chunk['id']),
    }
  }
}

type Tool = { channel: string; name: string; callId?: string | undefined }
type Tools = Map<string, Tool>

function readDelta(deltas: Delta[], path: string, choice: number, delta: JsonRecord, tools: Tools): Tool | undefined {
  for (const key of ['reasoning_content', 'reasoning'])
    piece(deltas, `${choice}/reasoning`, `${path}/${key}`, delta[key], { kind: 'reasoning' })
  if (typeof delta['content'] === 'string') piece(deltas, `${choice}/content`, `${path}/content`, delta['content'])
  else readPieces(deltas, `${path}/content`, choice, delta['content'])
  piece(deltas, `${choice}/refusal`, `${path}/refusal`, delta['refusal'])
  if (isRecord(delta['audio'])) piece(deltas, `${choice}/transcript`, `${path}/audio/transcript`, delta['audio']['transcript'])
  let tool: Tool | undefined
  const calls = isRecord(delta['function_call']) ? [{ index: 'function', function: delta['function_call'] }] : delta['tool_calls']
  for (const [at, call] of items(isRecord(delta['function_call']) ? '' : `${path}/tool_calls`, calls)) {
    if (!isRecord(call)) continue
    const kind = isRecord(call['custom']) ? 'custom' : 'function'
    const inner = asRecord(call[kind])
    const channel = `${choice}/tool/${String(call['index'] ?? at.slice(at.lastIndexOf('/') + 1))}`
    const name = asString(inner['name'])
    if (name && !tools.has(channel)) tools.set(channel, (tool = { channel, name, callId: asString(call['id']) }))
    const known = tools.get(channel)
    const args = inner['input'] === undefined ? 'arguments' : 'input'
    const base = call['index'] === 'function' ? `${path}/function_call` : `${at}/${kind}`
    piece(deltas, channel, `${base}/${args}`, inner[args], {
      kind: 'tool-call',
      name: known?.name,
      callId: known?.callId,
      ...(kind === 'function' ? { encoding: 'json' } : {}),
    })
  }
  return tool
}

// Mistral streams content as parts: text, and thinking that holds texts.
function readPieces(deltas: Delta[], path: string, choice: number, content: unknown): void {
  for (const [at, part] of items(path, content)) {
    if (!isRecord(part)) continue
    piece(deltas, `${choice}/content`, `${at}/text`, part['text'])
    for (const [inner, thought] of items(`${at}/thinking`, part['thinking'])) {
      if (isRecord(thought)) piece(deltas, `${choice}/reasoning`, `${inner}/text`, thought['text'], { kind: 'reasoning' })
    }
  }
}

// Perplexity repeats the whole message in every chunk.
function readWhole(deltas: Delta[], path: string, choice: number, message: JsonRecord): void {
  piece(deltas, `${choice}/content`, `${path}/content`, message['content'], { mode: 'whole' })
}
