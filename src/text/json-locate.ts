import { afterString, afterValue, jsonScan, skipSpace, unquote, type Scan } from './json-scan.ts'
import { child, steps } from './pointer.ts'

/** Where a string literal stands in a JSON text: offsets with its quotes. */
export interface Located {
  start: number
  end: number
  /** Literals that stood at the same pointer before a key was written a second time: `JSON.parse` never shows them, the receiver may read them. */
  earlier?: { start: number; end: number }[]
}

/**
 * Finds the string literals at the given JSON Pointers in one scan of the text. Where a key stands twice the last one counts,
 * as for `JSON.parse`. Pointers that lead to no string are not in the answer.
 */
export function locate(text: string, pointers: Iterable<string>): Map<string, Located> {
  const root: Branch = { pointer: '', wanted: false, children: undefined }
  for (const pointer of pointers) plant(root, pointer)
  const found = new Map<string, Located>()
  const shadowed: Walk['shadowed'] = new Map()
  const at = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0)
  try {
    visit({ scan: jsonScan(text), found, order: [], shadowed }, root, at)
  } catch (error) {
    if (error !== broken) throw error
  }
  for (const [pointer, earlier] of shadowed) {
    const located = found.get(pointer)
    if (located) located.earlier = earlier
  }
  return found
}

interface Branch {
  pointer: string
  wanted: boolean
  children: Map<string, Branch> | undefined
}

interface Walk {
  scan: Scan
  found: Map<string, Located>
  /** Pointers in the order in which they were found. */
  order: string[]
  shadowed: Map<string, { start: number; end: number }[]>
}

const broken = new Error('not JSON')

function plant(root: Branch, pointer: string): void {
  let branch = root
  for (const step of steps(pointer)) {
    branch.children ??= new Map()
    let next = branch.children.get(step)
    if (!next) branch.children.set(step, (next = { pointer: child(branch.pointer, step), wanted: false, children: undefined }))
    branch = next
  }
  branch.wanted = true
}

// Only as deep as the pointers are: what no pointer leads to is skipped without a visit.
function visit(walk: Walk, branch: Branch, at: number): number {
  const { text } = walk.scan
  const code = text.charCodeAt(at)
  if (code === 0x22) {
    const end = must(afterString(text, at))
    if (branch.wanted) {
      walk.found.set(branch.pointer, { start: at, end })
      walk.order.push(branch.pointer)
    }
    return end
  }
  if (branch.children === undefined || (code !== 0x7b && code !== 0x5b)) return must(afterValue(walk.scan, at))
  return code === 0x7b ? visitObject(walk, branch.children, at) : visitArray(walk, branch.children, at)
}

function visitObject(walk: Walk, children: Map<string, Branch>, start: number): number {
  const { text } = walk.scan
  const seen = new Map<Branch, [from: number, to: number]>()
  let at = skipSpace(text, start + 1)
  if (text.charCodeAt(at) === 0x7d) return at + 1
  for (;;) {
    if (text.charCodeAt(at) !== 0x22) throw broken
    const afterKey = must(afterString(text, at))
    const branch = children.get(unquote(text, at, afterKey) ?? '')
    at = skipSpace(text, afterKey)
    if (text.charCodeAt(at) !== 0x3a) throw broken
    at = skipSpace(text, at + 1)
    if (branch) {
      const before = seen.get(branch)
      if (before) shadow(walk, before)
      const from = walk.order.length
      at = visit(walk, branch, at)
      seen.set(branch, [from, walk.order.length])
    } else at = must(afterValue(walk.scan, at))
    at = skipSpace(text, at)
    const next = text.charCodeAt(at)
    if (next === 0x7d) return at + 1
    if (next !== 0x2c) throw broken
    at = skipSpace(text, at + 1)
  }
}

function visitArray(walk: Walk, children: Map<string, Branch>, start: number): number {
  const { text } = walk.scan
  let at = skipSpace(text, start + 1)
  if (text.charCodeAt(at) === 0x5d) return at + 1
  for (let index = 0; ; index++) {
    const branch = children.get(String(index))
    at = skipSpace(text, branch ? visit(walk, branch, at) : must(afterValue(walk.scan, at)))
    const next = text.charCodeAt(at)
    if (next === 0x5d) return at + 1
    if (next !== 0x2c) throw broken
    at = skipSpace(text, at + 1)
  }
}

// Only what was found under the key before is looked at, however many pointers lead there.
function shadow({ found, order, shadowed }: Walk, [from, to]: [number, number]): void {
  for (const pointer of order.slice(from, to)) {
    const located = found.get(pointer)
    if (!located) continue
    found.delete(pointer)
    const earlier = shadowed.get(pointer)
    if (earlier) earlier.push(located)
    else shadowed.set(pointer, [located])
  }
}

function must(at: number): number {
  if (at < 0) throw broken
  return at
}
