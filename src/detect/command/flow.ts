import type { Flow, Invocation } from './model.ts'
import { merge, operands, optionValues } from './model.ts'
import { secrecyOf } from './paths.ts'
import { readers } from './credentials.ts'
import { isShell } from './shells.ts'

const counters =
  /^(?:wc|md5sum|sha\d*sum|shasum|md5|cksum|b2sum|ssh-keygen|diff|cmp|stat|file|ls|du|test|\[|\[\[|chmod|chown|true|false|sleep|mkdir|touch|cd|rm)$/
const printsSecrets: Record<string, RegExp> = {
  env: /^$/,
  printenv: /^$|\b\w*(?:TOKEN|SECRET|KEY|PASSW)\w*\b/i,
  export: /^(?:-p)?$/,
  set: /^$/,
  declare: /^-[xp]/,
  history: /^(?!.*-c)/,
  security: /\b(?:find-(?:generic|internet)-password|dump-keychain|export)\b/,
  gpg: /--export-secret|--decrypt|(?:^| )-d\b/,
  aws: /\bsecretsmanager get-secret-value\b|\bssm get-parameter|\bconfigure (?:get|export)|\bsts get-session-token\b|\biam create-access-key\b/,
  kubectl: /\b(?:get|describe) secrets?\b|\bconfig view\b.*--raw/,
  vault: /\bkv get\b|^read\b|\bprint token\b|\btoken (?:lookup|create)\b/,
  op: /^(?:read|item get)\b/,
  pass: /^(?:show\b|[\w/]+$)/,
  gcloud: /\bprint-(?:access|identity)-token\b|\bsecrets versions access\b/,
  gh: /\bauth token\b|\bauth status.*(?:-t|--show-token)/,
  az: /\baccount get-access-token\b|\bkeyvault secret show\b/,
  heroku: /^config\b|\bauth:token\b/,
  docker: /^inspect\b/,
  terraform: /^(?:output|state pull)\b/,
  ps: /e/,
  secret: /./,
  lpass: /^(?:show|export)\b/,
  bw: /^(?:get|export|list)\b/,
}

/** What a program passes on: text that it fetched, secrets that it read, what it decoded. */
export function flowOf(invocation: Invocation, fetched: Map<string, string>): Flow {
  const { name, words, input, carried } = invocation
  const line = words.join(' ')
  const flow: Flow = { ...merge(input, carried), text: undefined }
  if (counters.test(name)) return {}
  if (isShell(name) && !words.some((word) => !word.startsWith('-'))) flow.shell = true
  const secrets = [...words.map((word) => word.replace(/^@/, '')), ...invocation.reads]
  const reads = readers.test(name) || invocation.reads.length > 0
  if (reads && secrets.some((path) => /^(?:secret|private)$/.test(secrecyOf(path) ?? ''))) flow.secret = true
  if (
    /^(?:grep|rg|ag|egrep|git|find)$/.test(name) &&
    /pass(?:word|wd)|secret|api[_-]?key|token|id_rsa|\.pem\b|PRIVATE KEY|AKIA/i.test(line) &&
    !/-q\b|-c\b|--count/.test(line)
  )
    flow.secret = true
  if (Object.hasOwn(printsSecrets, name) && name !== 'ps' && printsSecrets[name]?.test(line)) flow.secret = true
  if (/^g?base64$|^xxd$|^openssl$|^uudecode$|^base32$/.test(name) && words.some((word) => /^-[a-zA-Z]*[dDr]|^--decode/.test(word)))
    flow.decoded = true
  const url = downloadOf(invocation)
  if (url !== undefined) {
    const files = savedAs(invocation, url)
    if (files.length === 0) flow.download = url
    for (const file of files) fetched.set(file.replace(/^\.\//, ''), url)
  }
  for (const { path } of invocation.writes) {
    const source = url ?? flow.download
    if (source !== undefined && path !== '/dev/null') fetched.set(path.replace(/^\.\//, ''), source)
  }
  if (name === 'tee' && flow.download !== undefined)
    for (const path of operands(invocation)) fetched.set(path.replace(/^\.\//, ''), flow.download)
  if ((name === 'mv' || name === 'cp' || name === 'install') && words.length >= 2) {
    const [from, to] = operands(invocation)
    const source = from && fetched.get(from.replace(/^\.\//, ''))
    if (source && to) fetched.set(to.replace(/^\.\//, ''), source)
  }
  return flow
}

/** Where a program fetches from, if it fetches: the address, or an empty string when it is not known. */
export function downloadOf(invocation: Invocation): string | undefined {
  const { name, words } = invocation
  const url = words.map((word) => /(?:https?|ftp):\/\/\S+/i.exec(word)?.[0]).find(Boolean)
  if (
    /^(?:curl|wget|wget2|curlie|xh|https?|aria2c|axel|fetch|lwp-download|lwp-request|get|lynx|links|elinks|w3m|ftp|tftp|iwr|irm)$/.test(
      name,
    )
  ) {
    if (words.some((word) => /^(?:--version|--help|-V|-h)$/.test(word))) return undefined
    return url ?? operands(invocation, ['-o', '-O', '-H', '-X', '-d', '-u', '-A', '-e', '--output'])[0] ?? ''
  }
  if (/^(?:nc|ncat|netcat|socat|telnet)$/.test(name) && invocation.input.text === undefined && words.length > 1) return ''
  if (/^(?:dig|nslookup|host|drill)$/.test(name) && words.some((word) => /^txt$/i.test(word) || /=txt$/i.test(word))) return ''
  if (/^(?:aws|gsutil|az|s3cmd|rclone|mc)$/.test(name) && words.at(-1) === '-') return ''
  if (name === 'openssl' && words[0] === 's_client') return ''
  if (
    /^(?:python|perl|ruby|php|node)[\d.]*$/.test(name) &&
    url &&
    /urlopen|requests\.get|LWP|open-uri|file_get_contents|fetch\(|https?\.get/.test(words.join(' '))
  )
    return url
  return undefined
}

function savedAs(invocation: Invocation, url: string): string[] {
  const { name } = invocation
  const base = /[^/?#]+(?=[?#]|$)/.exec(url.replace(/[?#].*$/, ''))?.[0] ?? ''
  const standard = (path: string) => path !== '-' && path !== '/dev/stdout'
  if (name === 'curl') {
    const named = optionValues(invocation, '-o', '--output')
    const clustered = invocation.words.flatMap((word, index) => (/^-[a-zA-Z]+o$/.test(word) ? [invocation.words[index + 1] ?? ''] : []))
    if (named.length + clustered.length > 0) return [...named, ...clustered].filter(standard)
    return invocation.words.some((word) => /^-[a-zA-Z]*O[a-zA-Z]*$|^--remote-name/.test(word)) ? [base] : []
  }
  if (name === 'wget') {
    const named = [
      ...optionValues(invocation, '-O', '--output-document'),
      ...invocation.words.flatMap((word, index) =>
        /^-[a-zA-Z]+O-?$/.test(word) ? [word.endsWith('-') ? '-' : (invocation.words[index + 1] ?? '')] : [],
      ),
    ]
    return named.length > 0 ? named.filter((path) => standard(path) && !path.startsWith('-')) : [base]
  }
  if (/^(?:aria2c|axel|fetch|lwp-download|tftp)$/.test(name)) return [optionValues(invocation, '-o', '--out')[0] ?? base].filter(standard)
  return []
}
