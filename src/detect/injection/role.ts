import { rules } from './rule.ts'
import type { Rule } from './rule.ts'

const FREE = '(?:unrestricted|unfiltered|uncensored|jailbroken|amoral|unethical|unaligned|unbound|unhinged|unmoderated|rogue)'
const LIMITS =
  '(?:restrictions?|limits?|limitations?|filters?|filtering|guidelines?|guardrails?|censorship|rules|boundar(?:y|ies)|constraints?|safety|ethic\\w*|moral\\w*|polic(?:y|ies)|safeguards|inhibitions|warnings|disclaimers)'

/** Texts that give the model another character, without its limits. */
export const role: readonly Rule[] = rules('injection-role', [
  [
    'you|u',
    `(?:'re| are|'ll be| will be| shall be| become| must be) (?:now |going to (?:be|act|pretend|play|simulate) |to be )?(?:(?:an?|the|as|called|named|in|playing|acting) ){0,3}(?:dan|stan|dude|aim|jailbreak\\w*|${FREE}|evil|god ?mode|root|sudo|developer mode|free from|free of|no longer (?:bound|restricted|limited|required|an? ))(?![a-z])`,
    0.86,
    0.93,
  ],
  ['you', "(?:'re| are| will be|'ll be) now (?:(?:an?|the|my|in|playing|acting|going|called|named|operating|being) )", 0.42, 0.8],
  [
    'your',
    ' (?:new|real|true|actual|only|sole) (?:role|identity|persona|purpose|task|goal|job|name|mission|objective|instructions?) (?:is|are|will be)',
    0.45,
    0.82,
  ],
  [
    'act|pretend|behave|roleplay|simulate|respond|answer|imagine|talk|write|speak|play|acting|pretending|operate|assume',
    ` [^.!?\\n]{0,60}(?:you(?: have|'ve| had|'re| are| were)? |with |has |that is |who is |who has |as an? |without )(?:no|not|free|freed|without|never|${FREE}|zero|any|unlimited)(?: (?:bound|limited|restricted|constrained|subject|from|of|by|to|any|the|all|your|typical|usual|ai|ethical|moral|safety|content|openai|openai's|human|programmed|or|and)){0,6} (?:${LIMITS}|access|ai|assistant|model)(?![a-z])`,
    0.72,
    0.8,
  ],
  [
    'without|bypass|bypassing|ignore|ignoring|disable|disabling|remove|removing|lift|circumvent|override|overriding|disregard|violate|deactivate',
    ` (?:(?:any|all|of|the|every) ){0,3}(?:your|openai's|openai|anthropic's|google's|its ethical|ai) (?:(?:usual|own|ethical|moral|safety|content|built-in|internal|programmed|and|or|standard|default|policy|ai|training|normal|system) ){0,4}${LIMITS}`,
    0.8,
    0.88,
  ],
  [
    'disable|bypass|remove|deactivate|disregard|override|ignore',
    ` (?:(?:any|all|the|every) ){0,2}(?:(?:ethical|moral|safety|content|alignment|usual) )(?:(?:and|or|ethical|moral|safety|content|policy) ){0,3}${LIMITS}`,
    0.45,
    0.7,
  ],
  [
    'dan|developer|debug|god|admin|jailbreak|sudo|unrestricted|unfiltered|evil|maintenance|root|opposite|testing',
    ' mode (?:is )?(?:now )?(?:enabled|activated|engaged|active|unlocked|output|on(?=[.!,;")]|\\n|$))(?! (?:on|for|in|my|your|by) (?:my |the |your |a )?(?:phone|device|android|pixel|chromebook|iphone|ios|browser|router|server|project|app|tv|quest|database|site|website|chrome|firefox|safari|laravel|django|build|local|staging))',
    0.62,
    0.8,
  ],
  ['dan|jailbreak|god|unrestricted|unfiltered|uncensored|evil', ' mode(?![a-z])', 0.55, 0.7],
  [
    'enter|activate|enable|engage|switch',
    ' (?:to |into |in )?(?:the )?(?:dan|jailbreak|unrestricted|unfiltered|uncensored|god|evil|opposite|no.?filter)(?: mode)?(?![a-z])(?! (?:detect|heuristic|protect|check|guard|scan|prevent|rail|filter))',
    0.75,
    0.85,
  ],
  [
    'enter|activate|switch',
    ' (?:to |into |in )?(?:the )?(?:developer|debug|maintenance|admin|sudo|testing|root) mode(?! (?:on|for|in|of|menu|settings?|options?))',
    0.5,
    0.72,
  ],
  [
    'chatgpt|gpt|ai|assistant|model|yourself|you',
    ' (?:with|in|into|has|having|entered?|enters|simulating) (?:the )?(?:developer|debug|dan|god|jailbreak|unrestricted|admin) mode',
    0.84,
    0.88,
  ],
  ['do', ' anything now(?![a-z])', 0.86, 0.88],
  [
    'as|called|named|be|become|dan',
    ' (?:dan|stan|aim|dude|mongo tom|evilbot|betterdan)(?= |$|[,.:;"\')])(?! (?:brown|dare|smith))',
    0.6,
    0.7,
  ],
  [
    FREE.slice(3, -1),
    ' (?:and (?:[a-z]{2,14} ){1,2})?(?:ai|assistant|chatbot|chat ?bot|language model|llm|bot|response|version of (?:yourself|you|chatgpt|gpt)|machine|answer)',
    0.6,
    0.72,
  ],
  [
    "never|not|don't|cannot|can't|won't",
    " (?:refuse|reject|decline|say (?:that )?(?:no|you (?:can't|cannot))|deny|apologi[sz]e|censor|filter) (?:(?:to|any|a|my|the|your|its|or|for) ){0,2}(?:answer|request|question|prompt|order|respon|anything|comply|do|it|user|me|output)",
    0.55,
    0.62,
  ],
  [
    'no',
    ` (?:longer|more) (?:bound|restricted|limited|constrained|subject|governed) (?:by|to) (?:(?:any|the|your|all|openai's?|those|these|previous) ){0,3}(?:[a-z]{2,12} ){0,2}(?:${LIMITS}|instructions)`,
    0.8,
    0.86,
  ],
  ['broken', ' free (?:of|from) the (?:typical )?(?:confines|limits|constraints) of ai', 0.86, 0.88],
  [
    'no|any|have|without|all',
    ` (?:(?:of|the|any|typical|usual|or|ethical|moral|your) ){0,3}(?:ethical|moral|content|safety|legal)(?: (?:or|and|,) (?:ethical|moral|legal|safety|content))? (?:guidelines|constraints|restrictions|boundaries|filters|limitations|obligations|concerns)(?: (?:whatsoever|at all|apply))?`,
    0.4,
    0.5,
  ],
  [
    'i',
    " (?:am|'m)(?: (?:the|your|an?|one|of|actual|real))* (?:developer|creator|admin|administrator|owner|programmer|boss|openai \\w+|system administrator|ceo)(?! of (?:a|an|the|my))",
    0.45,
    0.6,
  ],
])
