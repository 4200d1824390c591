import { expect, test } from 'vitest'
import { parseShell, type Script } from '../../src/text/shell.ts'

const words = (script: Script): unknown[] =>
  script.map((pipeline) =>
    pipeline.map((stage) =>
      stage.type === 'group'
        ? words(stage.body)
        : stage.words.map((word) =>
            word.parts
              .map((part) => (part.type === 'literal' ? part.text : part.type === 'variable' ? `$${part.name}` : words(part.script)))
              .join(''),
          ),
    ),
  )

test.each([
  ['quotes join with what stands beside them', `r"m" -'r'f\\ x`, [[['rm', '-rf x']]]],
  ['lists and pipes are told apart', 'a b | c && d; e & f || g', [[['a', 'b'], ['c']], [['d']], [['e']], [['f']], [['g']]]],
  ['comments end with the line', 'a # b; c\nd#e', [[['a']], [['d#e']]]],
  ['a continued line is one line', 'a \\\n b', [[['a', 'b']]]],
  [
    'conditions and loops are read as what they run',
    'if a; then b; else c; fi; while d; do e; done',
    [[['a']], [['b']], [['c']], [['d']], [['e']]],
  ],
  ['groups and subshells nest', '(a; b) | { c; }', [[[[['a']], [['b']]], [[['c']]]]]],
  ['the body of a function is read', 'f() { a; }; f', [[[[['a']]]], [['f']]]],
  ['variables are kept apart', 'a "$x" ${y:-z}', [[['a', '$x', '$y']]]],
  ['ANSI quotes are undone', "$'\\x72m' $'a\\tb'", [[['rm', 'a\tb']]]],
  ['a test is one command', '[[ a < b && c ]] && d', [[['[[', 'a', 'b', 'c', ']]']], [['d']]]],
])('%s', (_, text, expected) => {
  expect(words(parseShell(text))).toEqual(expected)
})

test('a here-document belongs to its command and its expansions are read', () => {
  const [[stage] = []] = parseShell("cat <<'A' <<B\n$x\nA\n$(y)\nB\nz")
  expect(stage?.redirects.map(({ target }) => target.parts.map((part) => part.type))).toEqual([['literal'], ['substitution', 'literal']])
})

test('offsets point at the commands, also inside substitutions', () => {
  const text = 'echo "$(rm x)"; ls'
  const script = parseShell(text)
  expect(script.map(([stage]) => text.slice(stage?.start, stage?.end))).toEqual(['echo "$(rm x)"', 'ls'])
  const part = script[0]?.[0]?.type === 'simple' ? script[0][0].words[1]?.parts[0] : undefined
  const inner = part?.type === 'substitution' ? part.script[0]?.[0] : undefined
  expect(text.slice(inner?.start, inner?.end)).toBe('rm x')
})

test.each(['"', "'", '$(', '`', '((', '{', '${', '<<', '<(', '$((', "$'", '\\', '(', 'case x in ', 'a <<E\n', '[[ ', 'f() '])(
  'endless %s ends',
  (piece) => {
    expect(() => parseShell(piece.repeat(20_000))).not.toThrow()
  },
)
