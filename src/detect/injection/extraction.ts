import { rules } from './rule.ts'
import type { Rule } from './rule.ts'

const SAY =
  'reveal|show|print|repeat|display|output|give|tell|share|leak|expose|disclose|dump|provide|write|recite|return|send|copy|paste|type|list|summarize|summarise|translate|encode|quote|spell|state|describe|echo|explain|say|read|regurgitate|reproduce|render|convert|post|append|include|extract|spill|relay|rewrite|present|detail'
const QUALIFIER =
  'me|us|out|back|all|of|the|full|entire|exact|complete|hidden|secret|internal|original|initial|confidential|own|verbatim|contents?|text|word|for|in|current|whole|underlying|raw|unredacted|first|version|details|any|about|above|previous|prior|and|developer|system|core|base'
const PROMPT =
  '(?:(?:system|initial|original|hidden|secret|internal|developer|base|pre|starting|preset|opening|root|core|confidential|previous|first|given)[\\s-]?(?:prompts?|instructions?|messages?|directives?|rules|guidelines|configuration|context)|pre-?prompt|metaprompt|configuration text)(?![a-z])'

/** Texts that want the system prompt, or what else the model was given to keep. */
export const extraction: readonly Rule[] = rules('injection-extraction', [
  [SAY, ` (?:(?:${QUALIFIER}) ){0,6}your (?:(?:${QUALIFIER}) ){0,4}${PROMPT}`, 0.82, 0.86],
  [
    SAY,
    ` (?:(?:${QUALIFIER}) ){0,4}(?:the|this) (?:(?:${QUALIFIER}) ){0,4}(?:system|initial|hidden|secret|pre|developer) ?(?:prompt|instructions?|message)(?! (?:for|to|in|of|is|that|field|parameter|template|role|design|format|so|with|when|should|using|box|option)(?![a-z]))`,
    0.55,
    0.74,
  ],
  [
    SAY,
    ` (?:(?:${QUALIFIER}) ){0,5}your (?:(?:${QUALIFIER}) ){0,3}(?:prompt|instructions|guidelines|directives|programming|configuration|pre-prompt|rules)(?! (?:for|to|on how) (?:the|a|making|how|using|install))(?![a-z])`,
    0.62,
    0.74,
  ],
  [
    "what|what's|whats",
    `(?:'s|s| is| are| was| were)? (?:(?:the|all|of|exactly|word|for) ){0,3}your (?:(?:${QUALIFIER}) ){0,3}(?:${PROMPT}|prompt|instructions|directives|pre-prompt)(?![a-z])`,
    0.72,
    0.76,
  ],
  [
    'repeat|print|output|recite|echo|copy|spit|regurgitate|reproduce|write|type|paste|return|display|say|tell|show|give|reveal',
    ' (?:(?:me|us|out|back|down|verbatim|exactly|again|word|for|please|the|of|to) ){0,5}(?:everything|anything|all|whatever|text|words|contents?|messages?|prompt|conversation|instructions?|document)(?: (?:of|the|that|text|words|content|which|was|is|are|were|you|written|given|said|appears?|came|instructions|conversation|have|been|stands))* (?:above|before(?! (?:the|an?|each|every|it|noon|any|and|my|i|we|that|they)(?![a-z]))|prior|preceding|previously|thus far|so far|you were given|given to you|initially|at the (?:top|beginning|start) of (?:this|our|the) (?:conversation|chat|prompt))(?![a-z])',
    0.66,
    0.72,
  ],
  [
    'translate|summarize|summarise|encode|convert|rot13|reverse',
    ' (?:everything|all(?: of)? the text|all text|all (?:instructions|messages)|the (?:entire )?(?:conversation|instructions|prompt|text you were given)) (?:above|before|prior|initially|you (?:were|received|have))',
    0.55,
    0.66,
  ],
  [
    'what|which',
    ' (?:(?:were|was|are|is|did|do|exact|the|your|of) ){0,3}(?:instructions?|rules|prompts?|words|guidelines|directions|orders|text|sentences?) (?:(?:were|was|are|is|did|do|have|has|had|that|exactly) ){0,3}(?:you|i|openai|your developers?|they|the developers?|written|given|placed|said|come|came)(?: (?:you|been|were|give|gave|have|initially|originally|just|already|first)){0,4} (?:given|told|received?|follow\\w*|provided|programmed|instructed|above|before|with|at the (?:start|beginning|top)|prior)',
    0.68,
    0.72,
  ],
  [
    'starts|starting|start|begins|beginning|begin',
    ' (?:with|from|at|by)(?: the)?(?: (?:phrase|words?|text|sentence|line))?[\\s"\'`“:]{1,4}you are(?: (?:chatgpt|an?|the|gpt))?',
    0.74,
    0.8,
  ],
  [
    'text|words|sentences|instructions|content|prompt|line|paragraph',
    ' (?:(?:that|which|is|are|was|were|comes?|appears?|written|stands) ){0,3}(?:above|before|preceding|prior to) (?:this|that|the) (?:line|message|sentence|prompt|text|one|point|conversation|request|question|instruction)',
    0.55,
    0.62,
  ],
  [
    'print|output|repeat|show|give|write|reveal|return|recite',
    ' (?:(?:me|out|the|exact|full|complete|all|every|original|whole|of) ){1,5}(?:text|words?|message|prompt|instructions?|content) (?:that |which )?(?:you (?:were|have been|had been|got|received)|was|were) (?:given|told|shown|provided|sent|initiali[sz]ed|fed|prompted|received|before)(?![a-z])',
    0.72,
    0.76,
  ],
  ['verbatim|exactly', '(?: [a-z]{1,12}){0,5} (?:instructions|system prompt|prompt|initial message)', 0.55, 0.6],
  [
    'tell|reveal|give|share|say|show|spell|print|output|write|disclose|leak|return|send|provide|encode|repeat|hint',
    ' (?:(?:me|us|out|to|now|the|your|all|about|letters?|characters?|first|last|of|in|a|hint|for|each) ){0,6}(?:secret |hidden |access |admin |master )?(?:(?:secret|pass) ?(?:word|phrase|key|code)|password|access code|passcode|secret)(?! (?:for|policy|of the|manager|hash|field|reset|protect|santa|to (?:success|happiness|a|the)|sauce|ingredient|garden|box|recipe|in (?:my|the|a) (?:file|database|config)))(?![a-z])',
    0.52,
    0.6,
  ],
  [
    'what|which',
    "(?:'s| is| was| does| did)? (?:it )?(?:written |say |said |stands? |stated |in |the )*in your (?:system|initial|hidden|developer|first) (?:prompt|message|instructions?)",
    0.72,
    0.76,
  ],
  [
    'secret|hidden|confidential|access',
    ' (?:pass ?(?:word|phrase|code)|code|key|word|instructions|prompt)(?= (?:is|was)? ?(?:(?:that )?you (?:were|have|are (?!using)|know|got|guard|hold|keep|protect)|given to you))',
    0.6,
    0.62,
  ],
  ['how', ' (?:were|are|have been) you (?:instructed|prompted|programmed|configured|initiali[sz]ed) ', 0.4, 0.4],
  [
    'print|show|output|reveal|display|return|repeat|give',
    ' (?:(?:me|us|the|all|of|your|full) ){0,4}(?:conversation|chat|message|session|context) (?:history|log|window|so far)(?! (?:in|from|of) (?:the|my|a))',
    0.4,
    0.6,
  ],
])
