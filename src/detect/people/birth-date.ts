import type { Detector } from '../../types.ts'
import { labelled } from './labelled.ts'

const months =
  'jan(?:uary|vier|uar)?|ene(?:ro)?|janeiro|gennaio|feb(?:ruary|rero|ruar|braio)?|f[ée]v(?:rier|ereiro)?|mar(?:ch|zo|s|ço)?|m[äa]rz|apr(?:il|ile)?|abr(?:il)?|avril|may|mayo|mai|maio|maggio|jun(?:e|io|i|ho)?|juin|giugno|jul(?:y|io|i|ho)?|juillet|luglio|aug(?:ust)?|ago(?:sto)?|ao[ûu]t|sep(?:t(?:ember|embre)?|tiembre)?|set(?:embro|tembre)?|o[ck]t(?:ober|ubre|obre)?|out(?:ubro)?|ottobre|nov(?:ember|iembre|embre|embro)?|de[czs](?:ember|iembre|embre|embro)?|d[ée]c(?:embre)?|dicembre'

/** Dates of birth, by the words before them. Other dates are nobody's. */
export const birthDate: readonly Detector[] = labelled({
  name: 'birth-date',
  category: 'pii',
  severity: 'medium',
  label: 'BIRTH_DATE',
  labels: `dob, d.o.b., date of birth, birth date, birthdate, birthday, born, born on, birth, bday, fecha de nacimiento,
      fecha nacimiento, nacimiento, nacido, nacida, date de naissance, né le, née le, naissance, geburtsdatum, geboren, geb. am,
      geburtstag, geb., data di nascita, nato il, nata il, nascita, data de nascimento, nascimento, nascido, nascida,
      geboortedatum, data urodzenia, doğum tarihi, дата рождения, 出生日期, 出生年月日, 生日, 出生, 生年月日, 생년월일`,
  value: new RegExp(
    [
      String.raw`(?:19|20)\d{2}[-/. ](?:0?[1-9]|1[0-2])[-/. ](?:3[01]|[12]\d|0?[1-9])`,
      String.raw`(?:3[01]|[12]\d|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])[-/.](?:(?:19|20)\d{2}|\d{2})`,
      String.raw`(?:19|20)\d{2} ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]?`,
      String.raw`(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|º|\.)?[ -](?:of |de |di )?(?:${months})\.?,?[ -](?:de |del )?(?:19|20)\d{2}`,
      String.raw`(?:${months})\.? (?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,? (?:19|20)\d{2}`,
      String.raw`(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`,
    ].join('|'),
  ),
  longestValue: 32,
  stop: String.raw`\d`,
  // A life in brackets after a name, (born August 9, 1928), is an encyclopaedia's.
  validate: (_value, match) => !/[(;]\s?$/.test((match.input ?? '').slice(Math.max(0, (match.index ?? 0) - 2), match.index)),
})
