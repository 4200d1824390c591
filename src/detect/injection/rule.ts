/** One phrase that attacks are made of. */
export interface Rule {
  /** The family's name, as findings show it: `injection-override`. */
  id: string
  /** The words that the phrase can begin with; for scripts without spaces, the beginning of it. */
  starts: readonly string[]
  /** The whole phrase, tried only where one of `starts` stands. */
  expression: () => RegExp
  /** Confidence when a user wrote it. */
  user: number
  /** Confidence when a tool, a document or a page holds it. */
  untrusted: number
  /** True for marks that mean the same whoever talks about them: who is the subject and whether they are quoted is not asked. */
  literal: boolean
}

/** `[starts, rest, user, untrusted]`: words divided by `|`; a space in the rest stands for any white space and punctuation between words. */
export type Phrase = readonly [starts: string, rest: string, user: number, untrusted: number]

/** Makes the rules of one family from a table of phrases. Texts are judged in lower case. */
export function rules(id: string, phrases: readonly Phrase[], { literal = false } = {}): Rule[] {
  return phrases.map(([starts, rest, user, untrusted]) => ({
    id,
    starts: starts.split('|'),
    expression: once(() => new RegExp(`(?:${starts})${rest.replaceAll(' ', SEPARATOR)}`, 'y')),
    user,
    untrusted,
    literal,
  }))
}

// What may stand between two words of a phrase. A sentence's end may not.
const SEPARATOR = String.raw`(?:[\s,;:*_"'\`~>#()\-]{1,6})`

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
