import { hasFlag, type Rule, type Rules } from './model.ts'
import { secrecyOf } from './paths.ts'

/** Programs that read the files they are given and show or copy them. */
export const readers =
  /^(?:cat|bat|less|more|head|tail|tac|nl|strings|xxd|od|hexdump|base64|base32|gbase64|grep|egrep|fgrep|rg|ag|awk|gawk|sed|cut|sort|uniq|rev|tee|dd|cp|mv|scp|rsync|tar|zip|7z|7za|gzip|bzip2|xz|zstd|openssl|gpg|python|python3|perl|ruby|node|php|vi|vim|nano|view|jq|yq|diff|paste|fold|fmt|column|type|get-content|gc|copy|xcopy|robocopy|copy-item|ditto|install|ln|curl|wget|nc|ncat|socat|split|look|plutil|sqlite3|select-string|findstr)$/
const quietReaders = /^(?:openssl|python|python3|perl|ruby|node|php|curl|wget|ln|mv|install|diff|vi|vim|nano|view|dd|tee|rsync|scp)$/

/** Reading keys and credentials: flagged when it stands alone, whatever reads them. */
export const readsSecrets: Rule = (command, report) => {
  const { name, words, reads } = command
  if (reads.some((path) => secrecyOf(path) === 'secret')) report('command-credential-read', 'high')
  if (!readers.test(name) || quietReaders.test(name)) return
  const paths =
    name === 'cp' || name === 'copy-item'
      ? words.slice(0, Math.max(1, words.length - 1))
      : /^(?:[ef]?grep|rg|ag|awk|gawk|sed|select-string|findstr)$/.test(name)
        ? words.slice(1)
        : words
  if (name === 'tee' || (name === 'cp' && words.some((word) => /\.env\.(?:example|sample|template)$/.test(word)))) return
  if (paths.some((path) => secrecyOf(path) === 'secret')) report('command-credential-read', 'high')
}

export const credentialReads: Rules = {
  security: (command, report) => {
    const line = command.words.join(' ')
    if (/dump-keychain|export\b.*-k|find-(?:generic|internet)-password.*-[gw]/.test(line))
      report('command-credential-dump', /dump-keychain/.test(line) ? 'critical' : 'high')
  },
  gpg: (command, report) => {
    if (hasFlag(command, '', 'export-secret-keys', 'export-secret-subkeys')) report('command-credential-read', 'high')
  },
  find: (command, report) => {
    const line = command.words.join(' ')
    if (
      /id_[rd]sa|id_ed25519|\.pem\b|\.kdbx|-i?name \S{0,3}shadow\b|\.gnupg|\.oci|\.azure|msal_token|\.aws|\.p12|wallet\.dat|\.ppk|\.pgpass|credentials|\.git-credentials|\.npmrc|\.netrc/.test(
        line,
      ) &&
      /^(?:\/|~|\$HOME)/.test(command.words[0] ?? '')
    )
      report('command-credential-search', 'high')
  },
  grep: searchesSecrets,
  egrep: searchesSecrets,
  rg: searchesSecrets,
  kubectl: (command, report) => {
    if (/\b(?:get|describe) secrets?\b.*(?:-o|--output)|config view.*--raw/.test(command.words.join(' ')))
      report('command-credential-read', 'high')
  },
  aws: (command, report) => {
    if (
      /secretsmanager get-secret-value|ssm get-parameters?\b.*--with-decryption|configure export-credentials/.test(command.words.join(' '))
    )
      report('command-credential-read', 'high')
  },
  unshadow: dumps,
  john: dumps,
  hashcat: dumps,
  hydra: dumps,
  medusa: dumps,
  mimikatz: dumps,
  lazagne: dumps,
  gcore: (command, report) => report('command-credential-dump', command.words.length > 0 ? 'high' : 'low'),
  mimipenguin: dumps,
  'secretsdump.py': dumps,
  responder: dumps,
  crackmapexec: dumps,
  nxc: dumps,
  bettercap: dumps,
  ettercap: dumps,
}

function dumps(...[{ words }, report]: Parameters<Rule>) {
  if (words.length > 0) report('command-attack-tool', words.every((word) => /^--?(?:h|help|version|test|v)$/.test(word)) ? 'low' : 'high')
}

function searchesSecrets(...[command, report]: Parameters<Rule>) {
  const line = command.words.join(' ')
  if (
    /(?:^| )-[a-zA-Z]*r|--recursive/i.test(line) &&
    /pass(?:word|wd)|PRIVATE KEY|AKIA|secret[_-]?key/i.test(line) &&
    /(?:^| )(?:\/|\/(?:home|etc|var|root)\S*|~\/?|\$HOME\/?)(?: |$)/.test(line)
  )
    report('command-credential-search', 'high')
}
