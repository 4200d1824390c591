/** Keys that vendors print in their documentation. They open nothing. */
export const documentedKeys: readonly string[] = [
  'AKIAIOSFODNN7EXAMPLE',
  'ASIAIOSFODNN7EXAMPLE',
  'AKIAI44QH8DHBEXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
]

/** True where a text only stands in for a secret: a reference, a documentation example, a word such as "changeme". */
export function isPlaceholder(text: string): boolean {
  return documentedKeys.includes(text) || standIn.test(text) || reference.test(text) || fewCharacters(text)
}

/** True where at least five different characters stand, none of them as a long run: random enough for a token that its prefix already names. */
export function looksIssued(text: string): boolean {
  return !standIn.test(text) && !fewCharacters(text) && !documentedKeys.includes(text)
}

const standIn =
  /example|placeholder|your[-_ ]?(?:own|api|key|token|secret|pass|access|account|client|auth|org|project|real|new|super|db|database|[a-z]{0,12}[-_ ]?(?:here|key|token|secret|password)|$)|change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|with|this)|insert[-_ ]?(?:your|here|key|token)|(?:key|token|secret|password)[-_ ]?here|redacted|censored|dummy|\.{3}|…|[x*.•-]{6}|(.)\1{7}|(?:^|[-_])(?:todo|fixme|none|null|undefined)(?:[-_]|$)|<[a-z]/i

const reference =
  /^(?:\$|%[A-Za-z_]+%$|\{\{|\[\[|@@|<|process\.|os\.|env[.([]|ENV\[|import\.|config[.([]|secrets?[.([]|vault[.:(/]|getenv|System\.|Deno\.|ssm:|arn:|op:\/\/|!(?:ref|sub|vault)|file:|ref\+|var\.|local\.|data\.|module\.)/i

function fewCharacters(text: string): boolean {
  return new Set(text).size < 5
}
