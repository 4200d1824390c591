import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import { isStructural } from '../text/silent-keys.ts'
import type { Reading } from '../types.ts'
import { emptyReading, items, say, sayCall, sayLeaves, usageOf, voiceOf, voices, type Voice } from './collect.ts'
import { readFileData } from './file.ts'
import { nameOfCall } from './parts.ts'
import { readTools } from './tools.ts'

/** Reads a Converse request; Nova's own bodies are written the same way. */
export function readConverseRequest(request: JsonRecord, reading: Reading = emptyReading()): Reading {
  for (const [at, block] of items('/system', request['system'])) if (isRecord(block)) readBlock(reading, at, block, voices.system)
  for (const [at, message] of items('/messages', request['messages'])) {
    if (isRecord(message)) readConverseContent(reading, `${at}/content`, message['content'], voiceOf(message['role']))
  }
  readTools(reading, '/toolConfig/tools', asRecord(request['toolConfig'])['tools'])
  for (const [name, variable] of Object.entries(asRecord(request['promptVariables']))) {
    say(reading, `/promptVariables/${name.replaceAll('~', '~0').replaceAll('/', '~1')}/text`, asRecord(variable)['text'], voices.user)
  }
  return reading
}

/** Reads a Converse answer. */
export function readConverseAnswer(answer: JsonRecord, reading: Reading = emptyReading()): Reading {
  reading.usage = usageOf(answer['usage'], 'inputTokens', 'outputTokens')
  readConverseContent(reading, '/output/message/content', asRecord(asRecord(answer['output'])['message'])['content'], voices.model)
  return reading
}

/** Adds the content blocks of a message. */
function readConverseContent(reading: Reading, path: string, content: unknown, voice: Voice): void {
  if (typeof content === 'string') return say(reading, path, content, voice)
  for (const [at, block] of items(path, content)) if (isRecord(block)) readBlock(reading, at, block, voice)
}

function readBlock(reading: Reading, path: string, block: JsonRecord, voice: Voice, inResult = false): void {
  say(reading, `${path}/text`, block['text'], voice)
  const use = block['toolUse']
  if (isRecord(use)) {
    sayCall(reading, {
      path: `${path}/toolUse/input`,
      name: { path: `${path}/toolUse/name`, value: use['name'] },
      callId: use['toolUseId'],
      args: use['input'],
    })
  }
  const result = block['toolResult']
  // A result holds no results.
  if (isRecord(result) && !inResult) {
    const callId = asString(result['toolUseId'])
    const own: Voice = { ...voices.result, callId, name: nameOfCall(reading, callId) }
    for (const [at, inner] of items(`${path}/toolResult/content`, result['content'])) {
      if (!isRecord(inner)) continue
      sayLeaves(reading, `${at}/json`, inner['json'], own)
      readBlock(reading, at, { ...inner, json: undefined }, own, true)
    }
  }
  const thought = asRecord(block['reasoningContent'])
  say(reading, `${path}/reasoningContent/reasoningText/text`, asRecord(thought['reasoningText'])['text'], { ...voice, kind: 'reasoning' })
  say(reading, `${path}/guardContent/text/text`, asRecord(asRecord(block['guardContent'])['text'])['text'], voice)
  for (const [at, inner] of items(`${path}/citationsContent/content`, asRecord(block['citationsContent'])['content']))
    say(reading, `${at}/text`, asRecord(inner)['text'], voice)
  if (isRecord(block['searchResult']))
    sayLeaves(reading, `${path}/searchResult`, block['searchResult'], untrusted(voice), (key) => key === 'source' || isStructural(key))
  if (isRecord(block['document'])) readDocument(reading, `${path}/document`, block['document'], untrusted(voice))
}

function readDocument(reading: Reading, path: string, document: JsonRecord, voice: Voice): void {
  const name = asString(document['name'])
  say(reading, `${path}/name`, name, voice)
  say(reading, `${path}/context`, document['context'], voice)
  const source = asRecord(document['source'])
  say(reading, `${path}/source/text`, source['text'], voice)
  for (const [at, inner] of items(`${path}/source/content`, source['content'])) say(reading, `${at}/text`, asRecord(inner)['text'], voice)
  readFileData(reading, `${path}/source/bytes`, source['bytes'], {
    type: types[asString(document['format']) ?? ''] ?? 'application/octet-stream',
    voice,
  })
}

const types: Record<string, string> = { txt: 'text/plain', md: 'text/markdown', csv: 'text/csv', html: 'text/html' }

function untrusted(voice: Voice): Voice {
  return voice.origin === 'tool' ? voice : { ...voice, kind: 'document', origin: 'document' }
}
