import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { RedactionStyle } from '../options.ts'

/** Makes placeholders, the same for the same value under one key, and knows what each one stands for. */
export interface Mint {
  placeholder: (label: string, value: string) => string
}

/** The placeholders of one exchange, and of the conversation that it continues. */
export interface Vault {
  /** What stands in for a value: a placeholder that can be undone, or another style that cannot. */
  redact: (value: string, detector: string, label: string) => string
  /** The same without a way back: for what the model itself wrote. */
  mask: (value: string, detector: string, label: string) => string
  /** The value behind a placeholder of this exchange. */
  value: (placeholder: string) => string | undefined
  /** Placeholders that could come back. */
  size: () => number
  /** The longest placeholder, in UTF-16 units. */
  longest: () => number
  /** True when some placeholder of this exchange begins with the text. */
  begins: (text: string) => boolean
  entries: () => ReadonlyMap<string, string>
}

/** What every placeholder looks like, whoever minted it. */
export const placeholderPattern = /\[[A-Z][A-Z0-9_]{0,40}_[0-9A-HJKMNP-TV-Z]{8,13}\]/g

/** A mint for one process: without a configured key, the key is random and lives in memory only. */
export function mint(key: string | undefined): Mint {
  const secret = key === undefined ? crypto.getRandomValues(new Uint8Array(32)) : new TextEncoder().encode(key)
  return { placeholder: (label, value) => `[${label}_${digest(secret, value, 8)}]` }
}

export interface VaultOptions {
  mint: Mint
  style: RedactionStyle | Record<string, RedactionStyle>
  maxValues: number
  /** Placeholders of the conversation that the exchange continues. */
  inherited?: ReadonlyMap<string, string> | undefined
}

/** Opens the vault of one exchange. */
export function vault({ mint, style, maxValues, inherited }: VaultOptions): Vault {
  const values = new Map(inherited)
  let longest = 0
  for (const placeholder of values.keys()) longest = Math.max(longest, placeholder.length)

  const styleOf = (detector: string) => (typeof style === 'string' ? style : (style[detector] ?? 'placeholder'))
  const shape = (value: string, detector: string, label: string) => {
    const chosen = styleOf(detector)
    if (chosen === 'mask') return '*'.repeat(Math.min(value.length, 12))
    if (chosen === 'label') return `[${label}]`
    const placeholder = mint.placeholder(label, value)
    return chosen === 'hash' ? placeholder.slice(label.length + 2, -1) : placeholder
  }

  return {
    redact: (value, detector, label) => {
      const text = shape(value, detector, label)
      if (styleOf(detector) !== 'placeholder') return text
      const known = values.get(text)
      // Two values under one placeholder would be restored wrongly: the later one stays hidden for good.
      if (known !== undefined) return known === value ? text : `[${label}]`
      if (values.size >= maxValues) return `[${label}]`
      values.set(text, value)
      longest = Math.max(longest, text.length)
      return text
    },
    mask: shape,
    value: (placeholder) => values.get(placeholder),
    size: () => values.size,
    longest: () => longest,
    begins: (text) => {
      for (const placeholder of values.keys()) if (placeholder.startsWith(text)) return true
      return false
    },
    entries: () => values,
  }
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function digest(key: Uint8Array, value: string, length: number): string {
  const bytes = hmac(sha256, key, new TextEncoder().encode(value))
  let text = ''
  for (let index = 0; index < length; index++) text += alphabet[(bytes[index] ?? 0) & 31]
  return text
}
