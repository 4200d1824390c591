import { asRecord } from '../text/json.ts'
import type { Refusal, StreamBegun } from '../types.ts'
import { novaEvent } from './bedrock-stream.ts'

/** An event of Converse: its name and its body. */
export type ConverseEvent = [event: string, frame: Record<string, unknown>]

/** The events of a whole converse stream that was withheld. */
export function withheldConverse({ message }: Refusal, stopReason: string): ConverseEvent[] {
  return [['messageStart', { role: 'assistant' }], ...textBlock(0, message), ...stop(stopReason)]
}

/** The events that close what is open of a converse stream, say that the rest was withheld, and end it with this stop reason. */
export function endingConverse(refusal: Refusal, { open, events }: StreamBegun, stopReason: string): ConverseEvent[] {
  if (events === 0) return withheldConverse(refusal, stopReason)
  const blocks = open.map(({ channel, opened }) => ({ index: Number(channel), opened })).filter(({ index }) => Number.isInteger(index))
  const text = blocks.find(({ opened }) => isText(opened))
  const ending: ConverseEvent[] = []
  for (const block of blocks) {
    if (block === text) ending.push(...textBlock(block.index, `\n\n${refusal.message}`))
    else ending.push(['contentBlockStop', { contentBlockIndex: block.index }])
  }
  // Where no block is open and more than the start was delivered, the index of a new block is not known: the stop reason says enough.
  const next = Math.max(-1, ...blocks.map(({ index }) => index)) + 1
  if (text === undefined && (next > 0 || events === 1)) ending.push(...textBlock(next, refusal.message))
  return [...ending, ...stop(stopReason)]
}

/** True where the event that opened a block carries text: blocks of text have no start of their own. */
function isText(opened: unknown): boolean {
  const frame = asRecord(opened)
  const event = novaEvent(frame)?.frame ?? frame
  return event['start'] === undefined && asRecord(event['delta'])['reasoningContent'] === undefined
}

function textBlock(contentBlockIndex: number, text: string): ConverseEvent[] {
  return [
    ['contentBlockDelta', { contentBlockIndex, delta: { text } }],
    ['contentBlockStop', { contentBlockIndex }],
  ]
}

function stop(stopReason: string): ConverseEvent[] {
  const usage = { inputTokens: 0, outputTokens: 0, totalTokens: 0 }
  return [
    ['messageStop', { stopReason }],
    ['metadata', { usage, metrics: { latencyMs: 0 } }],
  ]
}
