import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { spool } from '../../src/node/spool.ts'

function folder() {
  const path = mkdtempSync(join(tmpdir(), 'guard-spool-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return join(path, 'spool')
}

test('each line is handed out once, and its file goes when it is settled', () => {
  const path = folder()
  const one = spool(path)
  one.write(['a', 'b'])
  one.write(['c'])
  expect(one.size()).toBe(3)
  const other = spool(path)
  expect(other.take().toSorted()).toEqual(['a', 'b', 'c'])
  expect([other.take(), one.take(), one.size()]).toEqual([[], [], 0])
  expect(readdirSync(path)).toHaveLength(2)
  other.settle?.()
  expect(readdirSync(path)).toEqual([])
})

test('reading creates nothing', () => {
  const path = folder()
  expect(spool(path).take()).toEqual([])
  expect(spool(path).size()).toBe(0)
  expect(() => readdirSync(path)).toThrow('ENOENT')
})

test('the folder is bounded: the oldest files go, then the oldest lines', () => {
  const path = folder()
  const small = spool(path, undefined, 100)
  for (let index = 0; index < 20; index++) {
    vi.useFakeTimers({ now: index * 1_000, toFake: ['Date'] })
    small.write([`${index}`.padStart(30, '.')])
  }
  vi.useRealTimers()
  expect(small.take().map((line) => line.replaceAll('.', ''))).toEqual(['17', '18', '19'])
  small.settle?.()
  small.write(Array.from({ length: 10 }, (_, index) => `${index}`.padStart(30, '.')))
  expect(small.take().map((line) => line.replaceAll('.', ''))).toEqual(['7', '8', '9'])
  expect(readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0)).toBeLessThanOrEqual(100)
})

test('all addresses of this machine are one place, other hosts each their own', () => {
  const path = folder()
  spool(path, 'http://127.0.0.1:4000').write(['local'])
  spool(path, 'https://gateway.example').write(['remote'])
  expect(spool(path, 'http://localhost:5000').take()).toEqual(['local'])
  expect(spool(path, 'https://other.example').take()).toEqual([])
  expect(spool(path, 'https://gateway.example:8443/x').take()).toEqual(['remote'])
})

test('what else lies in the folder is left alone', () => {
  const path = folder()
  spool(path).write(['a'])
  writeFileSync(join(path, 'README'), 'mine')
  spool(path).take()
  expect(readdirSync(path)).toContain('README')
})

test('GUARD_SPOOL and the state folder say where the files are', () => {
  const path = folder()
  vi.stubEnv('GUARD_SPOOL', '')
  vi.stubEnv('XDG_STATE_HOME', path)
  spool().write(['a'])
  expect(readdirSync(join(path, 'guard', 'spool'))).toHaveLength(1)
  expect(statSync(join(path, 'guard', 'spool')).mode & 0o777).toBe(0o700)
  vi.stubEnv('GUARD_SPOOL', join(path, 'chosen'))
  spool().write(['b'])
  expect(readdirSync(join(path, 'chosen'))).toHaveLength(1)
  vi.unstubAllEnvs()
})
