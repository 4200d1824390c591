import { rules } from './rule.ts'
import type { Rule } from './rule.ts'

const SECRETS =
  '(?:api[\\s_-]?keys?|passwords?|credentials?|secrets?|access tokens?|auth(?:entication)? tokens?|tokens?|ssh keys?|private keys?|seed phrases?|recovery phrases?|credit cards?(?: numbers?| details| info\\w*)?|social security numbers?|ssn|environment variables?|env vars|\\.env(?: file)?|cookies|session (?:ids?|tokens?|cookies)|(?:2fa|mfa|otp|verification|security) codes?|bank (?:account|details)\\w*|personal (?:data|information|details)|chat history|conversation history|(?:whole|entire|complete|full) (?:conversation|chat)|private (?:data|messages|information|repositor\\w+)|contact list)'
const PLACE =
  '(?:me|us|https?:|www\\.|[\\w.+-]{1,64}@|this (?:address|url|email|endpoint|server|link|number)|the (?:following|attacker|address|url|endpoint|below|link|webhook|server at)|my (?:email|server|address|webhook)|an external|external)'

/** Texts that ask the model for credentials or private data, for somebody else. */
export const credentials: readonly Rule[] = rules('injection-credential-request', [
  [
    'send|share|provide|forward|post|upload|email|submit|transmit|exfiltrate|leak|deliver|mail|dm|report|copy|give|pass',
    ` (?:(?:me|us|the|your|all|any|user|user's|users'|users|their|his|her|its|contents?|values?|of|stored|saved|every|full|this|complete|list|and|company|customer|internal|sensitive|confidential|found|available) ){0,7}${SECRETS}[^.!?\\n]{0,60} to ${PLACE}`,
    0.5,
    0.86,
  ],
  [
    'ask|tell|instruct|request|prompt|convince|have|require',
    ` (?:the |your )?(?:user|customer|human|them|him|her|visitor)(?: (?:to|for))? (?:(?:enter|provide|confirm|verify|type|share|submit|give|reply|send|input|re-enter|their|with|the|his|her|login|account|for|and|email|username) ){0,6}${SECRETS}`,
    0.35,
    0.8,
  ],
  [
    'include|insert|append|embed|put|add|encode|print|reveal|read|return',
    ` (?:(?:the|your|all|any|user|user's|users'|their|contents?|values?|of|stored|every|full|my) ){0,6}${SECRETS} (?:[a-z0-9-]{1,12} ){0,4}(?:in|into|to|as|inside|at) (?:the |your |a |an )?(?:url|link|query|image|response|reply|answer|output|message|body|next|http|summary|markdown)`,
    0.4,
    0.74,
  ],
  ['what', " (?:is|are) (?:your|the user's) (?:api key|openai key|credentials|access token|password)", 0.5, 0.6],
])
