import { markedOrders } from './attacks.js'
import { random } from './random.js'
import { inside } from './examples.js'

/** Texts of held-out sources: attacks and harmless ones as users write them, and both inside documents of the same sources. */
export function validationTexts(rows, index) {
  const generator = random(1000 + index)
  const attacks = rows.filter(({ label, weight }) => label === 1 && weight >= 0.5)
  const benign = rows.filter(({ label }) => label === 0)
  const documents = benign.filter(({ text }) => text.length > 80)
  const embed = (row) => ({
    ...row,
    text:
      documents.length > 0 && row.kind !== 'injection_indirect' ? inside(generator, generator.pick(documents).text, row.text) : row.text,
  })
  return {
    direct: { attacks: attacks.filter(({ kind }) => kind !== 'injection_indirect'), benign },
    untrusted: {
      attacks: [
        ...attacks.filter(({ text, kind }) => text.length < 900 && kind !== 'jailbreak').map(embed),
        ...markedOrders(generator, 150).map((text) => embed({ text, source: 'templates (trained on)', kind: 'template', label: 1 })),
      ],
      benign: [
        ...benign,
        ...benign
          .filter(({ text }) => text.length < 250)
          .slice(0, 400)
          .map(embed),
      ],
    },
  }
}
