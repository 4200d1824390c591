import { rules } from '../rule.ts'
import type { Rule } from '../rule.ts'

const ORDERS =
  '(?:instru[çc](?:ão|ao|ões|oes)|ordens|regras|normas|diretrizes|orienta[çc](?:ão|ões)|prompts?|mensage(?:m|ns)|restri[çc](?:ão|ões)|comandos|contexto|programação)'
const OWN = '(?=[^.!?\\n]{0,90}(?:anterior|prévi|previ|sistema|suas |sua |seu |tuas |tod[ao]s? |acima|inicia|origina|recebid|usuário))'

export const portuguese: readonly Rule[] = [
  ...rules('injection-override', [
    [
      'ignore|ignora|ignorem|esqueça|esqueca|esquece|desconsidere|desconsidera|descarte|descarta|anule|desobedeça|despreze',
      `${OWN} (?:(?:completamente|já|de|totalmente|por favor) ){0,2}(?:(?:tod[ao]s?|as|os|suas|seus|sua|seu|minhas|quaisquer|qualquer|o|a|de|das|dos|essas|estas|outras|tuas) ){0,5}${ORDERS}`,
      0.84,
      0.93,
    ],
    [
      'ignore|ignora|esqueça|esqueca|esquece|desconsidere',
      ' (?:de )?(?:tudo o|tudo|o) (?:(?:que|acima|anterior|foi|dito|eu|te|lhe|você|disse|antes) ?){1,6}',
      0.7,
      0.85,
    ],
    [
      'não|pare',
      ' (?:de )?(?:siga|sigas|seguir|obedeça|obedecer) (?:(?:as|os|às|suas|minhas|mais) ){0,3}(?:instruções|regras|ordens)',
      0.7,
      0.86,
    ],
    [
      'nova|novas',
      ' (?:instru[çc](?:ão|ões)|ordem|ordens|tarefa|diretriz)(?: (?:do sistema|para (?:você|o assistente|a ia)))?\\s?:',
      0.55,
      0.82,
    ],
  ]),
  ...rules('injection-role', [
    [
      'agora|partir',
      ' (?:(?:de|agora|em|diante|você|voce|tu) ){0,4}(?:é|és|será|serás|aja|age|atua|responda|deve|se chama|está)(?![a-zà-ú]) (?:um|uma|o|a|livre|em|como|dan|sem|no)',
      0.5,
      0.82,
    ],
    [
      'aja|finja|responda|é|atue|atua|comporte',
      ' [^.!?\\n]{0,60}(?:sem (?:nenhum|nenhuma|quaisquer|qualquer)? ?(?:tipo de )?(?:restri[çc]|limite|filtro|censura|regras|limita[çc])|dan(?![a-z]))',
      0.75,
      0.84,
    ],
    ['modo', ' (?:desenvolvedor|deus|dan|administrador|programador|sem restrições)[^.\\n]{0,30}(?:ativad|habilitad|ligado)', 0.7, 0.82],
  ]),
  ...rules('injection-extraction', [
    [
      'mostre|mostra|revele|revela|diga|imprima|repita|repete|escreva|dê|traduza|exiba|qual|quais|resuma|copie|me',
      ' (?:(?:é|são|me|mostre|diga|revele|dê|o|a|os|as|seu|sua|suas|teu|todo|todas|texto|conteúdo|completo|exato|do|de) ){0,7}(?:prompt(?: (?:do|inicial|de|oculto))?(?: sistema)?|instru[çc]ões (?:iniciais|do sistema|ocultas|secretas|originais|internas)|(?<=(?:suas|tuas) )instru[çc]ões|mensagem (?:do|de) sistema)(?! (?:para|de (?:uso|montagem|instalação)))(?![a-zà-ú])',
      0.66,
      0.78,
    ],
    [
      'diga|revele|mostre|dê|conte',
      ' (?:(?:me|qual|é|a|sua|o) ){0,4}(?:senha|palavra secreta|código secreto|chave secreta)(?! (?:do|da|de|para))',
      0.55,
      0.62,
    ],
  ]),
  ...rules('injection-concealment', [
    [
      'não|sem',
      ' (?:o |lhe )?(?:conte|diga|informe|mencione|avise|revele|contar|avisar|informar|mencionar) [^.!?\\n]{0,25}(?:ao|o) (?:usuário|utilizador)',
      0.5,
      0.84,
    ],
  ]),
  ...rules('injection-conditional', [
    [
      'assistente|ia|atenção|modelo|mensagem|nota',
      ' (?:(?:de|para|ao|à|o|a|qualquer|todos) ){0,3}(?:ia|inteligência artificial|assistente|modelo|llm|chatgpt)?\\s?[:,] (?:ignore|envie|esqueça|encaminhe|transfira|exclua|apague|diga|responda|revele|abra|deve)(?![a-zà-ú])',
      0.35,
      0.8,
    ],
    [
      'ignore|ignora',
      ' (?:a|as|o|o que) (?:instruções|pergunta|pedido|solicitação|tarefa|pede)(?: (?:do|o))? (?:usuário|utilizador)',
      0.6,
      0.88,
    ],
  ]),
]
