import type { Rule } from '../rule.ts'
import { arabic } from './arabic.ts'
import { chinese } from './chinese.ts'
import { french } from './french.ts'
import { german } from './german.ts'
import { hindi } from './hindi.ts'
import { italian } from './italian.ts'
import { japanese } from './japanese.ts'
import { korean } from './korean.ts'
import { portuguese } from './portuguese.ts'
import { russian } from './russian.ts'
import { spanish } from './spanish.ts'

/** The same families in languages other than English. */
export const languages: readonly Rule[] = [
  spanish,
  portuguese,
  italian,
  french,
  german,
  russian,
  chinese,
  japanese,
  korean,
  arabic,
  hindi,
].flat()
