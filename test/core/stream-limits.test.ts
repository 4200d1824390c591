import { expect, test } from 'vitest'
import { streamRewriter } from '../../src/core/stream-rewriter.ts'
import { streamLimits } from '../../src/core/stream-limits.ts'
import type { StreamJudge } from '../../src/core/stream-judge.ts'
import { chatReader, chunk, chunksOf, done, guarded, literalJudge, textOf } from './stream-kit.ts'

const encode = (text: string) => new TextEncoder().encode(text)

/** Holds everything from `<` to `>`, and takes it out. */
function blockJudge(failing: 'go-on' | 'block' = 'go-on'): StreamJudge & { looks: () => number } {
  let looks = 0
  const literal = literalJudge({ failing })
  return {
    ...literal,
    looks: () => looks,
    unfinished: (text, from) => {
      looks += text.length - from
      const open = text.lastIndexOf('<')
      return open >= from && !text.includes('>', open) ? open : text.length
    },
    judge: (text, from, to) => {
      const found = [...text.slice(from, to).matchAll(/<[^>]*>/g)]
      return { edits: found.map((match) => ({ start: from + match.index, end: from + match.index + match[0].length, text: '[BLOCK]' })) }
    },
  }
}

const words = (count: number) => Array.from({ length: count }, (_, index) => chunk({ content: `w${index} ` }))

test('an open block is held to its end and replaced', async () => {
  const body = chunk({ content: 'a <' }) + words(3000).join('') + chunk({ content: '> b' }) + done
  expect(textOf(await guarded(body, { judge: blockJudge() }).response.text())).toBe('a [BLOCK] b')
})

test('a block that stays open costs linear time, though every delta makes it longer', async () => {
  const cost = async (count: number) => {
    const judge = blockJudge()
    await guarded(chunk({ content: '<' }) + words(count).join(''), { judge, limits: { openBlockBytes: 1e9 } }).response.text()
    return judge.looks()
  }
  expect((await cost(16_000)) / (await cost(4000))).toBeLessThan(6)
})

test.each(['go-on', 'block'] as const)('what is held for too long follows the policy for what cannot be judged: %s', async (failing) => {
  const judge = blockJudge(failing)
  const body = chunk({ content: '<' }) + words(500).join('') + chunk({ content: 'end' }) + done
  const delivered = await guarded(body, { judge, limits: { openBlockBytes: 1000 } }).response.text()
  expect(delivered).toBe(failing === 'go-on' ? body : 'data: {"error":"withheld","events":0}\n\n')
})

test.each(['go-on', 'block'] as const)('arguments that are too long follow it too: %s', async (failing) => {
  const judge = literalJudge({ failing })
  const body =
    chunk({ content: 'ok' }) + Array.from({ length: 100 }, () => chunk({ tool: 'x'.repeat(20) })).join('') + chunk({}, 'tool_calls') + done
  const delivered = await guarded(body, { judge, limits: { toolCallBytes: 1000 } }).response.text()
  expect(delivered).toBe(failing === 'go-on' ? body : `${chunk({ content: 'ok' })}data: {"error":"withheld","events":1}\n\n`)
  expect(judge.log.unjudged[0]).toContain('tool call')
})

test.each([
  ['an event', { frameBytes: 1000 }, `data: ${'x'.repeat(3000)}`],
  ['what waits', { heldBytes: 1000 }, chunk({ content: 'sk-tes' }) + `: ${'x'.repeat(1200)}\n\n`],
])('%s that is larger than can be held passes with everything behind it, or ends the stream', async (_, limits, body) => {
  const parts = [chunk({ content: 'ok' }), body, 'y'.repeat(50), chunk({ content: 'sk-test' })].map(encode)
  const redact = { 'sk-test': '[KEY]' }
  const passed = guarded(parts, { judge: literalJudge({ redact }), limits })
  expect((await chunksOf(passed.response.body)).join('')).toBe(parts.map((part) => new TextDecoder().decode(part)).join(''))
  const ended = guarded(parts, { judge: literalJudge({ redact, failing: 'block' }), limits })
  expect(await ended.response.text()).toBe(`${chunk({ content: 'ok' })}data: {"error":"withheld","events":1}\n\n`)
})

test.each(['reader', 'judge', 'tool call'] as const)('a failure of the %s is a verdict, not an exception', async (part) => {
  const fails = () => {
    throw new Error('bug')
  }
  for (const failing of ['go-on', 'block'] as const) {
    const literal = literalJudge({ failing })
    const judge = {
      ...literal,
      ...(part === 'judge' ? { judge: fails } : {}),
      ...(part === 'tool call' ? { toolCall: () => Promise.reject(new Error('bug')) } : {}),
    }
    const body = chunk({ content: 'text' }) + chunk({ tool: '{}' }) + chunk({}, 'tool_calls') + done
    const { response } = guarded(body, { judge, ...(part === 'reader' ? { reader: fails } : {}) })
    const delivered = await response.text()
    expect(literal.log.unjudged.length).toBeGreaterThan(0)
    if (failing === 'go-on') expect(delivered).toBe(body)
    else expect(delivered).toMatch(/^(?:data: [^\n]*"text"[^\n]*\n\n)?data: \{"error":"withheld"/)
  }
})

test('frames that are no event stream of AWS pass, or end the stream', async () => {
  const body = '{"message":"Internal server error"}'
  expect(await guarded(body, { judge: literalJudge(), framing: 'aws-event-stream' }).response.text()).toBe(body)
})

test('texts that were delivered are reviewed in blocks, each character once and a little context', () => {
  const judge = literalJudge()
  const rewriter = streamRewriter({ framing: 'sse', reader: chatReader(), judge, limits: streamLimits })
  const all = Array.from({ length: 5000 }, (_, index) => `w${index} `)
  for (const content of all) {
    rewriter.push(encode(chunk({ content })))
    rewriter.review()
  }
  expect(judge.log.reviewed.length).toBeGreaterThan(5)
  rewriter.push(encode(chunk({}, 'stop')))
  rewriter.review()
  expect(judge.log.reviewed.join('')).toBe(all.join(''))
})

test('what was delivered before a stream is cancelled is reviewed', async () => {
  const judge = literalJudge()
  const { response } = guarded([encode(chunk({ content: 'delivered' })), encode(chunk({ content: 'never' }))], { judge })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  await reader.cancel()
  expect(judge.log.reviewed).toEqual(['delivered'])
})
