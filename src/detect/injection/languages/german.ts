import { rules } from '../rule.ts'
import type { Rule } from '../rule.ts'

const ORDERS =
  '(?:anweisung(?:en)?|instruktion(?:en)?|befehle?n?|regeln?|vorgaben?|richtlinien?|prompts?|nachrichten?|einschränkungen|beschränkungen|anordnung(?:en)?|aufträge|kontext|systemprompt|programmierung)'
const OWN =
  '(?=[^.!?\\n]{0,90}(?:vorherig|vorig|bisherig|obig|fr[üu]her|vorangeg|vorausgeg|system|deine|ihre|alle|obe?n|ursprünglich|gegeben|nutzer|anfänglich|zuvor))'

export const german: readonly Rule[] = [
  ...rules('injection-override', [
    [
      'ignoriere|ignorier|ignorieren|vergiss|vergesse|vergessen|missachte|mißachte|verwirf|überschreibe|umgehe|übergehe|ignoriert',
      `${OWN} (?:(?:sie|bitte|einfach|ab|jetzt|sofort|komplett|nun) ){0,3}(?:(?:alle|alles|die|deine|deiner|ihre|meine|sämtliche|jegliche|den|der|das|obigen?|vorherigen?|bisherigen?|vorigen?|früheren?|vorangegangenen|ursprünglichen|anderen|dir|zuvor|gegebenen) ){0,6}${ORDERS}`,
      0.84,
      0.93,
    ],
    [
      'ignoriere|ignorier|vergiss|vergesse|vergessen',
      ' (?:sie |bitte )?(?:alles|das|was)(?:,)? (?:(?:was|dir|ich|du|vorher|davor|zuvor|oben|bisher|gesagt|wurde|ihnen|obige|steht|habe|hast|weißt|gelernt|vorige|vorherige|bisherige) ?){1,7}',
      0.7,
      0.85,
    ],
    [
      'folge|befolge|beachte',
      ' (?:(?:nicht|den|die|deinen|keinen?|mehr) ){1,4}(?:anweisungen|regeln|vorgaben|befehlen?)(?: (?:nicht|mehr))*',
      0.5,
      0.72,
    ],
    [
      'neue|neuer',
      ' (?:anweisung(?:en)?|instruktion(?:en)?|aufgabe|auftrag|befehl)(?: (?:des systems|vom system|für (?:dich|den assistenten|die ki)))?\\s?:',
      0.5,
      0.8,
    ],
  ]),
  ...rules('injection-role', [
    [
      'du',
      ' bist (?:(?:jetzt|nun|ab|sofort|von|an|nicht|mehr) ){1,4}(?:(?:ein|eine|der|die|das|im|dan|frei|uneingeschränkt|an))',
      0.5,
      0.82,
    ],
    [
      'ab|von',
      ' (?:jetzt|sofort|nun|diesem moment)(?: an)? (?:bist|antwortest|wirst|sollst|musst|antworte|handelst|heißt|sprichst|darfst) (?:du )?',
      0.45,
      0.82,
    ],
    [
      'antworte|handle|agiere|verhalte|bist|spiele|sprich|tu',
      ' [^.!?\\n]{0,60}(?:ohne (?:jegliche |irgendwelche |alle )?(?:einschränkung|beschränkung|filter|zensur|regeln|grenzen|limit)|dan(?![a-z]))',
      0.72,
      0.84,
    ],
    ['entwicklermodus|gottmodus|adminmodus', ' [^.\\n]{0,20}(?:aktiviert|aktiv|eingeschaltet)', 0.6, 0.8],
    [
      'filter|einschränkungen|regeln|sicherheitsregeln',
      ' [^.\\n]{0,20}(?:sind|wurden) (?:(?:jetzt|nun|ab|sofort|alle) ){0,3}(?:deaktiviert|aufgehoben|abgeschaltet|ausgeschaltet)',
      0.6,
      0.8,
    ],
  ]),
  ...rules('injection-extraction', [
    [
      'zeige|zeig|verrate|verrat|gib|nenne|nenn|sag|sage|wiederhole|drucke|schreibe|übersetze|offenbare|was|wie|liste|enthülle',
      ' (?:(?:mir|uns|ist|sind|lautet|lauten|bitte|den|die|das|dein|deine|deinen|ihre|ihren|gesamten?|vollständigen?|kompletten?|genauen?|text|inhalt|aus|alle|geheimen?|wörtlich|exakten?|versteckten?|war|waren) ){0,8}(?:system-?\\s?prompt|systemanweisung(?:en)?|systemnachricht|(?:ursprünglichen |initialen |internen |geheimen )(?:anweisungen|prompt|instruktionen)|(?<=(?:deine|deinen|ihre) )(?:anweisungen|instruktionen|prompt|richtlinien))(?![a-zäöü])',
      0.68,
      0.78,
    ],
    [
      'sag|sage|verrate|verrat|nenne|nenn|gib',
      ' (?:(?:mir|uns|das|dein|jetzt|bitte|aus) ){0,4}(?:geheime )?(?:passwort|kennwort|geheimwort|losungswort)(?! (?:für|von|des|der|zu))',
      0.55,
      0.62,
    ],
    [
      'wiederhole|gib|schreibe|zeige',
      ' [^.!?\\n]{0,40}(?:alles,? was (?:oben|davor|zuvor|bisher)|(?:den )?(?:obigen|vorherigen) text|vor dieser nachricht)',
      0.62,
      0.7,
    ],
  ]),
  ...rules('injection-concealment', [
    [
      'sage|sag|erwähne|informiere|teile|ohne|verrate|verschweige',
      ' [^.!?\\n]{0,30}(?:nutzer|benutzer|anwender)(?:s)? ?(?:nichts|nicht|davon|zu informieren|zu sagen|etwas|das|dies)',
      0.5,
      0.82,
    ],
  ]),
  ...rules('injection-conditional', [
    [
      'ki|assistent|achtung|nachricht|hinweis|assistenten|assistentin|modell',
      '(?: ?(?:assistent(?:en)?|modelle?|an|für|die|den|alle|das|ki|chatgpt|llm)){0,5}\\s?[:,] (?:ignoriere|sende|schicke|vergiss|leite|überweise|lösche|antworte|öffne|verrate|du (?:musst|sollst))(?![a-zäöü])',
      0.35,
      0.82,
    ],
    [
      'ignoriere|ignorier',
      ' (?:die|den|das) (?:frage|bitte|anfrage|auftrag|anweisung|aufgabe)(?:en)? (?:des|vom) (?:nutzers?|benutzers?|anwenders?)',
      0.6,
      0.88,
    ],
  ]),
]
