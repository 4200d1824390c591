import { rules } from './rule.ts'
import type { Rule } from './rule.ts'

const PERSON =
  '(?:user|users|human|humans|operator|owner|customer|person|client|anyone|anybody|them|him|her|people|recipient|employee|developer)'

/** Texts that ask the model to hide something from the person it works for. */
export const concealment: readonly Rule[] = rules('injection-concealment', [
  [
    "not|don't|dont|never|without|avoid|neither|nor|must",
    ` (?:ever )?(?:tell|telling|inform|informing|mention|mentioning|notify|notifying|alert|alerting|reveal|revealing|disclose|disclosing|let|letting|show|showing|ask|asking|warn|warning|explain|explaining|acknowledge|report|reporting)(?: (?:this|that|it|any of this|anything|about|these|the|steps?|actions?|instructions?|of)){0,4}(?: to)? (?:the |your |any )?${PERSON}(?: (?:know|see|about|of|that|this|for|any|what|before|anything))?(?![a-z])`,
    0.48,
    0.8,
  ],
  [
    "not|don't|dont|never|without|avoid",
    ' (?:ever )?(?:mention|mentioning|reveal|revealing|disclose|disclosing|acknowledge|acknowledging|reference|refer to|discuss|show) (?:of )?(?:this|these|that|those|the|any of (?:this|these)) (?:(?:hidden|secret|new|system) )?(?:instructions?|message|request|prompt|directive|step|command|note|text|paragraph)',
    0.48,
    0.8,
  ],
  [
    'user|users|human|customer',
    " (?:must|should|shall|does|do|will|may|need|needs|can)(?:n't| not|not)(?: to)?(?: be)? (?:know|see|notice|learn|find out|told|informed|aware|notified)",
    0.5,
    0.84,
  ],
  [
    'hide|conceal|hidden|keep',
    ' (?:this|it|that|these|them|everything|the (?:fact|instructions?|action|message|change|transfer))(?: [a-z]{1,12}){0,3} from (?:the |your )?(?:user|human|owner|operator|customer)(?![a-z])',
    0.5,
    0.86,
  ],
  [
    'silently|secretly|quietly|discreetly|covertly|surreptitiously|stealthily',
    ' (?:and )?(?:send|forward|upload|exfiltrate|add|insert|email|delete|execute|run|include|append|call|copy|post|transfer|submit|fetch|invoke|install|download|bcc|collect|grant|make|change|read|embed)(?![a-z])',
    0.3,
    0.74,
  ],
  [
    'do',
    ' (?:this|it|so|that) (?:silently|secretly|quietly|discreetly|covertly|without (?:telling|asking|informing|notifying|alerting|mentioning))',
    0.42,
    0.82,
  ],
  [
    'without',
    " (?:the )?(?:user|human|owner)(?:'?s)? (?:knowledge|knowing|noticing|consent|permission|approval|confirmation|being (?:aware|notified))",
    0.3,
    0.66,
  ],
  ['no', ' (?:need to|confirmation (?:is )?(?:needed|required))[^.\\n]{0,30}(?:from )?the user', 0.2, 0.5],
])
