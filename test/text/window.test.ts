import { expect, test } from 'vitest'
import { textWindow } from '../../src/text/window.ts'

test('a window keeps the tail that is not judged, and a bounded context before it', () => {
  const window = textWindow(16)
  let all = ''
  for (let index = 0; index < 1000; index++) {
    const piece = `${index} `
    all += piece
    window.append(piece)
    if (index % 3 === 0) window.clear(window.text.length - 2)
    expect(all.slice(window.base)).toBe(window.text)
    expect(window.from).toBeGreaterThanOrEqual(Math.min(16, window.base))
    expect(window.text.length).toBeLessThan(200)
  }
})

test('the context does not begin in the middle of a character', () => {
  const window = textWindow(3)
  for (let index = 0; index < 200; index++) {
    window.append('😀')
    window.clear(window.text.length)
    expect(window.text.codePointAt(0)).toBe(0x1f600)
  }
})

test('a window that skips begins anew where it left off', () => {
  const window = textWindow()
  window.append('abc')
  window.skip(10)
  expect([window.text, window.from, window.base]).toEqual(['', 0, 13])
})
