import { asRecord } from '../text/json.ts'
import type { WireFormat } from '../types.ts'
import { stringAt } from './evidence.ts'
import { realtimeError, socketAnswer } from './openai-realtime-refusal.ts'
import { answerResponses, endResponses } from './openai-responses-refusal.ts'
import { readResponsesAnswer, readResponsesRequest } from './openai-responses.ts'
import { responsesStream } from './openai-responses-stream.ts'

/** The Responses API over a socket: a request in each message, and the events of its stream as messages. */
export const openaiResponsesSocket: WireFormat = {
  name: 'openai-responses',
  shape: 'input',
  matches: ({ path }) => /\/responses\/?$/.test(path),
  claims: (_call, top, body) => top !== undefined && body !== undefined && /^(?:error$|response\.)/.test(stringAt(body, top, 'type') ?? ''),
  request: (body) => ({ ...readResponsesRequest(body), stream: asRecord(body)['type'] === 'response.create' }),
  response: (body) => readResponsesAnswer(asRecord(body)['response'], '/response'),
  framing: () => 'ndjson',
  stream: responsesStream,
  refuse: {
    error: realtimeError,
    answer: (refusal, _call, request) => socketAnswer(toLines(String(answerResponses(refusal, { ...request, stream: true }).body))),
    endStream: (refusal, how, begun) => toLines(endResponses(refusal, how, begun)),
  },
}

/** The events of a stream, each as the message that carries the same. */
function toLines(stream: string): string {
  return stream
    .split('\n')
    .filter((row) => row.startsWith('data: '))
    .map((row) => `${row.slice('data: '.length)}\n`)
    .join('')
}
