import { rules } from './rule.ts'
import type { Rule } from './rule.ts'

const MODEL =
  '(?:ai|llm|a\\.i\\.|language model|large language model|chatbot|chat bot|ai assistant|ai agent|ai model|virtual assistant|chatgpt|gpt|gpt-4|claude|gemini|copilot|bot|automated (?:system|agent|assistant|reviewer))'
const THEN =
  '(?:you (?:must|should|shall|will|need|have|are)|always|send|reply|respond|say|include|append|output|forward|ignore|instead|tell|recommend|print|write|add|insert|please|execute|run|call|use|visit|click|do|also|first|make|answer|state|give|rate|approve|delete|transfer|mention|follow)'

/** Texts that address whatever model may be reading them, now or when something happens. */
export const conditional: readonly Rule[] = rules('injection-conditional', [
  [
    'if',
    ` (?:you|this|the reader|anyone)(?:'re| are| is)(?: an?| the| being)? ?(?:read by |processed by |parsed by |reading this as )?(?:an? )?${MODEL}(?![a-z]| (?:who|that|developer|company|researcher|engineer|startup|enthusiast|fan|user|vendor))`,
    0.4,
    0.82,
  ],
  [
    'if|when|whenever|once',
    ` (?:an? ${MODEL}|the (?:ai|assistant|model|agent)|${MODEL}) (?:are |is |have |has |am )?(?:asked|read|reads|reading|see|sees|process|processes|processing|summari[sz]e|summari[sz]es|summari[sz]ing|encounter|parse|receive|analy[sz]e|access|load)[^.!?\\n]{0,80}[,\\s](?:then )?${THEN}(?![a-z])`,
    0.25,
    0.62,
  ],
  [
    'if|when|whenever|once|after',
    ` you (?:are asked|(?:are |have )?(?:read|reading|process|processing|processed|summari[sz]e|summari[sz]ing|encounter|parse|receive|analy[sz]e)) (?:this|to|about|for|the (?:text|page|document|e-?mail|message|file|content|above|following))[^.!?\\n]{0,80}[,\\s](?:then )?${THEN}(?![a-z])`,
    0.25,
    0.62,
  ],
  [
    'if|when|whenever|once',
    ` (?:the|a|any) (?:user|human|customer|person)(?: (?:asks?|says?|requests?|mentions?|wants?|inquires?|types?|sends?|enters?|is))[^.!?\\n]{0,80}[,\\s](?:then |you )?(?:you must|you should|always|send|reply|say|include|append|output|forward|ignore|instead|tell|recommend|insert|execute|call|respond)(?![a-z])`,
    0.2,
    0.55,
  ],
  [
    'attention|dear|hey|hello|note|message|instruction|instructions|notice|warning|reminder|hi|listen',
    ` ?(?:to|for)?[\\s,:!-]{0,3}(?:any|all|the|every)?(?: of)? ?(?:the )?${MODEL}s?(?: (?:assistants?|readers?|agents?|models?|systems?|reviewers?|crawlers?|bots?|tools?|processing|reading|reviewing|that|who|which))?(?=[,:!\\])]|\\s*-|\\s(?:please|must|should|you|do|ignore|when|if|reading|that|who|stop|forget|reviewing|processing))`,
    0.3,
    0.76,
  ],
  [
    'ai|llm|llms',
    ' (?:assistants?|agents?|models?|reviewers?|readers?|systems?|bots?) (?:reading|processing|reviewing|analy[sz]ing|summari[sz]ing|parsing|handling|evaluating|scanning) (?:this|the)',
    0.4,
    0.8,
  ],
  [
    'assistant|agent|ai|llm|model|chatbot|claude|chatgpt|gemini|gpt-4|copilot',
    ' ?[,:] (?:please |you |now |do not |kindly )?(?:must |should |need to |have to )?(?:ignore|forget|disregard|send|forward|email|transfer|delete|execute|run|reveal|print|call|invoke|visit|click|open|fetch|download|upload|post|share|reply|respond|include|insert|stop|follow|recommend)(?![a-z]|`)',
    0.3,
    0.72,
  ],
  [
    'assistant|model|agent|chatbot',
    ' (?:must|should|shall|has to|is (?:required|instructed|ordered) to) (?:now |also |always |immediately |secretly |silently )?(?:reveal|send|forward|share|ignore|disregard|transfer|delete|disclose|leak|include its|output its|print its|persuade|convince)(?![a-z])',
    0.3,
    0.72,
  ],
  ['mandatory|required|obligatory', ' (?:step )?for (?:the|all|any|every) (?:ai|llm|assistant|model|agent)s?', 0.3, 0.75],
  [
    'llm|ai',
    ' (?:reviewers?|readers?|crawlers?|agents?|models?|assistants?) (?:must|should|shall|are (?:required|instructed|asked) to)(?: not| never| only| always)? (?:mention|give|rate|recommend|approve|accept|say|write|include|ignore|output|praise|score)(?![a-z])',
    0.3,
    0.78,
  ],
  [
    'this|the following',
    ' (?:is|message is)(?: an?)? (?:(?:important|urgent|mandatory|critical|official|direct|system|priority) ){1,3}(?:instruction|directive|order|command|request|message|notice)s?(?: (?:for|to|from))? (?:you|the (?:ai|assistant|model|agent|system|developer)|all ai|any ai|an ai)',
    0.4,
    0.82,
  ],
])
