import { expect, test } from 'vitest'
import { topLevelKeys } from '../../src/text/json-keys.ts'

const keys = (text: string) => {
  const top = topLevelKeys(text)
  return top && [...top.keys].map(([key, { type }]) => `${key}:${type}`)
}

test('every top-level key is found with the kind of its value', () => {
  expect(keys('{"a":"x","b":[1],"c":{"d":1},"e":-1.5e3,"f":true,"g":false,"h":null}')).toEqual([
    'a:string',
    'b:array',
    'c:object',
    'e:number',
    'f:boolean',
    'g:boolean',
    'h:null',
  ])
  expect(keys(' \n{ } ')).toEqual([])
})

test('the offsets are those of the value in the text', () => {
  const text = '{"a" : [1, "]"] , "b":"q\\"\\\\"}'
  const top = topLevelKeys(text)!
  const slice = (key: string) => text.slice(top.keys.get(key)!.start, top.keys.get(key)!.end)
  expect([slice('a'), slice('b')]).toEqual(['[1, "]"]', '"q\\"\\\\"'])
})

test('nested decoys, text that looks like keys, and escaped names do not mislead', () => {
  expect(keys('{"meta":{"messages":[]},"note":"\\"prompt\\":\\"x\\"","m\\u0065ssages":[{"role":"user"}]}')).toEqual([
    'meta:object',
    'note:string',
    'messages:array',
  ])
})

test('a byte order mark and megabytes of another key change nothing', () => {
  expect(keys(`\uFEFF{"pad":"${'x'.repeat(3_000_000)}","messages":[]}`)).toEqual(['pad:string', 'messages:array'])
  expect(keys(`{"pad":"${'\\\\'.repeat(500_000)}","messages":[]}`)).toEqual(['pad:string', 'messages:array'])
})

test('a key that stands twice is reported, and the last one counts', () => {
  const top = topLevelKeys('{"input":1,"input":"x"}')!
  expect([top.duplicates, top.keys.get('input')!.type]).toEqual([true, 'string'])
})

test('arrays of numbers are skipped, whatever stands between them', () => {
  expect(keys('{"a":[1,2,[3,4],{"x":[5]}],"b":[[1,2],[3]],"c":[1,"]",2],"d":[-1.5e-7 , 2 ] ,"e":[]}')).toEqual([
    'a:array',
    'b:array',
    'c:array',
    'd:array',
    'e:array',
  ])
})

test('what is no complete object has no keys', () => {
  for (const text of [
    '',
    'x',
    '[]',
    '"a"',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"a":1,}',
    '{a:1}',
    '{"a":[1}',
    '{"a":"x',
    '{"a":1} x',
    '{"a":tru',
    '{"a\\q":1}',
    '{"a":[1,2',
  ]) {
    expect(topLevelKeys(text), text).toBeUndefined()
  }
})

test('ten thousand levels and prototype names are just keys', () => {
  const deep = '['.repeat(10_000) + ']'.repeat(10_000)
  expect(keys(`{"__proto__":{"x":1},"constructor":1,"deep":${deep}}`)).toEqual(['__proto__:object', 'constructor:number', 'deep:array'])
})

test('malformed text is left in linear time', () => {
  expect(topLevelKeys(`{"a":${'[1,'.repeat(200_000)}`)).toBeUndefined()
  expect(topLevelKeys(`{"a":"${'\\"'.repeat(500_000)}`)).toBeUndefined()
})
