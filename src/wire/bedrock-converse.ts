import { has } from '../text/json-keys.ts'
import { asRecord } from '../text/json.ts'
import { mediaType } from '../text/media-type.ts'
import type { Refusal, WireAnswer, WireCall, WireFormat } from '../types.ts'
import { concat } from '../stream/frame.ts'
import { awsEvent, awsException } from './aws-frame.ts'
import { readConverseAnswer, readConverseRequest } from './bedrock-read.ts'
import { endingConverse, withheldConverse, type ConverseEvent } from './bedrock-ending.ts'
import { converseStream } from './bedrock-stream.ts'
import { emptyReading } from './collect.ts'
import { isPost } from './paths.ts'
import { json, violation } from './refusals.ts'

/** Converse and ConverseStream of Amazon Bedrock. */
export const bedrockConverse: WireFormat = {
  name: 'bedrock-converse',
  shape: 'messages',
  matches: (call, top) =>
    isPost(call) && path.test(call.path) && (top === undefined || has(top, 'messages', 'array') || has(top, 'promptVariables', 'object')),
  request: (body, call) => readConverseRequest(asRecord(body), emptyReading({ model: bedrockModel(call), stream: streamed(call) })),
  response: (body, call) => readConverseAnswer(asRecord(body), emptyReading({ model: bedrockModel(call) })),
  framing: awsFraming,
  stream: converseStream,
  refuse: {
    error: bedrockError,
    answer: (refusal, call) => {
      if (streamed(call)) return { status: 200, contentType: awsType, body: written(withheldConverse(refusal, stopReason)) }
      return json(200, {
        output: { message: { role: 'assistant', content: [{ text: refusal.message }] } },
        stopReason,
        usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
        metrics: { latencyMs: 0 },
      })
    },
    endStream: (refusal, how, begun) => (how === 'error' ? exception(refusal) : written(endingConverse(refusal, begun, stopReason))),
  },
}

/** Media type of AWS event streams. */
export const awsType = 'application/vnd.amazon.eventstream'

const path = /\/model\/[^/]{1,400}\/converse(?:-stream)?\/?$/
const stopReason = 'guardrail_intervened'

/** The model, or the profile, that the path names. */
export function bedrockModel({ path: where }: WireCall): string | undefined {
  const name = /\/model\/([^/]{1,400})\//.exec(where)?.[1]
  try {
    return name === undefined ? undefined : decodeURIComponent(name)
  } catch {
    return name
  }
}

/** The framing of Bedrock's answers. */
export function awsFraming(contentType: string): 'aws-event-stream' | undefined {
  return mediaType(contentType) === awsType ? 'aws-event-stream' : undefined
}

/** Bedrock's own error: the SDK finds its type in the body. */
export function bedrockError(refusal: Refusal): WireAnswer {
  return json(403, errorBody(refusal))
}

/** The frame that ends a stream with an exception, which the SDK throws. */
export function exception({ message, category, detector, id }: Refusal): Uint8Array<ArrayBuffer> {
  return awsException('validationException', { message, type: violation, category, detector, observation_id: id })
}

function errorBody({ message, category, detector, id }: Refusal) {
  return { __type: 'AccessDeniedException', message, type: violation, category, detector, observation_id: id }
}

function streamed({ path: where }: WireCall): boolean {
  return /-stream\/?$/.test(where)
}

function written(events: readonly ConverseEvent[]): Uint8Array<ArrayBuffer> {
  return concat(events.map(([event, frame]) => awsEvent(event, frame)))
}
