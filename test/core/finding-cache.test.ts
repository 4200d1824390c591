import { expect, test } from 'vitest'
import { findingCache } from '../../src/core/finding-cache.ts'
import type { TextContext } from '../../src/types.ts'

const user: TextContext = { direction: 'request', kind: 'text', origin: 'user', role: 'user' }
const tool: TextContext = { direction: 'request', kind: 'tool-result', origin: 'tool', role: 'tool' }

test('what was found in a text is remembered for the one who wrote it, not for another', () => {
  const cache = findingCache()
  cache.set('text', user, [])
  expect(cache.get('text', user)).toEqual([])
  expect(cache.get('text', tool)).toBeUndefined()
})

test('what is asked for stays, what is not is forgotten when there are too many texts', () => {
  const cache = findingCache(100)
  const text = (index: number) => `text number ${index}`
  for (let index = 0; index < 50; index++) {
    cache.set(text(index), user, [])
    cache.get(text(0), user)
  }
  expect(cache.get(text(0), user)).toEqual([])
  expect(cache.get(text(1), user)).toBeUndefined()
})
