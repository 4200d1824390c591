import { has } from '../text/json-keys.ts'
import { asArray, asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import { isStructural } from '../text/silent-keys.ts'
import type { Delta, Reading, Refusal, WireFormat } from '../types.ts'
import { emptyReading, items, say, sayCall, sayLeaves, voices, type Voice } from './collect.ts'
import { stringAt } from './evidence.ts'
import { readContent, readResource } from './parts.ts'
import { isPost, sseOnly } from './paths.ts'
import { eventStream, json, sse, violation } from './refusals.ts'
import { piece } from './text-pieces.ts'
import { readTools } from './tools.ts'

/** The Model Context Protocol over streamable HTTP: what the client calls, and what a server that nobody vouches for says. */
export const mcp: WireFormat = {
  name: 'mcp',
  shape: 'none',
  matches: (call, top) =>
    isPost(call) && has(top, 'jsonrpc', 'string') && (has(top, 'method', 'string') || call.header('mcp-session-id') !== undefined),
  claims: (call, top, body) => {
    if (top === undefined || body === undefined || stringAt(body, top, 'jsonrpc') !== '2.0') return false
    if (call.header('mcp-session-id') !== undefined || call.header('mcp-protocol-version') !== undefined) return true
    return methods.has(stringAt(body, top, 'method') ?? '') && /text\/event-stream/.test(call.header('accept') ?? 'text/event-stream')
  },
  request: readRequest,
  response: (body) => {
    const reading = emptyReading()
    for (const [at, answer] of Array.isArray(body) ? items('', body) : [['', body] as const]) readMessage(reading, at, asRecord(answer))
    return reading
  },
  framing: sseOnly,
  stream:
    () =>
    ({ data }) => {
      const message = asRecord(data)
      const reading = emptyReading()
      readMessage(reading, '', message)
      const deltas: Delta[] = []
      for (const { path, text, kind, role, name, callId } of reading.segments) {
        piece(deltas, `${String(message['id'] ?? '')}${path}`, path, text, { mode: 'whole', kind, role, name, callId })
      }
      return { deltas, ends: deltas.map(({ channel }) => channel) }
    },
  refuse: {
    error: (refusal) => json(403, errorBody(refusal, null)),
    answer: (refusal, _call, { replyTo, stream }) => {
      const body = { jsonrpc: '2.0', id: replyTo ?? null, result: { content: [{ type: 'text', text: refusal.message }], isError: true } }
      return stream ? eventStream(sse(body, 'message')) : json(200, body)
    },
    endStream: (refusal, _how, { first }) => sse(errorBody(refusal, isRecord(first) ? (first['id'] ?? null) : null), 'message'),
  },
}

const methods = new Set([
  'initialize',
  'tools/list',
  'tools/call',
  'prompts/list',
  'prompts/get',
  'resources/list',
  'resources/read',
  'resources/templates/list',
  'completion/complete',
  'sampling/createMessage',
  'elicitation/create',
  'notifications/initialized',
])

function readRequest(body: unknown, call: { header: (name: string) => string | undefined }): Reading {
  const reading = emptyReading({ conversation: call.header('mcp-session-id') })
  for (const [at, message] of Array.isArray(body) ? items('', body) : [['', body] as const]) readSent(reading, at, asRecord(message))
  return reading
}

function readSent(reading: Reading, path: string, message: JsonRecord): void {
  const { id } = message
  if (typeof id === 'string' || typeof id === 'number') reading.replyTo ??= id
  const params = asRecord(message['params'])
  switch (message['method']) {
    case 'tools/call':
      return sayCall(reading, {
        path: `${path}/params/arguments`,
        name: { path: `${path}/params/name`, value: params['name'] },
        args: params['arguments'],
      })
    case 'prompts/get':
      return sayLeaves(reading, `${path}/params/arguments`, params['arguments'], voices.user)
    case 'completion/complete':
      return sayLeaves(reading, `${path}/params/argument/value`, asRecord(params['argument'])['value'], voices.user)
    default:
      // Answers of the client to what a server asked: a sampled message, an elicited form.
      if (message['result'] === undefined) return
      if (asRecord(message['result'])['role'] === 'assistant')
        return readContent(reading, `${path}/result/content`, asRecord(message['result'])['content'], voices.model)
      return sayLeaves(reading, `${path}/result/content`, asRecord(message['result'])['content'], voices.user, isStructural)
  }
}

function readMessage(reading: Reading, path: string, message: JsonRecord): void {
  const result = asRecord(message['result'])
  const at = `${path}/result`
  const voice: Voice = voices.result
  say(reading, `${at}/instructions`, result['instructions'], voice)
  say(reading, `${at}/description`, result['description'], voice)
  if (Array.isArray(result['content'])) readContent(reading, `${at}/content`, result['content'], voice)
  sayLeaves(reading, `${at}/structuredContent`, result['structuredContent'], voice)
  readTools(reading, `${at}/tools`, result['tools'], voice)
  for (const key of ['prompts', 'resources', 'resourceTemplates'])
    for (const [one, item] of items(`${at}/${key}`, result[key])) readListed(reading, one, asRecord(item), voice)
  for (const [one, prompt] of items(`${at}/messages`, result['messages']))
    readContent(reading, `${one}/content`, asRecord(prompt)['content'], voice)
  for (const [one, content] of items(`${at}/contents`, result['contents'])) readResource(reading, one, content, voice)
  sayLeaves(reading, `${at}/completion/values`, asRecord(result['completion'])['values'], voice)
  if (isRecord(message['error'])) say(reading, `${path}/error/message`, message['error']['message'], voice)
  // What the server asks of the client: the messages that a model is to be given.
  const params = asRecord(message['params'])
  say(reading, `${path}/params/systemPrompt`, params['systemPrompt'], voice)
  for (const [one, item] of items(`${path}/params/messages`, params['messages']))
    readContent(reading, `${one}/content`, asRecord(item)['content'], voice)
  for (const key of ['message', 'data'])
    if (message['method'] !== undefined) sayLeaves(reading, `${path}/params/${key}`, params[key], voice)
}

function readListed(reading: Reading, path: string, item: JsonRecord, voice: Voice): void {
  say(reading, `${path}/name`, item['name'], voice, { writable: false })
  for (const key of ['title', 'description']) say(reading, `${path}/${key}`, item[key], voice)
  for (const [at, argument] of items(`${path}/arguments`, item['arguments']))
    say(reading, `${at}/description`, asRecord(argument)['description'], voice)
  if (asArray(item['arguments']).length > 0 || typeof item['description'] === 'string') {
    ;(reading.tools ??= []).push({ name: asString(item['name']) ?? '', description: asString(item['description']) ?? '' })
  }
}

function errorBody({ message, category, detector, id: observation }: Refusal, id: unknown) {
  return {
    jsonrpc: '2.0',
    id,
    error: { code: -32_003, message, data: { type: violation, category, detector, observation_id: observation } },
  }
}
