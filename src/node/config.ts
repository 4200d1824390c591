import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { GuardConfigError } from '../errors.ts'
import type { GuardOptions } from '../options.ts'

/** Reads the file that `GUARD_CONFIG` names, else `guard.config.json` of the working directory; `undefined` when there is none. Throws GuardConfigError. */
export function readConfig(path: string | undefined = process.env['GUARD_CONFIG']): GuardOptions | undefined {
  const file = resolve(path ?? 'guard.config.json')
  if (!existsSync(file)) {
    if (path === undefined) return undefined
    throw new GuardConfigError(path, 'expected a configuration file, found none')
  }
  const parsed = parse(readFileSync(file, 'utf8'), path ?? 'guard.config.json')
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new GuardConfigError(
      path ?? 'guard.config.json',
      `expected an object, found ${Array.isArray(parsed) ? 'an array' : typeof parsed}`,
    )
  }
  const { $schema: _, ...options } = parsed as Record<string, unknown>
  return options
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const at = /line \d+ column \d+|position \d+/.exec(error instanceof Error ? error.message : '')?.[0]
    throw new GuardConfigError(name, `expected JSON, found a mistake${at === undefined ? '' : ` at ${at}`}`)
  }
}
