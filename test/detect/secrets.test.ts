import { expect, test } from 'vitest'
import { compile } from '../../src/detect/compile.ts'
import { secrets } from '../../src/detect/secrets/index.ts'
import { lookAlikes, secretSamples, seeded } from '../../eval/secret-samples.js'
import { context } from './context.ts'

const scanner = compile(secrets)

test('each kind of secret is found in prose, in quotes, and in JSON inside of JSON', async () => {
  const missed: string[] = []
  for (const seed of [1, 2, 3]) {
    for (const { kind, text, secret } of await secretSamples(seeded(seed))) {
      for (const place of [
        `Here it is: ${text} and that is all.`,
        `{"note": "${text}"}`,
        JSON.stringify(JSON.stringify({ note: `see ${text}`, more: 1 })),
        `first line\n${text}\nlast line`,
      ]) {
        const written = place.includes(secret) ? secret : JSON.stringify(JSON.stringify(secret)).slice(3, -3)
        const found = scanner
          .scan(place, context)
          .filter((match) => match.detector === kind)
          .map(({ start, end }) => place.slice(start, end))
        if (!found.includes(written)) missed.push(`${kind} in ${place.slice(0, 24)}: ${found.join(' ')}`)
      }
    }
  }
  expect(missed).toEqual([])
})

test('what only looks like a secret is left alone', () => {
  const found = [1, 2, 3].flatMap((seed) =>
    lookAlikes(seeded(seed)).flatMap((text) =>
      scanner.scan(text, context).map(({ detector, start, end }) => `${detector}: ${text.slice(start, end)} in ${text}`),
    ),
  )
  expect(found).toEqual([])
})

test('there are more than ninety kinds of secrets, each with a name of its own', () => {
  const names = secrets.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThan(120)
})
