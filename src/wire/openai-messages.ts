import { asString, isRecord, type JsonRecord } from '../text/json.ts'
import type { Reading } from '../types.ts'
import { items, say, sayCall, voiceOf, voices, type Voice } from './collect.ts'
import { nameOfCall, readContent, readOutcome } from './parts.ts'
import { readSchema, readTools } from './tools.ts'

/** Adds the messages of a chat, OpenAI's way; what Anthropic and others write in the same places is read as well. */
export function readMessages(reading: Reading, path: string, messages: unknown): void {
  if (!Array.isArray(messages)) return
  for (let index = 0; index < messages.length; index++) {
    const message: unknown = messages[index]
    if (isRecord(message)) readMessage(reading, `${path}/${index}`, message)
    else say(reading, `${path}/${index}`, message, voices.user)
  }
}

/** Adds one message of a chat, in a request or an answer. */
export function readMessage(reading: Reading, path: string, message: JsonRecord): void {
  const voice = named(reading, message)
  if (voice.origin === 'model') readThoughts(reading, path, message)
  for (const key of contents) {
    const content = message[key]
    if (content === undefined) continue
    if (typeof content === 'string') say(reading, `${path}/${key}`, content, voice)
    else if (voice.origin === 'tool') readOutcome(reading, `${path}/${key}`, content, voice)
    else readContent(reading, `${path}/${key}`, content, voice)
  }
  if (message['refusal'] !== undefined) say(reading, `${path}/refusal`, message['refusal'], voice)
  if (isRecord(message['audio'])) say(reading, `${path}/audio/transcript`, message['audio']['transcript'], voice)
  if (message['tool_calls'] !== undefined || message['function_call'] !== undefined) readCalls(reading, path, message)
}

const contents = ['content', 'contents', 'parts']
const thoughts = ['reasoning_content', 'reasoning', 'thinking', 'reasoningText']

function readThoughts(reading: Reading, path: string, message: JsonRecord): void {
  for (const key of thoughts) if (message[key] !== undefined) readContent(reading, `${path}/${key}`, message[key], voices.reasoning)
  if (message['reasoning_details'] === undefined) return
  for (const [at, detail] of items(`${path}/reasoning_details`, message['reasoning_details'])) {
    if (isRecord(detail)) for (const key of ['text', 'summary']) say(reading, `${at}/${key}`, detail[key], voices.reasoning)
  }
}

function named(reading: Reading, message: JsonRecord): Voice {
  const voice = voiceOf(message['role'] ?? (isRecord(message['author']) ? message['author']['role'] : undefined) ?? message['type'])
  if (voice.origin !== 'tool') return voice
  const callId = asString(message['tool_call_id'])
  return { ...voice, callId, name: asString(message['name'] ?? message['tool_name']) ?? nameOfCall(reading, callId) }
}

function readCalls(reading: Reading, path: string, message: JsonRecord): void {
  for (const [at, call] of items(`${path}/tool_calls`, message['tool_calls'])) {
    if (!isRecord(call)) continue
    const kind = isRecord(call['custom']) ? 'custom' : 'function'
    const inner = isRecord(call[kind]) ? call[kind] : call
    const base = inner === call ? at : `${at}/${kind}`
    const args = ['arguments', 'input', 'args', 'parameters'].find((key) => inner[key] !== undefined) ?? 'arguments'
    sayCall(reading, {
      path: `${base}/${args}`,
      name: { path: `${base}/name`, value: inner['name'] },
      callId: call['id'],
      args: inner[args],
    })
  }
  const call = message['function_call']
  if (!isRecord(call)) return
  const base = `${path}/function_call`
  sayCall(reading, { path: `${base}/arguments`, name: { path: `${base}/name`, value: call['name'] }, args: call['arguments'] })
}

/** Adds what stands beside the messages of an OpenAI-like request: tools, functions, answer schema, prediction. */
export function readSurroundings(reading: Reading, body: JsonRecord): void {
  readTools(reading, '/tools', body['tools'])
  readTools(reading, '/functions', body['functions'])
  const format = body['response_format']
  if (isRecord(format)) {
    if (isRecord(format['json_schema'])) {
      say(reading, '/response_format/json_schema/description', format['json_schema']['description'], voices.developer)
      readSchema(reading, '/response_format/json_schema/schema', format['json_schema']['schema'])
    }
    readSchema(reading, '/response_format/schema', format['schema'])
  }
  if (isRecord(body['prediction'])) readContent(reading, '/prediction/content', body['prediction']['content'], voices.model)
  for (const [at, document] of items('/documents', body['documents'])) readContent(reading, at, document, voices.document)
}
