import { rules } from '../rule.ts'
import type { Rule } from '../rule.ts'

const ORDERS =
  '(?:instructions?|consignes?|ordres?|r[èe]gles?|directives?|indications?|prompts?|messages?|restrictions?|commandes?|contexte|programmation)'
const OWN =
  '(?=[^.!?\\n]{0,90}(?:pr[ée]c[ée]dent|ant[ée]rieur|syst[èe]me|tes |ton |vos |tout(?:es)? |tous |ci-dessus|initial|origin|re[çc]u|utilisateur|avant))'

export const french: readonly Rule[] = [
  ...rules('injection-override', [
    [
      'ignore|ignorez|oublie|oubliez|négligez|neglige|abandonne|écarte|annule|outrepasse|contourne|désobéis',
      `${OWN} (?:(?:complètement|donc|simplement|totalement) ){0,2}(?:(?:toutes?|tous|les|tes|mes|vos|ces|des|de|le|la|ton|l'ensemble|autres|précédentes|anciennes) ){0,5}(?:l')?${ORDERS}`,
      0.84,
      0.93,
    ],
    [
      'ignore|ignorez|oublie|oubliez',
      " (?:tout )?(?:ce (?:qui|que|qu'on)|tout) (?:(?:précède|t'a|vous|on|a|été|dit|avant|je|j'ai|ci-dessus|te|tu|sais|qui) ?){1,6}",
      0.7,
      0.85,
    ],
    ['tiens|tenez', ' (?:pas|aucun) compte (?:des|de|du) ', 0.5, 0.7],
    [
      'arrête|cesse|suis|suivez',
      ' (?:de |plus |pas )(?:suivre |obéir )?(?:(?:les|aux|tes|mes|vos) ){0,2}(?:instructions|règles|consignes|ordres)',
      0.7,
      0.86,
    ],
    [
      'nouvelle|nouvelles',
      " (?:instruction|consigne|directive|tâche)s?(?: (?:du système|système|pour (?:toi|vous|l'assistant|l'ia)))?\\s?:",
      0.55,
      0.82,
    ],
  ]),
  ...rules('injection-role', [
    [
      'tu|maintenant|désormais|vous|dorénavant|présent',
      " (?:(?:es|êtes|tu|vous|à|maintenant|désormais|partir|de|présent) ){0,4}(?:es|êtes|seras|agis|réponds|dois|t'appelles|serez)(?: (?:maintenant|désormais|à présent))?(?: (?:un|une|le|la|libre|en|comme|dan|sans))",
      0.5,
      0.8,
    ],
    [
      'agis|fais|réponds|es|êtes|répondez|agissez|comporte',
      ' [^.!?\\n]{0,60}(?:sans (?:aucune?s?|la moindre)? ?(?:restriction|limite|filtre|censure|règle|limitation)|dan(?![a-z]))',
      0.75,
      0.84,
    ],
    ['mode', ' (?:développeur|dieu|dan|administrateur|sans restriction)[^.\\n]{0,30}(?:activé|enclenché)', 0.7, 0.82],
  ]),
  ...rules('injection-extraction', [
    [
      'affiche|affichez|montre|montrez|révèle|revele|révélez|dis|imprime|répète|repete|répétez|écris|donne|donnez|traduis|quel|quelles|quels|résume|copie|recopie',
      " (?:(?:est|sont|moi|le|la|les|ton|tes|votre|vos|tout|toutes|texte|contenu|complet|exact|du|de|mot|pour|étaient) ){0,7}(?:prompt(?: (?:de|du|initial|caché))?(?: ?syst[èe]me)?|(?:instructions|consignes) (?:initiales|du système|système|cachées|secrètes|d'origine|internes)|(?<=(?:tes|vos) )(?:instructions|consignes)|message (?:du|de) système)(?! (?:pour|de (?:montage|lavage|cuisson)))(?![a-zà-û])",
      0.66,
      0.78,
    ],
    [
      'dis|révèle|donne|montre',
      ' (?:(?:moi|quel|est|le|la|ton) ){0,4}(?:mot de passe|code secret|mot secret)(?! (?:de|du|pour))',
      0.55,
      0.62,
    ],
    ['répète|recopie|affiche|écris', ' [^.!?\\n]{0,40}(?:tout ce qui précède|texte (?:ci-dessus|précédent)|avant ce message)', 0.62, 0.7],
  ]),
  ...rules('injection-concealment', [
    [
      "ne|n'en|sans|n'informe",
      " (?:le |en |pas |lui )?(?:dis|dites|informe|mentionne|préviens|révèle|parle|dire|informer|prévenir|mentionner|parlez)(?: pas| rien)? [^.!?\\n]{0,25}(?:à |l'|au )?(?:l')?utilisateur",
      0.5,
      0.84,
    ],
  ]),
  ...rules('injection-conditional', [
    [
      "assistant|ia|attention|modèle|note|message|l'assistant",
      " (?:(?:de|pour|à|au|le|la|tout|toute|d') ){0,3}(?:l')?(?:ia|intelligence artificielle|assistant|modèle|llm|chatgpt)?\\s?[:,] (?:ignore|ignorez|envoie|envoyez|oublie|transfère|supprime|réponds|révèle|ouvre|dois)(?![a-zà-û])",
      0.35,
      0.8,
    ],
  ]),
]
