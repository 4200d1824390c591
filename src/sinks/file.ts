import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Sink } from '../types.ts'

export interface FileOptions {
  path: string
  /** Size at which the file is put aside and a new one begun. Default 64 MiB. */
  maxBytes?: number
  /** How many files are kept beside the current one: `path.1` is the newest of them. Default 5. */
  keep?: number
}

/**
 * Writes each observation as a line of JSON, in a file that the user alone can read. A line is in the file when `observe` returns (about ten
 * microseconds), so that it survives whatever ends the process.
 */
export function file({ path, maxBytes = 64 * 1_024 * 1_024, keep = 5 }: FileOptions): Sink {
  const target = resolve(path)
  let open: { descriptor: number; size: number } | undefined

  function current(): { descriptor: number; size: number } {
    if (open) return open
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
    const descriptor = openSync(target, 'a', 0o600)
    open = { descriptor, size: fstatSync(descriptor).size }
    return open
  }

  function shut(): void {
    if (open) closeSync(open.descriptor)
    open = undefined
  }

  function rotate(): void {
    shut()
    rmSync(keep > 0 ? `${target}.${keep}` : target, { force: true })
    for (let age = keep - 1; age >= 0; age--) move(age === 0 ? target : `${target}.${age}`, `${target}.${age + 1}`)
  }

  return {
    name: 'file',
    observe: (observation) => {
      const line = Buffer.from(`${JSON.stringify(observation)}\n`)
      const { size } = current()
      if (size > 0 && size + line.length > maxBytes) rotate()
      const into = current()
      writeSync(into.descriptor, line)
      into.size += line.length
    },
    close: async () => shut(),
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    // Fewer files than may be kept.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
