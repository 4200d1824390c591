import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)

test.each(readdirSync('examples').filter((name) => /\.c?js$/.test(name)))('the example %s runs as its first line says', async (name) => {
  const command = /Run with: +(.*)/.exec(readFileSync(`examples/${name}`, 'utf8'))?.[1] ?? ''
  const words = command.split(' ')
  const env = Object.fromEntries(words.filter((word) => word.includes('=')).map((word) => word.split('=') as [string, string]))
  const args = words.filter((word) => !word.includes('=')).slice(1)
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...env } })
  expect(stdout).not.toBe('')
})
