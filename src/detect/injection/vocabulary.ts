/** The words that steering texts are made of, which their authors disguise. */
export const vocabulary: readonly string[] =
  'ignore|ignoring|disregard|forget|override|bypass|previous|previously|prior|above|earlier|instruction|instructions|directions|directives|guidelines|system|prompt|prompts|rules|reveal|repeat|print|show|password|secret|developer|unrestricted|restrictions|assistant|everything|hidden|initial|jailbreak|pretend|uncensored|your|all|the|tell|now|you|are|me|and|mode|any|of|do|not|user|send'.split(
    '|',
  )

// Real words, and forms of the vocabulary's own, that look like a misspelling of one of its words.
const REAL = new Set(
  'abode,asistant,assistance,assistants,boveabove,bypassed,bypasses,developed,developers,develop,direction,directive,directs,disregards,earliest,forge,forged,forges,forgets,forgot,guideline,hide,hides,ignored,ignores,initials,initially,instructs,jailbreaks,overridden,overrides,overrode,passwords,point,points,porter,prefer,pretended,pretender,pretends,preview,previews,priors,priory,printed,printer,printf,prints,prom,promo,promote,prompted,prompter,repeated,repeats,restriction,restricting,revel,reveals,revels,roles,rubles,rule,ruled,ruler,rulers,rulings,secrete,secretes,secretly,secrets,showed,sprint,systems,repeal,ruels,ules,rues,ulers,prin,pint,rint,prnt,priont,prior,bove,aove,abov,ypass,secre,ecret,romp,hiden,hidde,eveal'.split(
    ',',
  ),
)

/** A key that a word shares with every shuffle of the letters between its first and its last. The capital keeps it apart from words. */
export const shuffleKey = (word: string): string =>
  `${word.charAt(0).toUpperCase()}${word.slice(1, -1).split('').sort().join('')}${word.slice(-1)}`

/** Misspellings of the longer words (a letter dropped or doubled, two swapped) and shuffle keys, each with the word that is meant. */
export function misspellings(): Map<string, string> {
  const map = new Map<string, string>()
  const known = new Set(vocabulary)
  for (const word of vocabulary) {
    if (word.length < 5) continue
    for (const spelling of spellings(word)) {
      if (spelling.length >= 4 && !REAL.has(spelling) && !known.has(spelling) && !map.has(spelling)) map.set(spelling, word)
    }
  }
  return map
}

function* spellings(word: string): Generator<string> {
  if (word.length >= 6) yield shuffleKey(word)
  for (let index = 1; index < word.length; index++) {
    yield word.slice(0, index) + word.slice(index + 1)
    yield word.slice(0, index) + word.charAt(index - 1) + word.slice(index)
    if (index < word.length - 1) yield word.slice(0, index) + word.charAt(index + 1) + word.charAt(index) + word.slice(index + 2)
  }
}
