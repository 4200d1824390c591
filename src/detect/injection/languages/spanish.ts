import { rules } from '../rule.ts'
import type { Rule } from '../rule.ts'

const ORDERS =
  '(?:instrucci(?:ón|on|ones)|[óo]rdenes|reglas|normas|directrices|indicaciones|prompts?|mensajes?|restricciones|pautas|directivas|contexto|programaci[óo]n)'
const OWN = '(?=[^.!?\\n]{0,90}(?:anterior|previ|sistema|tus |tu |tod[ao]s? |arriba|inicial|original|recibid|usuario))'

export const spanish: readonly Rule[] = [
  ...rules('injection-override', [
    [
      'ignora|ignore|ignoren|ignorad|olvida|olvide|olvídate|olvidate|descarta|descarte|omite|desobedece|anula|elimina|desestima',
      `${OWN} (?:(?:por completo|completamente|ya|de|absolutamente|simplemente) ){0,2}(?:(?:tod[ao]s?|las|los|tus|mis|sus|cualquier|el|la|tu|de|esas|estas|otras|previas|anteriores) ){0,5}${ORDERS}`,
      0.84,
      0.93,
    ],
    [
      'ignora|ignore|olvida|olvide|descarta|olvídate',
      ' (?:de )?(?:todo lo|todo|lo|cuanto) (?:(?:que|anterior|dicho|previo|te|le|se|digo|dije|has|he|había|fue|han|ha|lo) ?){1,6}',
      0.7,
      0.85,
    ],
    ['haz|haga', ' caso omiso (?:de|a) ', 0.55, 0.75],
    [
      'no|deja|dejes',
      ' (?:de )?(?:sigas|siga|seguir|obedezcas|obedecer|hagas caso a) (?:(?:las|los|tus|mis|a|más) ){0,3}(?:instrucciones|reglas|órdenes|normas)',
      0.7,
      0.86,
    ],
    [
      'nueva|nuevas',
      ' (?:instrucci(?:ón|ones)|orden|órdenes|tarea|directiva)s?(?: (?:del sistema|de sistema|para (?:ti|el asistente|la ia)))?\\s?:',
      0.55,
      0.82,
    ],
  ]),
  ...rules('injection-role', [
    [
      'ahora|desde|partir',
      ' (?:(?:de|ahora|este|momento|en|adelante|tú) ){0,4}(?:eres|serás|actúa|actua|actuarás|responde|responderás|debes|te llamas|te comportarás)(?![a-zñ])',
      0.5,
      0.82,
    ],
    [
      'eres|actúa|actua|responde|finge|compórtate|comportate|contesta',
      ' [^.!?\\n]{0,60}(?:sin (?:ning[uú]n[ao]?s? )?(?:tipo de )?(?:restricci|l[ií]mite|filtro|censura|reglas|limitaci)|dan(?![a-z]))',
      0.75,
      0.84,
    ],
    ['modo', ' (?:desarrollador|dios|dan|administrador|sin restricciones)[^.\\n]{0,30}(?:activad|habilitad)', 0.7, 0.82],
  ]),
  ...rules('injection-extraction', [
    [
      'muestra|muéstrame|muestrame|revela|revélame|revelame|dime|imprime|repite|enséñame|escribe|dame|traduce|copia|cuál|cuáles|cual|revélale|resume',
      ' (?:(?:es|son|me|el|la|los|las|tu|tus|todo|todas|texto|contenido|palabra|por|completo|exacto|exactas|de|del) ){0,7}(?:prompt(?: (?:del?|inicial|de|oculto))?(?: sistema)?|instrucciones (?:iniciales|del sistema|ocultas|secretas|originales|internas)|(?<=tus )instrucciones|mensaje (?:del?) sistema|indicaciones iniciales)(?! (?:para|de (?:uso|montaje|instalación)))(?![a-zñ])',
      0.66,
      0.78,
    ],
    [
      'dime|revela|dame|revélame|revélale|muestra',
      ' (?:(?:me|cuál|es|la|tu|el) ){0,4}(?:contraseña|clave secreta|palabra secreta|código secreto)(?! (?:de|del|para|por))',
      0.55,
      0.62,
    ],
    [
      'repite|imprime|escribe',
      ' [^.!?\\n]{0,40}(?:todo lo anterior|texto (?:anterior|de arriba)|antes de este mensaje|aparece (?:arriba|antes))',
      0.62,
      0.7,
    ],
  ]),
  ...rules('injection-concealment', [
    [
      'no|sin',
      ' (?:se lo |le |lo )?(?:digas|diga|informes|menciones|cuentes|avises|reveles|decir|avisar|informar|decírselo|mencionar)(?:lo|le)? [^.!?\\n]{0,25}(?:al|el) usuario',
      0.5,
      0.84,
    ],
  ]),
  ...rules('injection-conditional', [
    [
      'asistente|ia|atención|modelo|mensaje|instrucción|nota',
      ' (?:(?:de|para|al|a|el|la|cualquier|los|todos) ){0,3}(?:ia|inteligencia artificial|asistente|modelo|llm|chatgpt)?\\s?[:,] (?:ignora|envía|envia|olvida|haz|reenvía|transfiere|elimina|borra|di|responde|revela|abre|debes)(?![a-zñ])',
      0.35,
      0.8,
    ],
    ['ignora|ignore', ' (?:la|las|el|lo que) (?:instrucciones|pregunta|petición|solicitud|tarea|pide)(?: (?:del?|el))? usuario', 0.6, 0.88],
  ]),
]
