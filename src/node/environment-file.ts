import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { GuardConfigError } from '../errors.ts'

/** Reads the variables of a `.env` file. Throws GuardConfigError that names the file when it cannot be read. */
export function readEnvironmentFile(path: string): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new GuardConfigError('exact.files', `expected a readable .env file at ${path}, found none`, { cause })
  }
}
