import { has } from '../text/json-keys.ts'
import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import type { Reading, Refusal, WireFormat } from '../types.ts'
import { emptyReading, items, say, sayLeaves, voices, type Voice } from './collect.ts'
import { liveStream } from './google-live-stream.ts'
import { readGeminiContent, readGeminiRequest } from './google-read.ts'
import { socketAnswer } from './openai-realtime-refusal.ts'
import { line, violation } from './refusals.ts'

/** The Live API of Gemini and Vertex over a socket: one message of either side is one JSON object, named by its only key. */
export const googleLive: WireFormat = {
  name: 'google-live',
  shape: 'contents',
  matches: ({ path }) => /[./]BidiGenerateContent[A-Za-z]{0,40}\/?$/.test(path),
  claims: (_call, top) => keys.some((key) => has(top, key, 'object')),
  request: readLiveMessage,
  response: (body) => {
    const reading = emptyReading()
    readGeminiContent(reading, '/serverContent/modelTurn', asRecord(asRecord(body)['serverContent'])['modelTurn'], voices.model)
    return reading
  },
  framing: () => 'ndjson',
  stream: liveStream,
  refuse: {
    error: (refusal) => socketAnswer(line(liveError(refusal, 'PROHIBITED_INPUT_CONTENT'))),
    answer: (refusal) => socketAnswer(withheld(refusal, 'PROHIBITED_INPUT_CONTENT')),
    endStream: (refusal, how) => (how === 'error' ? line(liveError(refusal, 'RESPONSE_REJECTED')) : withheld(refusal, 'RESPONSE_REJECTED')),
  },
}

const keys = [
  'setup',
  'clientContent',
  'client_content',
  'realtimeInput',
  'realtime_input',
  'toolResponse',
  'tool_response',
  'setupComplete',
  'serverContent',
  'toolCall',
]

/** Reads one message of the client. A turn that is complete asks for an answer, as do texts and results of tools. */
export function readLiveMessage(body: unknown): Reading {
  const message = asRecord(body)
  const { sessionResumption, session_resumption } = asRecord(message['setup'])
  const reading = emptyReading({ stream: false, conversation: asString(asRecord(sessionResumption ?? session_resumption)['handle']) })
  if (isRecord(message['setup'])) readGeminiRequest(message['setup'], '/setup', reading)
  readTurns(reading, message, 'clientContent', 'client_content')
  for (const key of ['realtimeInput', 'realtime_input']) {
    const text = asRecord(message[key])['text']
    say(reading, `/${key}/text`, text, voices.user)
    if (typeof text === 'string') reading.stream = true
  }
  readResults(reading, message, 'toolResponse', 'tool_response')
  return reading
}

function readTurns(reading: Reading, message: JsonRecord, ...names: string[]): void {
  for (const key of names) {
    const content = message[key]
    if (!isRecord(content)) continue
    const turns = content['turns']
    if (Array.isArray(turns)) for (const [at, turn] of items(`/${key}/turns`, turns)) readGeminiContent(reading, at, turn, voices.user)
    else readGeminiContent(reading, `/${key}/turns`, turns, voices.user)
    reading.stream ||= (content['turnComplete'] ?? content['turn_complete']) === true
  }
}

function readResults(reading: Reading, message: JsonRecord, ...names: string[]): void {
  for (const key of names) {
    const results = asRecord(message[key])
    for (const list of ['functionResponses', 'function_responses']) {
      for (const [at, result] of items(`/${key}/${list}`, results[list])) {
        const { name, id, response } = asRecord(result)
        const voice: Voice = { ...voices.result, name: asString(name), callId: asString(id) }
        sayLeaves(reading, `${at}/response`, response, voice)
        reading.stream = true
      }
    }
  }
}

/** The API has no message for errors: the turn ends with its reason, and the error stands beside it. */
function liveError({ message, category, detector, id }: Refusal, turnCompleteReason: string) {
  const info = { reason: violation.toUpperCase(), domain: 'guard', metadata: { category, detector, observation_id: id } }
  return {
    serverContent: { turnComplete: true, turnCompleteReason },
    error: { code: 403, message, status: 'PERMISSION_DENIED', type: violation, details: [info] },
  }
}

function withheld({ message }: Refusal, turnCompleteReason: string): string {
  return (
    line({ serverContent: { modelTurn: { role: 'model', parts: [{ text: message }] } } }) +
    line({ serverContent: { generationComplete: true } }) +
    line({ serverContent: { turnComplete: true, turnCompleteReason } })
  )
}
