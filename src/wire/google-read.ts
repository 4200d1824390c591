import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import { isStructural } from '../text/silent-keys.ts'
import type { Reading } from '../types.ts'
import { emptyReading, items, say, sayCall, sayLeaves, usageOf, voiceOf, voices, type Voice } from './collect.ts'
import { readFileData } from './file.ts'
import { readSchema, readTools } from './tools.ts'

/** Adds what a `generateContent` request says; `path` says where it stands in the body. */
export function readGeminiRequest(request: JsonRecord, path = '', reading: Reading = emptyReading()): Reading {
  reading.model ??= modelName(request['model'])
  for (const key of ['systemInstruction', 'system_instruction']) readGeminiContent(reading, `${path}/${key}`, request[key], voices.system)
  readGeminiContents(reading, `${path}/contents`, request['contents'])
  readTools(reading, `${path}/tools`, request['tools'])
  for (const key of ['generationConfig', 'generation_config']) {
    const config = asRecord(request[key])
    for (const schema of ['responseSchema', 'response_schema', 'responseJsonSchema', 'response_json_schema'])
      readSchema(reading, `${path}/${key}/${schema}`, config[schema])
  }
  return reading
}

/** Adds contents: a string, one content, or a list of contents. */
function readGeminiContents(reading: Reading, path: string, contents: unknown): void {
  if (!Array.isArray(contents)) return readGeminiContent(reading, path, contents, voices.user)
  for (const [at, content] of items(path, contents)) readGeminiContent(reading, at, content, voices.user)
}

/** Adds one content: its role and its parts. */
export function readGeminiContent(reading: Reading, path: string, content: unknown, fallback: Voice): void {
  if (typeof content === 'string') return say(reading, path, content, fallback)
  if (!isRecord(content)) return
  const voice = fallback === voices.system || content['role'] === undefined ? fallback : voiceOf(content['role'])
  if (typeof content['parts'] === 'string') return say(reading, `${path}/parts`, content['parts'], voice)
  if (isRecord(content['parts'])) return readGeminiPart(reading, `${path}/parts`, content['parts'], voice)
  for (const [at, part] of items(`${path}/parts`, content['parts'])) {
    if (typeof part === 'string') say(reading, at, part, voice)
    else if (isRecord(part)) readGeminiPart(reading, at, part, voice)
  }
  if (content['parts'] === undefined) readGeminiPart(reading, path, content, voice)
}

function readGeminiPart(reading: Reading, path: string, part: JsonRecord, voice: Voice): void {
  say(reading, `${path}/text`, part['text'], part['thought'] === true ? { ...voice, kind: 'reasoning' } : voice)
  const call = pick(part, 'functionCall', 'function_call')
  if (call) {
    const { key, value } = call
    sayCall(reading, {
      path: `${path}/${key}/args`,
      name: { path: `${path}/${key}/name`, value: value['name'] },
      callId: value['id'],
      args: value['args'],
    })
  }
  const result = pick(part, 'functionResponse', 'function_response')
  if (result) {
    const { key, value } = result
    const own: Voice = { ...voices.result, name: asString(value['name']), callId: asString(value['id']) }
    sayLeaves(reading, `${path}/${key}/response`, value['response'], own)
    for (const [at, inner] of items(`${path}/${key}/parts`, value['parts'])) readInline(reading, at, asRecord(inner), own)
  }
  const code = pick(part, 'executableCode', 'executable_code')
  if (code) say(reading, `${path}/${code.key}/code`, code.value['code'], { ...voices.call, name: 'code_execution' })
  const outcome = pick(part, 'codeExecutionResult', 'code_execution_result')
  if (outcome)
    sayLeaves(
      reading,
      `${path}/${outcome.key}`,
      outcome.value,
      { ...voices.result, name: 'code_execution' },
      (key) => key === 'outcome' || isStructural(key),
    )
  readInline(reading, path, part, voices.document)
}

function readInline(reading: Reading, path: string, part: JsonRecord, voice: Voice): void {
  const inline = pick(part, 'inlineData', 'inline_data')
  if (!inline) return
  const { key, value } = inline
  readFileData(reading, `${path}/${key}/data`, value['data'], {
    type: value['mimeType'] ?? value['mime_type'] ?? 'application/octet-stream',
    name: value['displayName'],
    voice,
  })
}

function pick(record: JsonRecord, ...keys: string[]): { key: string; value: JsonRecord } | undefined {
  for (const key of keys) {
    const value = record[key]
    if (isRecord(value)) return { key, value }
  }
  return undefined
}

function modelName(model: unknown): string | undefined {
  return asString(model)?.replace(/^.*\//, '')
}

/** Reads a whole answer of `generateContent`. */
export function readGeminiAnswer(answer: JsonRecord, path = '', reading: Reading = emptyReading()): Reading {
  reading.model ??= asString(answer['modelVersion'])
  reading.usage = usageOf(answer['usageMetadata'], 'promptTokenCount', 'candidatesTokenCount') ?? reading.usage
  reading.conversation ??= asString(answer['responseId'])
  for (const [at, candidate] of items(`${path}/candidates`, answer['candidates'])) {
    if (isRecord(candidate)) readGeminiContent(reading, `${at}/content`, candidate['content'], voices.model)
  }
  return reading
}
