import type { Copy } from '../../text/copy.ts'
import { decode } from '../../text/decode.ts'
import { normalise } from '../../text/normalise.ts'
import { respell } from './respell.ts'

/** One reading of a text: in lower case, with the way back to where it stands. */
export interface View {
  text: string
  /** The span in the original text of a span in this one. */
  locate: (start: number, end: number) => { start: number; end: number }
  /** How it was come by. `plain` readings cover the whole text. */
  kind: 'plain' | 'respelled' | 'decoded'
}

/** All readings of a text: as it stands, with disguised words spelled out, and everything decoded that it carries. */
export function views(text: string): readonly View[] {
  if (text !== lastText) {
    lastViews = read(text)
    lastText = text
  }
  return lastViews
}

// Rules and classifier read the same text one after the other.
let lastText = ''
let lastViews: readonly View[] = []

function read(text: string): View[] {
  const readings = spell(normalise(text), 'plain')
  for (const piece of decode(text)) {
    for (const view of spell(normalise(piece.text), 'plain')) {
      readings.push({ text: view.text, kind: 'decoded', locate: () => ({ start: piece.start, end: piece.end }) })
    }
  }
  return readings
}

function spell(copy: Copy, kind: View['kind']): View[] {
  const lower = lowered(copy)
  const plain: View = { text: lower.text, kind, locate: (start, end) => ({ start: lower.map(start), end: lower.map(end) }) }
  const respelled = respell(lower.text)
  if (!respelled) return [plain]
  return [
    plain,
    {
      text: respelled.text,
      kind: 'respelled',
      locate: (start, end) => ({ start: lower.map(respelled.map(start)), end: lower.map(respelled.map(end)) }),
    },
  ]
}

// U+0130 is the one capital that grows in lower case, and offsets must stay.
function lowered({ text, map }: Copy): Copy {
  return { text: text.replaceAll('\u0130', 'I').toLowerCase(), map }
}
