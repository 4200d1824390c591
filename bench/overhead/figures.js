/** The median of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Prints rows as a Markdown table; numbers with two decimals. */
export function table(rows) {
  const columns = Object.keys(rows[0] ?? {})
  const text = (value) => (typeof value === 'number' ? value.toFixed(2) : String(value))
  console.log(`| ${columns.join(' | ')} |\n| ${columns.map(() => '---').join(' | ')} |`)
  for (const row of rows) console.log(`| ${columns.map((column) => text(row[column])).join(' | ')} |`)
}
