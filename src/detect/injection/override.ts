import { rules } from './rule.ts'
import type { Rule } from './rule.ts'

const EARLIER =
  'previous|previously|prior|above|preceding|earlier|former|foregoing|past|initial|original|originally|system|your|you|old|aforementioned|before'
const FILLER =
  'all|any|every|each|the|of|my|our|these|those|this|that|other|and|or|last|existing|current|given|whole|entire|own|been|were|have|other'
const ORDERS =
  '(?:instruct(?:ions?|ing)|direct(?:ions?|ives?)|guidelines?|guidance|prompts?|programming|orders?|commands?|training|constraints?|restrictions?|protocols?|instrucciones)(?![a-z])'
const TEXTS =
  '(?:rules?|polic(?:y|ies)|context|messages?|conversations?|texts?|statements?|inputs?|tasks?|requests?|content|limitations?|filters?|safeguards?|questions?|information|data|words?|lines?|sentences?|chats?|dialogues?|discussions?)(?![a-z])'
const VERBS =
  'ignore|ignoring|disregard|disregarding|forget|forgetting|override|overriding|overrule|bypass|bypassing|dismiss|discard|neglect|abandon|nullify|erase|reject|unlearn|skip|drop|void|violate|disobey|circumvent'
const DIGRESSION =
  '(?! (?:from|on|in|of|by|for|about|at) (?:the |my |his |her |a |an |your |our |their )?(?!system|developer|openai|user|prompt|chat|conversation|top|previous|above|prior)[a-z])'

/** Texts that take back what the model was told. */
export const override: readonly Rule[] = rules('injection-override', [
  [VERBS, ` (?:(?:${FILLER}) ){0,4}(?:${EARLIER}) (?:(?:${FILLER}|${EARLIER}) ){0,4}${ORDERS}${DIGRESSION}`, 0.86, 0.95],
  [
    VERBS,
    ` (?:all|any|every|these|those|my)(?: (?:of|the|these|those|other|existing|my|and|following)){0,3} ${ORDERS}${DIGRESSION}`,
    0.72,
    0.88,
  ],
  [VERBS, ` (?:the|that|this|other|following|current|last) ${ORDERS}${DIGRESSION}`, 0.45, 0.6],
  [
    VERBS,
    ` (?:(?:${FILLER}) ){0,4}(?:previous|prior|above|preceding|earlier|system|original|initial|your)(?: (?:${FILLER}|${EARLIER})){0,3} ${TEXTS}${DIGRESSION}`,
    0.44,
    0.72,
  ],
  [
    VERBS,
    ` (?:(?:all|any|of|everything) ){0,3}your (?:(?:own|moral|ethical|safety|content|and|previous|usual|core|current) ){0,3}(?:rules?|guidelines|polic(?:y|ies)|limitations|filters|safeguards|principles|ethics)(?![a-z])`,
    0.76,
    0.86,
  ],
  [
    VERBS,
    ` (?:(?:all|any|of|the) ){0,3}(?:developer|system|openai|creator|user)(?:'?s|s')? (?:instructions?|rules|orders|prompt|question|request|task|query)`,
    0.6,
    0.86,
  ],
  [
    'forget|pretend|imagine|assume',
    ` (?:that )?(?:the|your|all|any) (?:(?:${EARLIER}) ){1,2}(?:prompt|instructions?|rules|messages?|conversation) (?:never|did not|does not|do not|didn't|don't)`,
    0.7,
    0.84,
  ],
  [
    'ignore|disregard|forget|erase|discard',
    ' (?:about )?(?:everything|anything|all|whatever|what)(?: that| which)?(?: (?:i|we|they|has|have|had|was|is|were|you|been|else))* (?:you (?:were|have|know|learn)|told|said|know|instructed|learned|written|came|wrote|asked|trained|(?:above|before|prior|previous|previously)(?= (?:and|then|now|instead|just|only|please|you|say|print|tell|write|output|reveal|show)(?![a-z])|\\s*[.!;:?"\']|\\s*$|\\s*\\n))(?![a-z])',
    0.76,
    0.88,
  ],
  [
    'pay',
    ' no (?:attention|heed|mind) to (?:(?:any|all|the|your|of) ){0,3}(?:previous|prior|above|earlier|preceding|system|other|existing)',
    0.7,
    0.88,
  ],
  [
    "stop|don't|dont|not|never|cease|longer|quit",
    ` (?:follow|following|obey|obeying|listen|listening|adher|adhere|adhering|comply|complying|use|using)(?: to| with)? (?:(?:${FILLER}) ){0,3}(?:${EARLIER}|developer's|developers'|user's)(?: (?:${FILLER}|${EARLIER})){0,3} (?:${ORDERS}|${TEXTS})`,
    0.75,
    0.9,
  ],
  [
    'your|all|previous|prior|any|earlier',
    ` (?:(?:of|the|your|${EARLIER}) ){0,3}(?:instructions|prompt|directives|guidelines|rules|programming|orders|restrictions|constraints) (?:are|is|have been|has been|were|will be)(?: now| hereby| all){0,2} (?:void|null|cancel+ed|overridden|replaced|superseded|outdated|revoked|deleted|suspended|obsolete|lifted|removed|reset|invalid|ignored|disabled|erased|no longer)`,
    0.82,
    0.92,
  ],
  [
    'these|the',
    ` (?:(?:of|the|your|${EARLIER}) ){0,3}(?:instructions|prompt|directives|guidelines|rules|programming|orders|restrictions|constraints) (?:are|is|have been|has been|were|will be)(?: now| hereby| all){0,2} (?:void|null|cancel+ed|overridden|replaced|superseded|outdated|revoked|suspended|obsolete|reset|invalid|ignored|disabled|erased|no longer)`,
    0.82,
    0.92,
  ],
  [
    'new|updated|revised|real|actual|true|additional|overriding|secret|hidden|priority',
    ' (?:(?:and|system|priority|core|primary|urgent|critical|important|secret|user|admin|top|security|task) ){0,3}(?:instructions?|directives?|orders?|objective|task|prompt|goal)(?: (?:for you|for the (?:assistant|ai|model|agent)|from (?:the )?(?:user|system|admin\\w*|developer\\w*|owner)|follow|below|override|received))?\\s?[:!]',
    0.5,
    0.8,
  ],
  [
    'new|updated|override',
    ' (?:system |priority |admin )?(?:instructions?|directives?|orders?) (?:for you|for the (?:assistant|ai|model|agent)|from (?:the )?(?:system|admin\\w*|developer\\w*|owner|openai|anthropic))',
    0.6,
    0.85,
  ],
  [
    'from',
    ' (?:now on|this (?:point|moment)(?: (?:on|onwards?|forward))?|here on(?: out)?) (?:you|your|respond|answer|act|only|reply|ignore|always|never|disregard|stop|speak|say|refer|chatgpt|do not|all)',
    0.4,
    0.84,
  ],
  ['henceforth|hereafter', ' (?:you|your|respond|answer|act|only|reply|ignore)', 0.4, 0.84],
  [
    'before',
    ' (?:you )?(?:can |could |may |start |begin |proceed |do )?(?:to )?(?:solve|solving|complete|completing|answer|answering|continue|continuing|proceed|proceeding|respond|responding|finish|finishing)[^.!?\\n]{0,90}(?:please |you )?(?:first|must|need to|have to|do the following)',
    0.3,
    0.85,
  ],
  [
    'before',
    ' you (?:answer|respond|reply|continue|proceed|summari[sz]e|finish|go on)[^.!?\\n]{0,60}[,:] (?:please |first |also |you must |you should ){0,2}(?:send|forward|e-?mail|transfer|upload|post|share|delete|execute|visit|fetch|invite|reveal|leak|disclose)(?![a-z])',
    0.25,
    0.62,
  ],
  ['before', ' (?:doing |you do |proceeding (?:with )?)anything else', 0.2, 0.45],
  ['do', ' the following (?:first|instead|immediately|task instead)', 0.2, 0.72],
  [
    'important|urgent',
    ' message from (?:me|the user|your (?:user|owner|developer\\w*|creator\\w*|admin\\w*)|the (?:system|developer\\w*|admin\\w*)|[a-z]{2,20}(?: [a-z]{2,20})?) to (?:you|the (?:ai|assistant|model))',
    0.3,
    0.9,
  ],
  [
    'strictly|only|instead|now|just|please|must|then|and',
    ' (?:strictly )?(?:adhere to|follow|obey|execute|comply with) (?:only )?(?:the following|these|this|my|the next)(?: new)? (?:instructions?|directives?|commands?|orders?)',
    0.45,
    0.86,
  ],
  [
    'instead',
    ' of (?:following|doing|answering|completing|summari[sz]ing|responding|translating|obeying|what)[^.!?\\n]{0,80}(?: you (?:must|should|will|need)| (?:say|print|output|respond|reply|write|send|do|execute|output))(?![a-z])',
    0.4,
    0.7,
  ],
  [
    'end|start|beginning',
    ' of (?:the )?(?:system (?:prompt|message|instructions?)|hidden (?:prompt|instructions?)|instructions|user (?:input|message|query|prompt)|untrusted \\w+)',
    0.5,
    0.72,
  ],
  [
    'supersede|supersedes|superseding|overrides|override|replaces|replace',
    ` (?:(?:${FILLER}) ){0,4}(?:${EARLIER}) (?:(?:${FILLER}|${EARLIER}) ){0,4}${ORDERS}`,
    0.66,
    0.85,
  ],
  [
    'stop|halt|abort',
    " (?:everything|what you(?: are|'re) doing|all (?:other )?(?:tasks?|processes|processing)|your (?:current|present) task)",
    0.5,
    0.75,
  ],
  ['system', ' (?:override|reset|instruction update|prompt update|prompt override)', 0.6, 0.82],
])
