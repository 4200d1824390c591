import { GuardConfigError } from './errors.ts'
import { guardFor, type Guard } from './guard.ts'
import { readConfig } from './node/config.ts'
import { node } from './node/platform.ts'

/** The guard of this process, made from `guard.config.json` and `GUARD_*`, and installed. However often it is registered, there is one. */
export const guard: Guard = registered()

function registered(): Guard {
  const key = Symbol.for('guard.registered')
  const holder = globalThis as { [key: symbol]: Guard | undefined }
  const existing = holder[key]
  if (existing !== undefined) return existing
  const made = configured()
  Object.defineProperty(globalThis, key, { value: made, configurable: true })
  made.install()
  return made
}

/** A guard that cannot know what it should do must not let the program run as if it were guarded. */
function configured(): Guard {
  try {
    return guardFor(node)(readConfig() ?? {})
  } catch (error) {
    if (!(error instanceof GuardConfigError)) throw error
    if (process.env['GUARD_ON_CONFIG_ERROR'] === 'ignore') {
      process.stderr.write(`guard is off: ${error.message}\n`)
      return guardFor({ ...node, env: {} })({ mode: 'off' })
    }
    process.stderr.write(`guard refuses to start: ${error.message}\n`)
    process.exit(1)
  }
}
