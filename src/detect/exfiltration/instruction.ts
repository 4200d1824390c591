import type { Detector, Match, TextContext } from '../../types.ts'

const file = String.raw`(?:~?/?[\w./-]{0,60}(?:\.ssh/[\w.-]{1,40}|id_(?:rsa|ed25519|ecdsa|dsa)|\.env(?:\.\w{1,20})?|\.aws/credentials|\.netrc|\.npmrc|\.kube/config|\.git-credentials|\.docker/config\.json|/etc/(?:passwd|shadow)|\.bash_history|\.pypirc|\.config/gcloud[\w./-]{0,40}|mcp\.json|\.cursor/[\w.-]{1,40}|credentials\.json|secrets?\.(?:json|ya?ml|txt|env))(?![\w-]))`
const target = String.raw`(?:${file}|(?:all |any |every |the |your |its |their |our |user'?s? |stored |saved |available |current |full |entire |complete |contents? of |local |system |process )*(?:environment variables?|env(?:ironment)? vars?|credentials?|api[ _-]?keys?|access[ _-]?keys?|private keys?|ssh keys?|secret(?:s| keys?)?|passwords?|(?:auth|access|session|bearer|api) tokens?|cookies|seed phrase|recovery phrase|wallet keys?|conversation(?: history)?|chat history|system prompt|customer (?:data|records|list)|e-?mails?|inbox|contacts|database(?: dump)?|source code|payroll|bank details|2fa codes?|one-time codes?))`
const sendVerb =
  '(?:send|post|upload|exfiltrate|forward|transmit|submit|e-?mail|mail|pipe|curl|leak|deliver|push|share|report|relay|copy|dm|message|transfer|beacon|paste|publish|make (?:an? )?(?:http |https |get |post )*request|put)'
const place = String.raw`(?:https?://[^\s"'<>)]{4,300}|\b[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}|\b(?:[\w-]{1,63}\.){1,4}(?:com|net|org|io|xyz|site|dev|app|top|ru|cn|info|online|me|co|sh|ly|tk|live|club|evil|test|example)\b(?:/[^\s"'<>)]{0,200})?|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?|(?:the |our |my |an? )?(?:webhook|attacker|external (?:server|address|endpoint|site|url)|remote server|following (?:url|address|endpoint|server|e-?mail)|telegram bot|discord))`
const readVerb =
  '(?:read|cat|open|get|fetch|collect|gather|grab|dump|extract|retrieve|load|print|list|find|look up|access|copy|take|harvest|obtain|locate|scan|search for|check)'

const readThenSend = new RegExp(
  String.raw`\b${readVerb}\b[^\n.;]{0,80}?${target}[^\n]{0,160}?\b${sendVerb}(?:ing|s|ed)?\b[^\n]{0,160}?${place}`,
  'gi',
)
const sendTarget = new RegExp(
  String.raw`\b${sendVerb}(?:ing|s)?\b[^\n.;]{0,60}?${target}[^\n]{0,120}?\b(?:to|at|via|into|through|using|with|onto|on)\b[^\n]{0,60}?${place}`,
  'gi',
)
const command = new RegExp(
  String.raw`\b(?:run|execute|invoke|call|use|type|enter)\b[^\n]{0,80}?\b(?:curl|wget|nc|scp|Invoke-WebRequest|iwr)\b[^\n]{0,200}?(?:@|\$\(|<|\|)?\s{0,3}${file}`,
  'gi',
)
const described =
  /\b(?:never|do not|don't|must not|should not|shouldn't|cannot|attackers? (?:can|could|may|might|will)|would|could allow|might|vulnerabilit|for example,? an attacker|malware|phishing|tries to|attempts? to|tried to|used to|designed to|prevents?|blocked|detect(?:s|ed)?|how to (?:detect|prevent|avoid))\b[^\n.!?]{0,120}$/i
const yours =
  /\b(?:your|our) (?:own )?(?:api[ _-]?keys?|access[ _-]?keys?|tokens?|credentials?|e-?mails?|passwords?|source code|secrets?|session tokens?|access tokens?|auth tokens?|bearer tokens?)\b/i
const strong = new RegExp(
  String.raw`${file}|environment variables|env vars|private keys?|ssh keys?|seed phrase|recovery phrase|conversation|chat history|system prompt|all |every |user'?s |customer|inbox|cookies|dump|exfiltrate|attacker`,
  'i',
)

/** Untrusted text that asks for keys, credentials or conversations to be read and sent somewhere. */
export const exfiltrationInstruction: Detector = {
  name: 'exfiltration-instruction',
  category: 'exfiltration',
  severity: 'critical',
  longest: 700,
  reads: ({ origin, kind }: TextContext) => origin === 'tool' || origin === 'document' || kind === 'tool-result' || kind === 'document',
  find,
}

function find(text: string): Match[] {
  if (!/https?:|@|\.\w{2,}|webhook|attacker|server|discord/i.test(text)) return []
  const matches: Match[] = []
  for (const expression of [readThenSend, sendTarget, command])
    for (const match of text.matchAll(expression)) {
      const start = match.index
      const end = start + match[0].length
      if (matches.some((other) => start < other.end && other.start < end)) continue
      if (described.test(text.slice(Math.max(0, start - 160), start))) continue
      const named = strong.test(match[0])
      if (!named && yours.test(match[0])) continue
      matches.push({ start, end, detector: 'exfiltration-instruction', severity: named ? 'critical' : 'high' })
    }
  return matches.sort((a, b) => a.start - b.start)
}
