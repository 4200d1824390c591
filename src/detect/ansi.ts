import { pattern } from './pattern.ts'

/** Escape sequences and other controls that a terminal obeys: colours that hide, links that lie, a title or a clipboard that is set. */
export const ansi = pattern({
  name: 'ansi-escape',
  category: 'invisible',
  severity: 'medium',
  longest: 520,
  triggers: ['\u001b', '\u009b', '\u009d', '\u0090', '\u0008', '\u0007', '\u000c', '\u007f', '\u0000'],
  anchored: true,
  expression:
    /(?:\u001b\[|\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090])[^\u0007\u001b\u009c\n]{0,512}(?:\u0007|\u001b\\|\u009c|(?=\n)|$)|\u001b[ -/]{0,4}[0-~]|\u001b|[\u009b\u009d\u0090\u0000\u0007\u0008\u000c\u007f]{1,64}/,
})
