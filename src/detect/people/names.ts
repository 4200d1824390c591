import type { Detector } from '../../types.ts'
import { labelled } from './labelled.ts'

const kind = {
  name: 'person-name',
  category: 'pii',
  severity: 'low',
  label: 'NAME',
  optional: true,
  upperCase: true,
  stop: String.raw`\dA-Za-z\n\u4E00-\u9FFF가-힣`,
  words: false,
} as const

const word = String.raw`(?:[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'’-]{1,24}|[A-Z]\.)`
const more = String.raw`(?:[ ](?:(?:de|del|da|di|van|von|der|den|la|le|bin|al|el|y|e)[ ]){0,2}${word})`

/** Names of persons, by the words before them: a title, or a field and at least two names. Off unless asked for. */
export const personName: readonly Detector[] = [
  ...labelled({
    ...kind,
    labels: `full name, name, first name, last name, given name, family name, surname, maiden name, middle name, patient, patient name,
      customer name, client name, employee name, contact name, cardholder, account holder, beneficiary name, my name is, i am, i'm, nombre,
      nombre completo, apellido, apellidos, me llamo, nom, prénom, nom complet, je m'appelle, vorname, nachname, ich heiße, nome, cognome,
      mi chiamo, nome completo, sobrenome, meu nome é, 姓名, 名字, 我叫, 氏名, 이름`,
    value: new RegExp(String.raw`${word}${more}{1,3}|[\u4E00-\u9FFF]{2,4}|[가-힣]{2,4}`),
    longestValue: 130,
  }),
  ...labelled({
    ...kind,
    labels: 'dear, mr., mrs., ms., mr, mrs, ms, dr., miss, herr, frau, señor, señora, madame, monsieur, signor, signora',
    value: new RegExp(String.raw`(?!(?:Mrs?|Ms|Dr|Sir|Madam|All|Team|Customer|Colleagues)\b)${word}${more}{0,3}`),
    longestValue: 130,
    validate: (_value, match) => /^[ .]*$/.test(match.groups?.['between'] ?? ''),
  }),
]
