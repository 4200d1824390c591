const colours = process.stdout.isTTY && !process.env.NO_COLOR
const paint = (code) => (text) => (colours ? `\u001B[${code}m${text}\u001B[0m` : text)

export const bold = paint(1)
export const dim = paint(2)
export const green = paint(32)
export const yellow = paint(33)
export const red = paint(31)

/** A verdict in its colour. */
export const verdictColour = { allow: green, flag: yellow, redact: yellow, block: red }

/** A labelled line; text of several lines is indented beneath its first. */
export function row(label, text) {
  const width = 20
  console.log(`  ${dim(label.padEnd(width))}${String(text).replaceAll('\n', `\n${' '.repeat(width + 2)}`)}`)
}

export function title(text) {
  console.log(`\n${bold(text)}`)
}
