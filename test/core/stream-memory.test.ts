import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

// `GUARD_LONG=1` runs 10,000 streams of each kind and one of 200 MB.
const long = process.env['GUARD_LONG'] === '1'
const [streams, megabytes] = long ? [10_000, 200] : [300, 10]

test(
  'streams that are read, cancelled, held or dropped leave nothing behind, and a long one does not grow the heap',
  { timeout: long ? 900_000 : 60_000 },
  async () => {
    const program = fileURLToPath(new URL('stream-memory-program.js', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, String(streams), String(megabytes)])
    const { bytes, along, unseen, ...growth } = JSON.parse(stdout) as Record<
      'read' | 'cancelled' | 'held' | 'dropped' | 'unseen' | 'bytes' | 'along',
      number
    >
    expect(bytes).toBeGreaterThanOrEqual(megabytes * 1e6)
    expect(along).toBeLessThan(3e6)
    // A stream that is neither read nor cancelled is observed when it is collected.
    expect(unseen).toBeLessThan(streams / 20)
    // Bytes per stream; a stream that stayed alive would cost several thousand.
    for (const each of Object.values(growth)) expect(each).toBeLessThan(1500)
  },
)
