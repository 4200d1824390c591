import type { Rule } from './rule.ts'

/**
 * A phrase's confidence where it stands. The same words are an order, a report of what others do, a quotation or a warning; who
 * speaks them and to whom is read from the words around. Zero: it says the opposite.
 */
export function temper(rule: Rule, text: string, start: number, end: number, isUntrusted: boolean): number {
  const score = isUntrusted ? rule.untrusted : rule.user
  const before = text.slice(Math.max(0, start - 160), start)
  const sentence = before.slice(lastBreak(before))
  if (!rule.literal) {
    if (NEGATED.test(sentence)) return 0
    if (REPORTED.test(sentence)) return score * (isUntrusted ? 0.6 : 0.45)
  }
  const isQuoted = QUOTE.test(text.slice(Math.max(0, start - 60), start)) || (rule.literal && /`/.test(text.charAt(end)))
  const isDiscussed = DISCUSSED.test(before) || (!isUntrusted && DISCUSSED_AFTER.test(text.slice(end, end + 120)))
  if (isQuoted && isDiscussed) return score * (isUntrusted ? 0.55 : 0.4)
  if (isUntrusted) return isDiscussed && !rule.literal ? score * 0.8 : score
  return isQuoted ? score * 0.5 : isDiscussed ? score * 0.55 : score
}

function lastBreak(before: string): number {
  return Math.max(before.lastIndexOf('. '), before.lastIndexOf('\n'), before.lastIndexOf('! '), before.lastIndexOf('? '), -1) + 1
}

const NEGATED =
  /(?:\b(?:do not|don't|dont|never|must not|mustn't|should not|shouldn't|cannot|can't|will not|won't|not to|refuse to|instead of|rather than|without|avoid)|ne pas|nicht) (?:ever |just |simply |blindly |try to |attempt to )?$/
const REPORTED =
  /(?:\b(?:users?|people|person|attackers?|hackers?|someone|somebody|adversar(?:y|ies)|students?|employees?|drivers?|players?|customers?|kids|children|developers|researchers|teams?|who|they|he|she|we|i|i'll|i'd|llms|models?|chatbots?|it|character|protagonist|robot|program|script|compiler|linter|command|parser|browser|config|setting|flag|option|payload|prompt|input|injection|text|content|message)(?: (?:will|would|might|may|could|can|often|sometimes|should|to|simply|just|must|has to|have to|accidentally|always|never|who|that|which|tries to|try to|want to|wants to|attempts? to|decides to|asks? (?:it|the \w+) to|tells? (?:it|the \w+) to|told me to|said to|is told to|was told to)){0,3}|\bhow (?:do|can|to|does|did|would|should|could)(?: (?:i|you|we|one|people|they|it|the \w+|an? \w+|attackers|hackers))?|\bwhy (?:do|does|did|would|should|can|is|are)(?: \w+){1,3}|\b(?:can|should|could|may|do|does|did|would|must|okay to|ok to|safe to|allowed to|legal to) (?:i|we|users?|people|it|he|she|they|the \w+|one)|\b(?:attempts?|tries|try|trying|attempting|way|ways|ability|order|tendency|decision|decided|temptation|necessary|used|able|likely|want|wanted|command|option|flag|how|when|safe|possible|easy|hard|tempting) to) $/
const QUOTE = /(?:["“‘«„「『《]|(?:^|[\s(:])['`]|```)[^"”’»“」』》\n]{0,50}$/
const DISCUSSED =
  /\b(?:such as|e\.g\.|for example|for instance|example|examples|phrases?|strings?|sentences?|words?|attack(?:s|er|ers|ing)?|attempts?|prompt injections?|injections?|jailbreaks?|jailbreaking|says?|saying|said|contain(?:s|ing)?|detect(?:s|ed|ing|ion)?|blocks?|flags?|flagged|classif\w+|translate|translation|meaning|means?|what does|explain|why|malicious|adversarial|vulnerab\w+|phishing|regex|patterns?|test case|payloads?|titled|called|novel|story|lyrics|subject line|error message|reads|wrote|written|quoted?|term)\b[^\n]{0,110}$/
const DISCUSSED_AFTER = /^[^\n]{0,100}\b(?:attacks?|mean|means|prompt injections?|jailbreaks?|injection attempts?|vulnerab\w+)\b/
