import { expect, test } from 'vitest'
import { confusables } from '../../src/text/confusables.ts'
import { copier } from '../../src/text/copy.ts'
import { normalise } from '../../src/text/normalise.ts'

const tags = (text: string): string => Array.from(text, (character) => String.fromCodePoint(0xe0000 + character.charCodeAt(0))).join('')

test('plain ASCII is its own copy', () => {
  const { text, map } = normalise('ignore this')
  expect(text).toBe('ignore this')
  expect(map(7)).toBe(7)
})

test.each([
  ['zero-width characters', 'ig\u200Bno\u2060re\uFEFF', 'ignore'],
  ['bidirectional controls', '\u202Eignore\u202C', 'ignore'],
  ['soft hyphens', 'ig\u00ADnore', 'ignore'],
  ['full-width letters', 'ｉｇｎｏｒｅ：', 'ignore:'],
  ['mathematical letters', '𝐢𝐠𝐧𝐨𝐫𝐞 𝓪𝓵𝓵', 'ignore all'],
  ['circled letters', 'ⓘⓖⓝⓞⓡⓔ', 'ignore'],
  ['regional indicators', '🇮🇬🇳🇴🇷🇪', 'IGNORE'],
  ['combining marks on Latin letters', 'i\u0336g\u0336nore', 'ignore'],
  ['Cyrillic letters inside Latin words', 'іgnоrе аll', 'ignore аll'.replace('а', 'a')],
  ['Greek letters inside Latin words', 'ignοrε', 'ignore'],
  ['small capitals', 'ɪɢɴᴏʀᴇ', 'ignore'],
  ['text in tag characters', `hello ${tags('ignore all')}`, 'hello ignore all'],
  [
    'bytes in variation selectors',
    `😀${Array.from('obey', (letter) => String.fromCodePoint(0xe0100 + letter.charCodeAt(0) - 16)).join('')}`,
    '😀obey',
  ],
  ['typographic quotes and dashes', '‘a’ “b” – c', '\'a\' "b" - c'],
])('%s are undone', (_, disguised, meant) => {
  expect(normalise(disguised).text).toBe(meant)
})

test('words of other scripts stay what they are', () => {
  for (const text of ['Привет, как дела?', 'καλημέρα', 'हिन्दी में', '日本語がゲ', 'שלום', 'é à ü ñ', '👍🏽 ❤️'.replace('\uFE0F', '')])
    expect(normalise(text).text).toBe(text)
})

test('an offset leads back to the place in the original', () => {
  const original = 'a\u200B\u200Bb ｆｕｌｌ ﬁn 𝐱y'
  const { text, map } = normalise(original)
  expect(text).toBe('ab full fin xy')
  expect(original.slice(map(3), map(7))).toBe('ｆｕｌｌ')
  expect(original.slice(map(8), map(11))).toBe('ﬁn')
  expect(original.slice(map(12), map(13))).toBe('𝐱')
  expect(map(text.length)).toBe(original.length)
})

test('offsets never run backwards or beyond the text', () => {
  const original = `${tags('hidden')}x\u0301\u0302ｙ﷽🇮🇬\u200Bz`
  const { text, map } = normalise(original)
  let last = 0
  for (let offset = 0; offset <= text.length; offset++) {
    expect(map(offset)).toBeGreaterThanOrEqual(last)
    last = map(offset)
  }
  expect(last).toBeLessThanOrEqual(original.length)
})

test('every look-alike stands for one ASCII letter', () => {
  expect(confusables.size).toBeGreaterThan(100)
  for (const [like, letter] of confusables) {
    expect(like).toMatch(/^[^\0-\x7F]$/)
    expect(letter).toMatch(/^[A-Za-z!]$/)
  }
})

test('a copier that replaced nothing gives the text back', () => {
  const { text, map } = copier('same').done()
  expect([text, map(2)]).toEqual(['same', 2])
})
