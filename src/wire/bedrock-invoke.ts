import { has } from '../text/json-keys.ts'
import { asRecord, asString, isRecord, type JsonRecord } from '../text/json.ts'
import { encodeBase64 } from '../text/data-url.ts'
import type { Delta, Reading, StreamReader, WireFormat } from '../types.ts'
import { messagesStream } from './anthropic-stream.ts'
import { readMessagesAnswer, readMessagesRequest } from './anthropic-messages.ts'
import { concat } from '../stream/frame.ts'
import { awsEvent } from './aws-frame.ts'
import { awsFraming, awsType, bedrockError, bedrockModel, exception } from './bedrock-converse.ts'
import { readConverseAnswer, readConverseRequest } from './bedrock-read.ts'
import { novaEvent, readConverseEvent } from './bedrock-stream.ts'
import { endFrames, withheldBody, withheldFrames } from './bedrock-withheld.ts'
import { readAnswer as readCohereAnswer, readRequest as readCohereRequest } from './cohere.ts'
import { items, say, voices } from './collect.ts'
import { readGenericAnswer, readGenericRequest } from './generic.ts'
import { isPost } from './paths.ts'
import { piece } from './text-pieces.ts'

/** InvokeModel of Amazon Bedrock and its stream, for the bodies of the models that it hosts. */
export const bedrockInvoke: WireFormat = {
  name: 'bedrock-invoke',
  matches: (call, top) => isPost(call) && path.test(call.path) && (top === undefined || keys.some((key) => has(top, key))),
  request: (body, call) => ({ ...readBody(asRecord(body)), model: bedrockModel(call), stream: streamed(call.path) }),
  response: (body, call) => ({ ...readAnswer(asRecord(body)), model: bedrockModel(call) }),
  framing: awsFraming,
  stream: invokeStream,
  refuse: {
    error: bedrockError,
    answer: (refusal, call) => {
      const model = bedrockModel(call) ?? ''
      if (streamed(call.path)) return { status: 200, contentType: awsType, body: concat(withheldFrames(refusal, model).map(chunk)) }
      return { status: 200, contentType: 'application/json', body: JSON.stringify(withheldBody(refusal, model)) }
    },
    endStream: (refusal, how, begun) => (how === 'error' ? exception(refusal) : concat(endFrames(refusal, begun).map(chunk))),
  },
}

const path = /\/model\/[^/]{1,400}\/invoke(?:-with-response-stream)?\/?$/
const keys = [
  'messages',
  'prompt',
  'inputText',
  'message',
  'texts',
  'input_text',
  'inputs',
  'query',
  'textToImageParams',
  'text_prompts',
  'inputs',
]

function streamed(where: string): boolean {
  return where.endsWith('-stream')
}

function chunk(payload: unknown): Uint8Array {
  return awsEvent('chunk', { bytes: encodeBase64(JSON.stringify(payload)) })
}

function readBody(body: JsonRecord): Reading {
  if (body['anthropic_version'] !== undefined) return readMessagesRequest(body)
  if (isNova(body)) return readConverseRequest(body)
  if (typeof body['message'] === 'string' || Array.isArray(body['texts']) || typeof body['query'] === 'string')
    return readCohereRequest(body)
  const reading = readGenericRequest(body)
  for (const key of ['input_text', 'textToImageParams', 'text_prompts']) {
    for (const [at, prompt] of items(`/${key}`, body[key])) say(reading, `${at}/text`, asRecord(prompt)['text'], voices.user)
  }
  say(reading, '/textToImageParams/text', asRecord(body['textToImageParams'])['text'], voices.user)
  return reading
}

function isNova(body: JsonRecord): boolean {
  if (body['schemaVersion'] !== undefined || body['inferenceConfig'] !== undefined || body['toolConfig'] !== undefined) return true
  const content = Array.isArray(body['messages']) ? asRecord(body['messages'][0])['content'] : undefined
  return Array.isArray(content) && isRecord(content[0]) && content[0]['type'] === undefined && content[0]['role'] === undefined
}

function readAnswer(answer: JsonRecord): Reading {
  if (Array.isArray(answer['content'])) return readMessagesAnswer(answer)
  if (isRecord(answer['output'])) return readConverseAnswer(answer)
  if (Array.isArray(answer['generations']) || typeof answer['text'] === 'string') return readCohereAnswer(answer)
  const reading = readGenericAnswer(answer)
  for (const [at, result] of items('/results', answer['results']))
    say(reading, `${at}/outputText`, asRecord(result)['outputText'], voices.model)
  for (const [at, output] of items('/outputs', answer['outputs'])) say(reading, `${at}/text`, asRecord(output)['text'], voices.model)
  return reading
}

/** Reads the chunks: each is an event of the model's own stream. */
function invokeStream(): StreamReader {
  const anthropic = messagesStream()
  const tools = new Map<string, { channel: string; name: string; callId?: string | undefined }>()
  return ({ event, data }) => {
    const frame = asRecord(data)
    if (asString(frame['type']) !== undefined) return anthropic({ data })
    const nova = novaEvent(frame)
    if (nova) return readConverseEvent(nova.event, nova.frame, `/${nova.event}`, tools)
    const deltas: Delta[] = []
    for (const key of ['generation', 'outputText', 'text']) piece(deltas, 'text', `/${key}`, frame[key])
    for (const [at, output] of items('/outputs', frame['outputs'])) piece(deltas, 'text', `${at}/text`, asRecord(output)['text'])
    for (const [at, choice] of items('/choices', frame['choices'])) {
      for (const outer of ['delta', 'message'])
        piece(deltas, 'text', `${at}/${outer}/content`, asRecord(asRecord(choice)[outer])['content'])
    }
    const over = frame['amazon-bedrock-invocationMetrics'] !== undefined || event?.endsWith('Exception') === true
    return over ? { deltas, ends: '*', done: true } : { deltas }
  }
}
