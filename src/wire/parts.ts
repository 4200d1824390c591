import { asString, isRecord, type JsonRecord } from '../text/json.ts'
import { child } from '../text/pointer.ts'
import { isStructural } from '../text/silent-keys.ts'
import type { Reading } from '../types.ts'
import { deepest, items, say, sayCall, sayLeaves, voices, type Voice } from './collect.ts'
import { readFileData } from './file.ts'

/**
 * Adds what a message's content says, in any of the spellings that providers share: a string, a list of strings and parts,
 * or one part; parts of OpenAI's, Anthropic's and MCP's kinds alike.
 */
export function readContent(reading: Reading, path: string, content: unknown, voice: Voice, depth = 0): void {
  if (typeof content === 'string') return say(reading, path, content, voice)
  if (depth > deepest) {
    reading.truncated = true
    return
  }
  if (Array.isArray(content)) {
    for (let index = 0; index < content.length; index++) readContent(reading, child(path, index), content[index], voice, depth + 1)
    return
  }
  if (isRecord(content)) readPart(reading, path, content, voice, depth)
}

function readPart(reading: Reading, path: string, part: JsonRecord, voice: Voice, depth: number): void {
  const type = asString(part['type']) ?? ''
  const reader = Object.hasOwn(parts, type) ? parts[type] : undefined
  if (reader) return reader(reading, path, part, voice, depth + 1)
  if (silent.test(type)) return
  if (type.endsWith('_tool_result')) return readResult(reading, path, part, voice, depth + 1)
  readPlain(reading, path, part, voice, depth + 1)
}

type PartReader = (reading: Reading, path: string, part: JsonRecord, voice: Voice, depth: number) => void

const parts: Record<string, PartReader> = {
  refusal: (reading, path, part, voice) => say(reading, `${path}/refusal`, part['refusal'], voice),
  thinking: (reading, path, part, voice, depth) => {
    // A signed thought is still rewritten: what was restored for the program must go back as the model wrote it.
    if (typeof part['thinking'] === 'string') say(reading, `${path}/thinking`, part['thinking'], asReasoning(voice))
    else readContent(reading, `${path}/thinking`, part['thinking'], asReasoning(voice), depth)
  },
  reasoning: (reading, path, part, voice, depth) => {
    for (const key of ['text', 'reasoning', 'summary', 'content'])
      readContent(reading, `${path}/${key}`, part[key], asReasoning(voice), depth)
  },
  tool_use: readUse,
  server_tool_use: readUse,
  mcp_tool_use: readUse,
  'tool-call': readUse,
  tool_call: readUse,
  tool_result: readResult,
  'tool-result': readResult,
  mcp_tool_result: readResult,
  document: readDocument,
  search_result: (reading, path, part, voice, depth) => {
    const own = untrusted(voice)
    say(reading, `${path}/title`, part['title'], own)
    readContent(reading, `${path}/content`, part['content'], own, depth)
  },
  file: readFile,
  input_file: readFile,
  resource: (reading, path, part, voice) => readResource(reading, `${path}/resource`, part['resource'], voice),
  resource_link: (reading, path, part, voice) => {
    for (const key of ['name', 'title', 'description']) say(reading, `${path}/${key}`, part[key], untrusted(voice))
  },
}

const silent =
  /^(?:image|image_url|input_image|input_audio|audio|video|video_url|redacted_thinking|item_reference|container_upload|tool_reference|compaction)$/

function readPlain(reading: Reading, path: string, part: JsonRecord, voice: Voice, depth: number): void {
  if (isRecord(part['text'])) say(reading, `${path}/text/value`, part['text']['value'], voice)
  else say(reading, `${path}/text`, part['text'], voice)
  for (const key of ['input_text', 'output_text']) say(reading, `${path}/${key}`, part[key], voice)
  if (part['content'] !== undefined) readContent(reading, `${path}/content`, part['content'], voice, depth)
  if (part['parts'] !== undefined) readContent(reading, `${path}/parts`, part['parts'], voice, depth)
  if (isRecord(part['function'])) readUse(reading, path, part)
}

function readUse(reading: Reading, path: string, part: JsonRecord): void {
  const inner = isRecord(part['function']) ? part['function'] : part
  const base = inner === part ? path : `${path}/function`
  const nameKey = inner['name'] === undefined && inner['toolName'] !== undefined ? 'toolName' : 'name'
  const argsKey = ['input', 'arguments', 'args', 'parameters'].find((key) => inner[key] !== undefined) ?? 'input'
  const callId = part['id'] ?? part['toolCallId'] ?? part['call_id']
  sayCall(reading, {
    path: `${base}/${argsKey}`,
    name: { path: `${base}/${nameKey}`, value: inner[nameKey] },
    callId,
    args: inner[argsKey],
  })
}

function readResult(reading: Reading, path: string, part: JsonRecord, _voice: Voice, depth: number): void {
  const callId = asString(part['tool_use_id'] ?? part['toolCallId'] ?? part['tool_call_id'])
  const voice: Voice = { ...voices.result, callId, name: nameOfCall(reading, callId) }
  for (const key of ['content', 'output', 'result']) readOutcome(reading, `${path}/${key}`, part[key], voice, depth)
}

/** Adds what a tool gave back: text, parts, or any structure with texts in it. */
export function readOutcome(reading: Reading, path: string, value: unknown, voice: Voice, depth = 0): void {
  if (Array.isArray(value) && depth <= deepest) {
    for (const [at, item] of items(path, value)) readOutcome(reading, at, item, voice, depth + 1)
    return
  }
  const type = isRecord(value) ? asString(value['type']) : undefined
  if (typeof value === 'string' || (type !== undefined && (plainTypes.test(type) || Object.hasOwn(parts, type) || silent.test(type)))) {
    return readContent(reading, path, value, voice, depth)
  }
  sayLeaves(reading, path, value, voice, isStructural, depth)
}

const plainTypes = /^(?:text|input_text|output_text|refusal)$/

/** The name of the tool whose call, read before in the same body, has this id. */
export function nameOfCall(reading: Reading, callId: string | undefined): string | undefined {
  if (callId === undefined) return undefined
  const index = names.get(reading) ?? { read: 0, byId: new Map<string, string>() }
  names.set(reading, index)
  for (; index.read < reading.toolCalls.length; index.read++) {
    const call = reading.toolCalls[index.read]
    if (call?.callId !== undefined) index.byId.set(call.callId, call.name)
  }
  return index.byId.get(callId)
}

const names = new WeakMap<Reading, { read: number; byId: Map<string, string> }>()

function readDocument(reading: Reading, path: string, part: JsonRecord, voice: Voice, depth: number): void {
  const own = untrusted(voice)
  say(reading, `${path}/title`, part['title'], own)
  say(reading, `${path}/context`, part['context'], own)
  const source = part['source']
  if (isRecord(source)) {
    if (source['type'] === 'text') say(reading, `${path}/source/data`, source['data'], own)
    else if (source['type'] === 'base64')
      readFileData(reading, `${path}/source/data`, source['data'], { type: source['media_type'], name: part['title'], voice: own })
    else if (source['content'] !== undefined) readContent(reading, `${path}/source/content`, source['content'], own, depth)
  }
  for (const key of ['text', 'content']) readContent(reading, `${path}/${key}`, part[key], own, depth)
  if (isRecord(part['document'])) sayLeaves(reading, `${path}/document`, part['document'], own, isStructuralDocument)
}

function isStructuralDocument(key: string): boolean {
  return key !== 'data' && isStructural(key)
}

function readFile(reading: Reading, path: string, part: JsonRecord, voice: Voice): void {
  const file = isRecord(part['file']) ? part['file'] : part
  const base = file === part ? path : `${path}/file`
  const own = untrusted(voice)
  const name = file['filename'] ?? file['file_name'] ?? file['name']
  readFileData(reading, `${base}/file_data`, file['file_data'], { name, voice: own })
  readFileData(reading, `${base}/data`, file['data'], {
    type: file['mediaType'] ?? file['mimeType'] ?? file['media_type'],
    name,
    voice: own,
  })
}

/** Adds an MCP resource: its text, or its blob where that is text. */
export function readResource(reading: Reading, path: string, resource: unknown, voice: Voice): void {
  if (!isRecord(resource)) return
  const own = untrusted(voice)
  say(reading, `${path}/text`, resource['text'], own)
  if (resource['mimeType'] !== undefined)
    readFileData(reading, `${path}/blob`, resource['blob'], { type: resource['mimeType'], voice: own })
}

/** A document inside a tool's result stays the tool's; everywhere else it is a document that somebody else wrote. */
function untrusted(voice: Voice): Voice {
  return voice.origin === 'tool' ? voice : { ...voice, kind: 'document', origin: 'document' }
}

function asReasoning(voice: Voice): Voice {
  return { ...voice, kind: 'reasoning' }
}
