import { rules } from '../rule.ts'
import type { Rule } from '../rule.ts'

const ORDERS = '(?:istruzion[ei]|ordini|regole|norme|direttive|indicazioni|prompt|messagg[io]+|restrizioni|comandi|contesto|linee guida)'
const OWN = '(?=[^.!?\\n]{0,90}(?:precedent|sistema|tue |tuo |tuoi |tutt[eio] |sopra|inizial|original|ricevut|utente|prima))'

export const italian: readonly Rule[] = [
  ...rules('injection-override', [
    [
      'ignora|ignori|ignorate|dimentica|dimenticate|dimenticati|scarta|trascura|disattendi|annulla|tralascia',
      `${OWN} (?:(?:completamente|pure|di|del tutto) ){0,2}(?:(?:tutt[eio]|le|gli|i|tue|tuoi|mie|qualsiasi|il|la|tuo|di|delle|queste|quelle|altre) ){0,5}${ORDERS}`,
      0.84,
      0.93,
    ],
    [
      'ignora|dimentica|dimenticati',
      ' (?:di )?(?:tutto|quello|ciò|tutto ciò) (?:(?:quello|ciò|che|ti|è|stato|detto|sopra|prima|precede|hai|ho) ?){1,6}',
      0.7,
      0.85,
    ],
    ['non|smetti', ' (?:di )?(?:seguire|obbedire) (?:(?:più|a|le|alle|tue) ){0,3}(?:istruzioni|regole|ordini)', 0.7, 0.86],
    [
      'nuova|nuove|nuovo',
      " (?:istruzion[ei]|ordine|compito|direttiva)(?: (?:di sistema|del sistema|per (?:te|l'assistente)))?\\s?:",
      0.55,
      0.82,
    ],
  ]),
  ...rules('injection-role', [
    [
      'ora|adesso|poi',
      " (?:(?:in|poi|avanti|tu) ){0,3}(?:sei|sarai|agisci|rispondi|devi|ti chiami|comportati)(?![a-zà-ù]) (?:un|una|un'|il|la|libero|in|come|dan|senza)",
      0.5,
      0.82,
    ],
    [
      'agisci|fingi|rispondi|sei|comportati',
      ' [^.!?\\n]{0,60}(?:senza (?:alcun[ao]?|nessun[ao]?)? ?(?:restrizion|limit|filtr|censur|regole)|dan(?![a-z]))',
      0.75,
      0.84,
    ],
    ['modalità', ' (?:sviluppatore|dio|dan|amministratore|senza restrizioni)[^.\\n]{0,30}(?:attiv|abilit)', 0.6, 0.8],
  ]),
  ...rules('injection-extraction', [
    [
      'mostra|mostrami|rivela|rivelami|dimmi|stampa|ripeti|scrivi|dammi|traduci|qual|quali|riassumi|copia',
      ' (?:(?:è|sono|il|la|i|le|tuo|tue|tutto|tutte|testo|contenuto|completo|esatto|del|di) ){0,7}(?:prompt(?: (?:di|del|iniziale|nascosto))?(?: sistema)?|istruzioni (?:iniziali|di sistema|nascoste|segrete|originali|interne)|(?<=tue )istruzioni|messaggio di sistema)(?! (?:per|di (?:montaggio|uso|installazione)))(?![a-zà-ù])',
      0.66,
      0.78,
    ],
    [
      'dimmi|rivela|rivelami|dammi|mostrami',
      ' (?:(?:qual|è|la|il|tua) ){0,4}(?:password|parola segreta|codice segreto|chiave segreta)(?! (?:di|del|per|della))',
      0.55,
      0.62,
    ],
  ]),
  ...rules('injection-concealment', [
    ['non|senza', " (?:lo |gli )?(?:dire|dirlo|informare|menzionare|avvisare|rivelare) [^.!?\\n]{0,25}(?:all'|l'|al )?utente", 0.5, 0.84],
  ]),
  ...rules('injection-conditional', [
    [
      'assistente|ia|attenzione|modello|nota|messaggio',
      " (?:(?:di|per|al|a|il|qualsiasi|tutti) ){0,3}(?:l'|all')?(?:ia|intelligenza artificiale|assistente|modello|llm|chatgpt)?\\s?[:,] (?:ignora|invia|dimentica|inoltra|trasferisci|elimina|cancella|rispondi|rivela|apri|devi)(?![a-zà-ù])",
      0.35,
      0.8,
    ],
  ]),
]
