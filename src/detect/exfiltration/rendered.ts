const lookBack = 4000

/** True inside fenced or inline code, which is shown and not rendered. Looks back four thousand characters. */
export function isCode(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - lookBack), at)
  const lineStart = before.lastIndexOf('\n') + 1
  let fence = ''
  for (const [, mark = ''] of before.slice(0, lineStart).matchAll(/^[ \t>*-]{0,12}(`{3,10}|~{3,10})/gm)) {
    if (fence === '') fence = mark
    else if (mark.startsWith(fence[0] ?? '') && mark.length >= fence.length) fence = ''
  }
  if (fence !== '') return true
  const inline = before.slice(lineStart)
  return (inline.match(/`/g)?.length ?? 0) % 2 === 1
}
