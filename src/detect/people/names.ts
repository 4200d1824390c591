import type { Detector } from '../../types.ts'
import { labelled } from './labelled.ts'

/** Names of persons, by the words before them. Off unless asked for. */
export const personName: Detector = labelled({
  name: 'person-name',
  category: 'pii',
  severity: 'low',
  label: 'NAME',
  optional: true,
  upperCase: true,
  labels: `name, full name, first name, last name, given name, family name, surname, maiden name, middle name, patient, patient name,
      customer name, client name, employee name, contact name, cardholder, account holder, beneficiary name, my name is, i am,
      i'm, dear, mr., mrs., ms., mr, mrs, ms, dr., nombre, nombre completo, apellido, apellidos, me llamo, nom, prénom,
      nom complet, je m'appelle, vorname, nachname, ich heiße, herr, frau, nome, cognome, mi chiamo, nome completo, sobrenome,
      meu nome é, 姓名, 名字, 我叫, 氏名, 이름`,
  value: /(?:[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'’-]{1,24}|[A-Z]\.)(?:[ ](?:(?:de|del|da|di|van|von|der|den|la|le|bin|al|el|y|e)[ ]){0,2}(?:[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'’-]{1,24}|[A-Z]\.?)){1,3}|[\u4E00-\u9FFF]{2,4}|[가-힣]{2,4}/,
  longestValue: 130,
  stop: String.raw`\dA-Za-z\n\u4E00-\u9FFF가-힣`,
  words: false,
})
