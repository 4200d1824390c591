import type { Span } from '../text/spans.ts'
import { placeholderPattern, type Vault } from './vault.ts'

/** Edits that put back what the placeholders of this exchange stand for, as plain text. */
export function restorations(text: string, vault: Vault): (Span & { text: string })[] {
  if (vault.size() === 0 || !text.includes('[')) return []
  return [...text.matchAll(placeholderPattern)].flatMap((match) => {
    const value = vault.value(match[0])
    if (value === undefined) return []
    return [{ start: match.index, end: match.index + match[0].length, text: value }]
  })
}

/** The offset, not below `from`, from which the end of the text may be the beginning of a placeholder; the text's length when it is not. */
export function unfinishedPlaceholder(text: string, from: number, vault: Vault): number {
  if (vault.size() === 0) return text.length
  const open = text.lastIndexOf('[')
  if (open < from || text.length - open >= vault.longest()) return text.length
  return vault.begins(text.slice(open)) ? open : text.length
}
