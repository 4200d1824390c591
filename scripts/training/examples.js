import { directAttacks, markedOrders, spell } from './attacks.js'
import { toolTexts, triggerTexts } from './benign.js'
import { codeTexts } from './data.js'
import { cried, documentOrders, hijackTexts } from './hijacks.js'
import { foreignAttacks, foreignOrders, foreignTexts } from './languages.js'
import { documentSentences, touchyRequests } from './touchy.js'

/** What the head for users' text learns from: attacks as they are and by template, against everything harmless. */
export function directExamples(rows, generator) {
  const examples = rows
    .filter(({ weight }) => weight > 0)
    .map(({ text, label, kind, weight }) => example(text, label, kind === 'injection_indirect' ? 0.5 : weight))
  for (const { text, label, weight } of rows) {
    if (label === 1 && weight > 0 && generator.chance(0.15)) examples.push(example(spell(generator, text.toUpperCase()), 1, weight * 0.5))
  }
  const questions = rows.filter(({ label, text }) => label === 0 && text.length < 300).map(({ text }) => text)
  // Some attacks come after something harmless.
  const led = (text) => (generator.chance(0.2) ? `${generator.pick(questions)}\n${text}` : text)
  for (const text of directAttacks(generator, 2600)) examples.push(example(led(text), 1, 0.6, text))
  for (const text of hijackTexts(generator, 5000)) examples.push(example(led(text), 1, 0.5, text))
  for (const text of foreignAttacks(generator, 4500)) examples.push(example(led(text), 1, 0.6, text))
  for (const text of foreignOrders(generator, 1500)) examples.push(example(text, 1, 0.5))
  for (const text of triggerTexts(generator, 14000, questions)) examples.push(example(text, 0, 1))
  for (const text of touchyRequests(generator, 7000)) examples.push(example(cried(generator, text), 0, 0.8))
  for (const text of foreignTexts(generator, 7000)) examples.push(example(text, 0, 1))
  for (const text of toolTexts(generator, 600)) examples.push(example(text, 0, 0.7))
  for (const text of documentSentences(generator, 1000)) examples.push(example(text, 0, 0.7))
  for (const text of codeTexts(generator, 1500)) examples.push(example(text, 0, 0.7))
  return examples
}

/** What the head for untrusted text learns from: orders to a model inside harmless text, against the same places with harmless contents. */
export function untrustedExamples(rows, generator) {
  const attacks = rows.filter(
    ({ label, weight, kind, text }) => label === 1 && weight >= 0.5 && !kind.includes('secret_extraction') && text.length < 900,
  )
  const benign = rows.filter(({ label }) => label === 0)
  const documents = benign.filter(({ text }) => text.length > 80)
  const code = codeTexts(generator, 1500)
  const mails = toolTexts(generator, 3500)
  const carriers = [...documents.map(({ text }) => text), ...code, ...mails]
  const place = (text, probability) => (generator.chance(probability) ? inside(generator, generator.pick(carriers), text) : text)
  const examples = benign.map(({ text }) => example(text, 0, 1))
  for (const text of [...code, ...mails]) examples.push(example(text, 0, 1))
  for (const text of triggerTexts(generator, 5000)) examples.push(example(place(text, 0.5), 0, 0.7))
  for (const text of touchyRequests(generator, 2000)) examples.push(example(place(text, 0.5), 0, 0.6))
  for (const text of documentSentences(generator, 6000)) examples.push(example(place(cried(generator, text), 0.6), 0, 0.8))
  for (const text of foreignTexts(generator, 6000)) examples.push(example(place(text, 0.4), 0, 0.9))
  for (const { text } of benign)
    if (text.length < 250 && generator.chance(0.15)) examples.push(example(inside(generator, generator.pick(carriers), text), 0, 0.7))
  for (const { text, kind, weight } of attacks) {
    const isWhole = kind === 'injection_indirect'
    examples.push(
      isWhole
        ? example(text, 1, weight)
        : example(inside(generator, generator.pick(carriers), text), 1, weight * (kind === 'jailbreak' ? 0.5 : 1), text),
    )
    if (!isWhole && generator.chance(0.3)) examples.push(example(text, 1, weight * 0.5))
  }
  for (const text of markedOrders(generator, 5000)) examples.push(example(place(text, 0.75), 1, 0.7, text))
  for (const text of documentOrders(generator, 6000)) examples.push(example(place(text, 0.75), 1, 0.6, text))
  for (const text of hijackTexts(generator, 2500)) examples.push(example(place(text, 0.75), 1, 0.5, text))
  for (const text of foreignOrders(generator, 4500)) examples.push(example(place(text, 0.5), 1, 0.7, text))
  for (const text of foreignAttacks(generator, 1500)) examples.push(example(place(text, 0.5), 1, 0.5, text))
  return examples
}

// `core` is the attack inside a text that is otherwise harmless.
const example = (text, label, weight, core) => ({ text, label, weight, core })

const half = (carrier) => carrier.indexOf(' ', carrier.length >> 1) + 1 || carrier.length >> 1

const FRAMES = [
  (carrier, text) => `${carrier}\n\n${text}`,
  (carrier, text) => `${text}\n\n${carrier}`,
  (carrier, text) => `${carrier.slice(0, half(carrier))}\n${text}\n${carrier.slice(half(carrier))}`,
  (carrier, text) => `${carrier.slice(0, half(carrier))} ${text} ${carrier.slice(half(carrier))}`,
  (carrier, text) => `${carrier} ${text}`,
  (carrier, text) => `${text} ${carrier}`,
  (carrier, text) => `${carrier}\n<!-- ${text} -->`,
  (carrier, text) => `${carrier.slice(0, half(carrier))}\n# ${text}\n${carrier.slice(half(carrier))}`,
  (carrier, text) => JSON.stringify({ title: carrier.slice(0, 60), content: `${carrier} ${text}` }),
  (carrier, text) =>
    JSON.stringify(
      [
        { id: 4, name: carrier.slice(0, 40), comment: text },
        { id: 5, comment: carrier.slice(40, 200) },
      ],
      null,
      1,
    ),
  (carrier, text) => `From: info@example.com\nSubject: ${carrier.slice(0, 30)}\n\n${carrier}\n\n${text}`,
  (carrier, text) => `<div>${carrier}</div><p style="display:none">${text}</p>`,
  (carrier, text) => `<html><body><h1>${carrier.slice(0, 40)}</h1><p>${text}</p><p>${carrier}</p></body></html>`,
  (carrier, text) => `${carrier}\n// ${text}`,
  (carrier, text) => `/* ${text} */\n${carrier}`,
  (carrier, text) => `- ${carrier}\n- ${text}`,
  (carrier, text) => `1. ${carrier.slice(0, 80)} - https://example.com/1\n2. ${text} - https://example.com/2\n3. ${carrier.slice(80, 300)}`,
  (carrier, text) => `id,author,comment\n1,Ann,"${carrier.slice(0, 120)}"\n2,Bob,"${text}"\n`,
  (carrier, text) =>
    `title: ${carrier.slice(0, 40)}\nstart: 2024-05-15T10:00\ndescription: ${text}\nlocation: room 4\n${carrier.slice(40)}`,
  (carrier, text) => `![${text}](https://example.com/a.png)\n${carrier}`,
  (carrier, text) => `> ${text}\n\n${carrier}`,
]

/** Attacks and harmless texts are put into the same places, so that the place says nothing. */
export const inside = (generator, carrier, text) => generator.pick(FRAMES)(cutAt(carrier, generator), text)

const cutAt = (carrier, generator) => carrier.slice(0, 60 + generator.below(900))
