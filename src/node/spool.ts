import { chmodSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { homedir, hostname } from 'node:os'
import { join, resolve } from 'node:path'
import type { Spool } from '../types.ts'

/** A claim older than this is taken over even if its process cannot be shown to be dead (another machine, a reused id). */
const longestClaimMs = 24 * 3_600_000
const longestTake = 5_000
const machine = hostname().replace(/[^A-Za-z0-9-]/g, '-') || 'host'

/**
 * Keeps undelivered events in files of a folder: `GUARD_SPOOL`, else `guard/spool` in the user's state folder. Each process writes its own,
 * complete as soon as it has its name and readable by the user alone; those of one gateway are not handed to another. A reader renames a file to its own name before it reads, so each line is handed out once; the file stays until `settle`, so that it is
 * not lost when the reader dies. Names say all: `<gateway>~<process>~<lines>.jsonl`, and `….claimed~<machine>~<pid>`.
 */
export function spool(
  path: string | undefined = process.env['GUARD_SPOOL'] || undefined,
  gateway?: string,
  maxBytes = 16 * 1_024 * 1_024,
): Spool {
  const folder = resolve(path ?? defaultFolder())
  const place = toPlace(gateway)
  const claimed: string[] = []

  /** The files of this gateway, oldest first. */
  function files(): string[] {
    try {
      return readdirSync(folder)
        .filter((name) => name.startsWith(`${place}~`) && name.includes('.jsonl'))
        .sort()
    } catch {
      return []
    }
  }

  function write(lines: readonly string[]): void {
    if (lines.length === 0) return
    const kept = lastWithin(lines, maxBytes)
    const text = `${kept.join('\n')}\n`
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // A folder that the user chose keeps the mode that it has.
    if (path === undefined) chmodSync(folder, 0o700)
    makeRoom(folder, files(), maxBytes - Buffer.byteLength(text))
    const name = `${place}~${Date.now().toString(36).padStart(9, '0')}-${process.pid}-${randomName()}~${kept.length}.jsonl`
    const draft = join(folder, `.${name}`)
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' })
    renameSync(draft, join(folder, name))
  }

  function take(): string[] {
    const lines: string[] = []
    for (const name of files().filter((file) => isFree(folder, file))) {
      if (lines.length >= longestTake) break
      const own = `${name.slice(0, name.indexOf('.jsonl'))}.jsonl.claimed~${machine}~${process.pid}`
      try {
        renameSync(join(folder, name), join(folder, own))
        utimesSync(join(folder, own), new Date(), new Date())
        lines.push(...readFileSync(join(folder, own), 'utf8').split('\n').filter(Boolean))
        claimed.push(own)
      } catch {
        // Another process was first.
      }
    }
    return lines
  }

  return {
    write,
    take,
    size: () => files().reduce((sum, name) => sum + (isFree(folder, name) ? linesOf(name) : 0), 0),
    settle: () => {
      for (const name of claimed.splice(0)) remove(join(folder, name))
    },
  }
}

function defaultFolder(): string {
  const state = process.env['XDG_STATE_HOME']
  return join(state?.startsWith('/') ? state : join(homedir(), '.local', 'state'), 'guard', 'spool')
}

/** Loaded when first needed: node:crypto costs milliseconds at start. */
function randomName(): string {
  return process.getBuiltinModule('node:crypto').randomBytes(6).toString('hex')
}

/** The gateway's host as part of a file name. Every address of this machine is one place. */
function toPlace(gateway: string | undefined): string {
  if (gateway === undefined) return 'any'
  const { hostname } = new URL(gateway)
  if (/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)) return 'loopback'
  return hostname.replace(/[^a-z0-9.-]/g, '-').slice(0, 100)
}

function linesOf(name: string): number {
  return Number(/~(\d+)\.jsonl/.exec(name)?.[1] ?? 0)
}

/** Whether a file waits for a reader: nobody has claimed it, or the one who did is dead. */
function isFree(folder: string, name: string): boolean {
  const claim = /\.claimed~([^~]+)~(\d+)$/.exec(name)
  if (!claim) return true
  const [, owner, pid] = claim
  if (owner === machine && !isAlive(Number(pid))) return true
  try {
    const claimedAt = statSync(join(folder, name)).mtimeMs
    // A container that starts again has the same name and the same process id as the one that died.
    const isPredecessor = owner === machine && Number(pid) === process.pid && claimedAt < Date.now() - process.uptime() * 1_000 - 1_000
    return isPredecessor || Date.now() - claimedAt > longestClaimMs
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function lastWithin(lines: readonly string[], maxBytes: number): readonly string[] {
  let bytes = 0
  const first = lines.findLastIndex((line) => (bytes += Buffer.byteLength(line) + 1) > maxBytes)
  return first === -1 ? lines : lines.slice(first + 1)
}

function makeRoom(folder: string, names: readonly string[], bytes: number): void {
  const sizes = names.map((name) => ({ path: join(folder, name), size: sizeOf(join(folder, name)) }))
  let total = sizes.reduce((sum, { size }) => sum + size, 0)
  for (const { path, size } of sizes) {
    if (total <= bytes) return
    remove(path)
    total -= size
  }
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch {
    return 0
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // Somebody else removed it.
  }
}
