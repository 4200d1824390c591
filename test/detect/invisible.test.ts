import { expect, test } from 'vitest'
import { ansi } from '../../src/detect/ansi.ts'
import { invisible } from '../../src/detect/invisible.ts'

const stripped = (text: string) => invisible.find(text).reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text)

test.each([
  ['zero-width characters', 'pay\u200bpal and a\u2060b\u200dc', 'paypal and abc'],
  ['tag characters', `hi${Array.from('ignore', (char) => String.fromCodePoint(0xe0000 + char.charCodeAt(0))).join('')}!`, 'hi!'],
  ['bidirectional overrides', 'abc\u202edcba\u202c', 'abcdcba'],
  ['a run of variation selectors', `x${'\ufe01\ufe02'}${String.fromCodePoint(0xe0101, 0xe0130)}y`, 'xy'],
  ['a byte order mark in the middle', 'a\ufeffb', 'ab'],
  ['invisible operators', 'f\u2061(x)', 'f(x)'],
  ['Hangul fillers', 'const \u3164 = 1', 'const  = 1'],
])('%s are found exactly', (_, text, plain) => {
  expect(stripped(text)).toBe(plain)
})

test.each([
  ['emoji joined by a zero-width joiner', '👩‍💻 👨‍👩‍👧‍👦 🏳️‍🌈 ❤️‍🔥 👩🏽‍🚀 🧔‍♂️'],
  ['a flag that is written with tags', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} wins'],
  ['emoji and text presentation', '☺️ #️⃣ ©︎ ✈️ 1️⃣'],
  ['Persian with zero-width non-joiners', 'می‌خواهم کتاب‌ها را بخوانم'],
  ['Hindi and Malayalam conjuncts', 'क्‍ष और ന്‍'],
  ['marks in right-to-left text', 'שלום \u200f(abc)\u200e עולם'],
  ['a byte order mark at the start', '\ufeffhello'],
  ['Thai with zero-width spaces', 'สวัสดี\u200bครับ'],
])('%s is left alone', (_, text) => {
  expect(invisible.find(text)).toEqual([])
})

test('escape sequences of a terminal are found whole', () => {
  const text = 'a\u001b[31;1mred\u001b[0m b\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007 c\u001b]0;title\u001b\\d\u0008'
  const plain = ansi.find(text).reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text)
  expect(plain).toBe('ared blink cd')
})

test('tabs and line ends are no escape sequences', () => {
  expect(ansi.find('a\tb\r\nc\n')).toEqual([])
})

test('in a stream only hidden characters at the end wait for what follows, and words do not', () => {
  expect(invisible.unfinished?.('an ordinary word', 3)).toBe(16)
  expect(invisible.unfinished?.('an otter \u{1F9A6}', 3)).toBeGreaterThanOrEqual(9)
  expect(invisible.unfinished?.('pass\u200b', 0)).toBe(4)
  expect(invisible.unfinished?.('flag \u{1F3F4}\u{E0067}\u{E0062}', 0)).toBeLessThanOrEqual(7)
})
