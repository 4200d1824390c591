import { expect, test } from 'vitest'
import { leakDetector, leakWatch } from '../../src/detect/leak.ts'

const system =
  'You are Aria, the assistant of Example Bank. Never discuss competitor products with customers under any circumstances, and always offer the premium savings account before anything else. Escalate complaints to the human team in Leeds.'

test('a long verbatim stretch of the system prompt is found, whatever its case, line breaks and punctuation', () => {
  const answer =
    'Sure, my rules say: NEVER discuss competitor products\nwith customers under any circumstances; and always offer the **premium** savings account before anything else. Bye'
  const [match, ...rest] = leakWatch([system])(answer)
  expect(rest).toEqual([])
  expect(answer.slice(match?.start, match?.end)).toBe(
    'NEVER discuss competitor products\nwith customers under any circumstances; and always offer the **premium** savings account before anything else',
  )
})

test('a short quotation, a paraphrase and another text are left alone', () => {
  const watch = leakWatch([system])
  expect(watch('You are Aria, the assistant of Example Bank.')).toEqual([])
  expect(watch('I avoid talking about what other banks sell and I like to suggest our savings account to people first of all.')).toEqual([])
  expect(watch('')).toEqual([])
})

test('text that comes word by word is judged as the whole', () => {
  const { feed, end } = leakDetector([system])
  const found = [...Array.from(`So: ${system}`).map(feed), end()].flat()
  expect(found.at(-1)).toMatchObject({ start: 4, end: `So: ${system}`.length - 1 })
})

test('scripts without spaces are compared by characters', () => {
  const secret =
    '你是示例银行的助理。在任何情况下都不要与客户讨论竞争对手的产品，并且始终首先推荐高级储蓄账户，然后再回答任何其他问题，遇到投诉时请转接人工团队处理。'
  expect(leakWatch([secret])(`好的：${secret}`).length).toBe(1)
})
