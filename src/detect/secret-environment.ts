import { entropy } from '../text/checksums.ts'

/**
 * The variables whose names say that they hold a secret: with key, token, secret, password, credential, dsn or auth as a word.
 *
 * @example
 * secretEnvironment({ OPENAI_API_KEY: '…', KEYBOARD: 'qwerty' })   // [{ name: 'OPENAI_API_KEY', value: '…' }]
 */
export function secretEnvironment(env: Record<string, string | undefined>): { name: string; value: string }[] {
  return Object.entries(env).flatMap(([name, value]) => (value && isSecretName(name) && !isPlace(value) ? [{ name, value }] : []))
}

/** Why a value cannot be looked for without taking ordinary text for it; `undefined` when it can. */
export function whyNotExact(value: string): string | undefined {
  const text = value.trim()
  if (text.length < 8) return 'shorter than 8 characters'
  if (/^[\d\s.,:+-]+$/.test(text)) return 'a number'
  if (/^(?:(?:[A-Z]?[a-z]+|[A-Z]+)(?:[\s_.:/-]+|$))+$/.test(text)) return 'made of words alone'
  if (entropy(text) * text.length < 20 || new Set(text).size < 5) return 'too regular'
  return undefined
}

const secretWords = /^(?:(?:api)?keys?|tokens?|secrets?|pass(?:word|wd|phrase)s?|pwd|credentials?|creds?|dsn|auth)$/i

function isSecretName(name: string): boolean {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .split(/[^A-Za-z]+/)
    .some((word) => secretWords.test(word))
}

/** A file, a socket or an address without credentials says where a secret is, and is none. */
function isPlace(value: string): boolean {
  return /^(?:[A-Za-z]:\\|~?\/|\.{1,2}\/)[^\s=]*$/.test(value) || /^[a-z][a-z0-9+.-]*:\/\/[^\s@?#]*$/i.test(value)
}
