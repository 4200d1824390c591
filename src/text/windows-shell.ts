export interface WindowsStatement {
  /** The first word, lower case, without path and `.exe`. */
  name: string
  /** The whole pipeline: carets, backticks and joined strings undone, white space folded, known variables put in. */
  line: string
  start: number
  end: number
}

const longest = 4000

/**
 * Splits a cmd or PowerShell script into its pipelines. Escapes that only hide (`^`, backtick, `'a'+'b'`, `[char]65`) are undone,
 * comments are dropped, and variables that the script sets to plain strings are put in.
 */
export function parseWindowsShell(text: string): WindowsStatement[] {
  const variables = new Map<string, string>()
  const statements: WindowsStatement[] = []
  for (const { raw, start } of pieces(text)) {
    const line = withVariables(plain(raw), variables)
    if (line === '' || line.startsWith('#') || /^(?:rem\b|::)/i.test(line)) continue
    const assigned =
      /^(?:\$(?:global:|script:|env:)?(\w{1,60})\s{0,5}=\s{0,5}["']([^"']{0,2000})["']|set\s{1,5}"?(\w{1,60})=([^"]{0,2000}?)"?)$/i.exec(
        line,
      )
    if (assigned) variables.set((assigned[1] ?? assigned[3] ?? '').toLowerCase(), assigned[2] ?? assigned[4] ?? '')
    statements.push({ name: nameOf(line), line, start, end: start + raw.length })
  }
  return statements
}

function* pieces(text: string): Generator<{ raw: string; start: number }> {
  let start = 0
  let quote = ''
  for (let index = 0; index <= text.length; index++) {
    const char = text[index] ?? '\n'
    if (quote !== '' && index - start < longest && index < text.length) {
      if (char === quote) quote = ''
      continue
    }
    if (char === '"' || (char === "'" && !/[A-Za-z]/.test(text[index - 1] ?? ''))) quote = char
    else if (
      char === '\n' ||
      char === ';' ||
      (char === '&' && (text[index + 1] === '&' || /\s/.test(text[index + 1] ?? '')) && text.slice(start, index).trim() !== '') ||
      index - start >= longest ||
      index === text.length
    ) {
      if (char === '\n' && /[`^]\r?$/.test(text.slice(Math.max(start, index - 2), index)) && index < text.length) continue
      const raw = text.slice(start, index)
      if (raw.trim() !== '') yield { raw, start: start + (raw.length - raw.trimStart().length) }
      start = index + 1
      quote = ''
    }
  }
}

function plain(raw: string): string {
  let line = raw
    .trim()
    .replace(/\^(?=[^\s])|`(?=[^\s`])/g, '')
    .replace(/[`^]\r?\n/g, ' ')
  if (line.includes('+')) line = line.replace(/(["'])\s{0,5}\+\s{0,5}\1/g, '')
  if (/\[char\]/i.test(line))
    line = line
      .replace(
        /\[char\]\s{0,3}\(?\s{0,3}(?:0x([0-9a-f]{1,4})|(\d{1,5}))\s{0,3}\)?/gi,
        (_, hex: string, code: string) => `'${String.fromCharCode(hex ? Number.parseInt(hex, 16) : Number(code))}'`,
      )
      .replace(/(["'])\s{0,5}\+\s{0,5}\1/g, '')
  if (/-f\s{0,3}["']/i.test(line))
    line = line.replace(
      /["']((?:\{\d{1,2}\}|[^"'{}]){1,200})["']\s{0,3}-f\s{0,3}((?:["'][^"']{0,100}["']\s{0,3},?\s{0,3}){1,20})/gi,
      formatted,
    )
  if (/-join/i.test(line))
    line = line.replace(
      /\(?((?:["'][^"']{0,40}["']\s{0,3},\s{0,3}){1,60}["'][^"']{0,40}["'])\)?\s{0,3}-join\s{0,3}["']{2}/gi,
      (_, list: string) => `'${strings(list).join('')}'`,
    )
  return line.replace(/\s+/g, ' ')
}

function formatted(_: string, format: string, list: string): string {
  const values = strings(list)
  return `'${format.replace(/\{(\d{1,2})\}/g, (whole, index: string) => values[Number(index)] ?? whole)}'`
}

function strings(list: string): string[] {
  return Array.from(list.matchAll(/["']([^"']{0,100})["']/g), ([, text]) => text ?? '')
}

function withVariables(line: string, variables: Map<string, string>): string {
  if (variables.size === 0 || !/[$%]/.test(line)) return line
  return line
    .replace(
      /^(\$\w{1,60}\s{0,5}=)|\$\{?(\w{1,60})\}?|%(\w{1,60})(?::~\d{1,3},\d{1,3})?%/g,
      (whole, assigned?: string, shell?: string, cmd?: string) =>
        assigned ? whole : (variables.get((shell ?? cmd ?? '').toLowerCase()) ?? whole),
    )
    .slice(0, 2 * longest)
}

function nameOf(line: string): string {
  const word =
    /^(?:[\s@&.({!]|\$[\w:]{1,60}\s{0,5}=|(?:try|do|else|process|begin|call|start)\b(?=\s{0,3}[{\s]))*\s*["']?([^\s"'|({]{1,300})/i.exec(
      line,
    )?.[1] ?? ''
  return word
    .slice(Math.max(word.lastIndexOf('\\'), word.lastIndexOf('/')) + 1)
    .toLowerCase()
    .replace(/\.(?:exe|cmd|bat|com)$/, '')
}
