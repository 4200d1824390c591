/** The JSON Pointer (RFC 6901) of a child. */
export function child(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}/${key}`
  const odd = key.includes('~') || key.includes('/')
  return `${path}/${odd ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key}`
}

/** The steps of a JSON Pointer, unescaped. */
export function steps(pointer: string): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((step) => (step.includes('~') ? step.replaceAll('~1', '/').replaceAll('~0', '~') : step))
}

/** What stands at a JSON Pointer in a parsed document, or `undefined`. */
export function at(value: unknown, pointer: string): unknown {
  let here = value
  for (const step of steps(pointer)) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = (here as Record<string, unknown>)[step]
  }
  return here
}
