import { expect, test } from 'vitest'
import { conversations } from '../../src/core/conversations.ts'
import { restorations, unfinishedPlaceholder } from '../../src/core/restore.ts'
import { mint, placeholderPattern, vault } from '../../src/core/vault.ts'
import { replaceSpans } from '../../src/text/spans.ts'

const open = (key = 'a key of this test', maxValues = 100) => vault({ mint: mint(key), style: 'placeholder', maxValues })

test('a value has the same placeholder in every exchange of a process, and in every process with the same key', () => {
  const placeholder = open().redact('jane', 'email', 'EMAIL')
  expect(placeholder).toMatch(/^\[EMAIL_[0-9A-HJKMNP-TV-Z]{8}\]$/)
  expect(placeholder.replace(placeholderPattern, '')).toBe('')
  expect(open().redact('jane', 'email', 'EMAIL')).toBe(placeholder)
  expect(open('another key of this test').redact('jane', 'email', 'EMAIL')).not.toBe(placeholder)
})

test('only placeholders of this exchange are restored: that of another stays a placeholder', () => {
  const mine = open()
  const placeholder = mine.redact('jane', 'email', 'EMAIL')
  const other = open().redact('john', 'email', 'EMAIL')
  const text = `${placeholder} and ${other}`
  expect(replaceSpans(text, restorations(text, mine))).toBe(`jane and ${other}`)
})

test.each(['with "quotes"', 'back\\slash', 'two\nlines', '$& and $1', '🦦 otter'])('the value %j comes back as it was', (value) => {
  const own = open()
  const text = `<${own.redact(value, 'x', 'X')}>`
  expect(replaceSpans(text, restorations(text, own))).toBe(`<${value}>`)
})

test('a near form of a placeholder is not restored', () => {
  const own = open()
  const placeholder = own.redact('jane', 'email', 'EMAIL')
  for (const near of [placeholder.toLowerCase(), placeholder.replace('_', ' '), placeholder.slice(1), `${placeholder.slice(0, -2)}]`]) {
    expect(restorations(near, own)).toEqual([])
  }
})

test('beyond the cap a value is masked by its label and cannot come back', () => {
  const own = open('a key of this test', 1)
  own.redact('one', 'x', 'X')
  expect(own.redact('two', 'x', 'X')).toBe('[X]')
  expect(own.redact('one', 'x', 'X')).toMatch(/^\[X_/)
})

test('other styles are a mask, a keyed hash and a bare label, by detector where it is said so', () => {
  const own = vault({ mint: mint('a key of this test'), style: { card: 'mask', email: 'hash', iban: 'label' }, maxValues: 10 })
  expect(own.redact('4111111111111111', 'card', 'CARD')).toBe('************')
  expect(own.redact('jane', 'email', 'EMAIL')).toMatch(/^[0-9A-Z]{8}$/)
  expect(own.redact('DE89', 'iban', 'IBAN')).toBe('[IBAN]')
  expect(own.redact('x', 'other', 'OTHER')).toMatch(/^\[OTHER_/)
  expect(own.size()).toBe(1)
})

test('the beginning of a placeholder at the end of a text is held, and nothing else', () => {
  const own = open()
  const placeholder = own.redact('jane', 'email', 'EMAIL')
  for (let cut = 1; cut < placeholder.length; cut++) expect(unfinishedPlaceholder(`to ${placeholder.slice(0, cut)}`, 0, own)).toBe(3)
  expect(unfinishedPlaceholder(`to ${placeholder}`, 0, own)).toBe(3 + placeholder.length)
  expect(unfinishedPlaceholder('a list [x', 0, own)).toBe(9)
})

test('a conversation that goes on by the id of the provider keeps its placeholders; the oldest are forgotten', () => {
  const store = conversations(2)
  const placeholders = new Map([['[X_00000000]', 'value']])
  for (const id of ['a', 'b', 'c']) store.remember(id, placeholders)
  expect(store.continued('a')).toBeUndefined()
  expect(store.continued('c')).toEqual(placeholders)
  expect(store.continued(undefined)).toBeUndefined()
})
