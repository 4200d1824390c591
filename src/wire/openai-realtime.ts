import { asRecord } from '../text/json.ts'
import type { WireFormat } from '../types.ts'
import { stringAt } from './evidence.ts'
import { readRealtimeEvent } from './openai-realtime-read.ts'
import { answerRealtime, endRealtime, realtimeError } from './openai-realtime-refusal.ts'
import { realtimeStream } from './openai-realtime-stream.ts'
import { readResponsesAnswer } from './openai-responses.ts'

/** OpenAI's Realtime API over a socket, and what others have taken over of it: one event in each message, in both directions. */
export const openaiRealtime: WireFormat = {
  name: 'openai-realtime',
  shape: 'input',
  matches: ({ path }) => /\/realtime(?:\/|$)/.test(path),
  claims: (_call, top, body) => top !== undefined && body !== undefined && events.test(stringAt(body, top, 'type') ?? ''),
  request: readRealtimeEvent,
  response: (body) => readResponsesAnswer(asRecord(body)['response'], '/response'),
  framing: () => 'ndjson',
  stream: realtimeStream,
  refuse: { error: realtimeError, answer: answerRealtime, endStream: endRealtime },
}

const events =
  /^(?:error$|(?:session|transcription_session|conversation|input_audio_buffer|output_audio_buffer|response|rate_limits|mcp_list_tools)\.)/
