import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Starts the built command. */
export function start(args: string[], { env = {}, input }: { env?: Record<string, string>; input?: string } = {}) {
  const child = spawn(process.execPath, [join(root, 'dist/cli/index.js'), ...args], {
    cwd: import.meta.dirname,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  })
  child.stdin.end(input)
  let stdout = ''
  let stderr = ''
  const watchers = new Set<() => void>()
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk
    for (const watcher of watchers) watcher()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk
    for (const watcher of watchers) watcher()
  })
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  return {
    child,
    ended,
    /** Settles with what was printed when it matches, on either stream. */
    printed: (expression: RegExp) =>
      new Promise<RegExpExecArray>((resolve, reject) => {
        const check = () => {
          const found = expression.exec(stdout) ?? expression.exec(stderr)
          if (!found) return
          watchers.delete(check)
          resolve(found)
        }
        watchers.add(check)
        check()
        void ended.then(() => reject(new Error(`It ended without printing ${expression}: ${stdout}${stderr}`)))
      }),
  }
}

/** Runs the built command to its end. */
export function guard(args: string[], options?: { env?: Record<string, string>; input?: string }) {
  return start(args, options).ended
}
