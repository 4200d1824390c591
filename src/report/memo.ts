/** Remembers the last results of a pure function of a text: programs call the same few hosts and paths again and again. */
export function memo(fn: (text: string) => string, limit = 256): (text: string) => string {
  const results = new Map<string, string>()
  return (text) => {
    const known = results.get(text)
    if (known !== undefined) return known
    if (results.size >= limit) results.clear()
    const result = fn(text)
    results.set(text, result)
    return result
  }
}
