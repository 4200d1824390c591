import { hasFlag, type Invocation, operands, optionValues, type Report, type Rule, type Rules } from './model.ts'
import { secrecyOf } from './paths.ts'

const dropPlaces =
  /(?:\b|\.)(?:pastebin\.com|paste\.\w+|hastebin\.com|termbin\.com|ix\.io|sprunge\.us|0x0\.st|transfer\.sh|file\.io|temp\.sh|bashupload\.com|oshi\.at|catbox\.moe|gofile\.io|anonfiles\.com|webhook\.site|requestbin\.\w+|pipedream\.net|requestcatcher\.com|beeceptor\.com|ngrok(?:-free)?\.(?:io|app|dev)|oast\.\w+|oastify\.com|burpcollaborator\.net|interact\.sh|interactsh\.com|dnslog\.cn|ceye\.io|canarytokens\.com|discord(?:app)?\.com\/api\/webhooks|api\.telegram\.org|hooks\.slack\.com|dpaste\.\w+|rentry\.co|ghostbin\.\w+|controlc\.com|envs\.sh|ttm\.sh|uguu\.se|wetransfer\.com|trycloudflare\.com|serveo\.net|localtunnel\.me|loca\.lt)/i

/** True for places where anybody can drop data for anybody: paste sites, request bins, webhooks of chat services. */
export function isDropPlace(url: string): boolean {
  return dropPlaces.test(url)
}

const exfiltrates = (report: Report, severity: 'critical' | 'high' | 'medium' = 'critical') =>
  report('exfiltration-command', severity, 'exfiltration')

/** Programs that carry data to another machine. */
export const sending: Rules = {
  curl: upload,
  wget: upload,
  http: upload,
  https: upload,
  xh: upload,
  nc: stream,
  ncat: stream,
  netcat: stream,
  socat: stream,
  telnet: stream,
  openssl: (command, report) => {
    if (command.words[0] === 's_client') stream(command, report)
  },
  mail: stream,
  mailx: stream,
  mutt: (command, report) => {
    stream(command, report)
    if (optionValues(command, '-a').some(leaks)) exfiltrates(report)
  },
  sendmail: stream,
  msmtp: stream,
  scp: copy,
  sftp: copy,
  rsync: copy,
  rclone: copy,
  ftp: copy,
  lftp: copy,
  tftp: copy,
  ncftpput: copy,
  smbclient: copy,
  croc: copy,
  'magic-wormhole': copy,
  wormhole: copy,
  s3cmd: copy,
  gsutil: copy,
  mc: copy,
  aws: (command, report) => {
    if (/^(?:s3|s3api)$/.test(command.words[0] ?? '') && /^(?:cp|sync|mv|put-object)$/.test(command.words[1] ?? '')) copy(command, report)
  },
  gh: (command, report) => {
    if (command.words[0] === 'gist' && (command.words.some(leaks) || command.input.secret)) exfiltrates(report)
  },
  ssh: (command, report) => {
    if ((command.input.secret || command.reads.some(leaks)) && !command.words.some((word) => /authorized_keys/.test(word)))
      exfiltrates(report)
  },
  dig: lookUp,
  nslookup: lookUp,
  host: lookUp,
  drill: lookUp,
  resolvectl: lookUp,
  getent: lookUp,
  ping: (command, report) => {
    if (hasFlag(command, 'p', 'pattern') && (command.carried.secret || command.wrappers.includes('xargs'))) exfiltrates(report)
    lookUp(command, report)
  },
}

/** Secrets that are substituted into the arguments of anything that talks to the network. */
export const sendsSecrets: Rule = (command, report) => {
  if (
    command.carried.secret &&
    /^(?:curl|wget|http|https|xh|nc|ncat|telnet|lynx|ftp|git|iwr|invoke-webrequest|invoke-restmethod|irm)$/.test(command.name) &&
    !authorises(command)
  )
    exfiltrates(report)
}

/** A token that goes into an authorisation header, or to the loopback, is what it is for. */
function authorises({ words, input }: Invocation): boolean {
  const headers = words.some(
    (word, index) =>
      /^(?:authorization|x-[\w-]*(?:key|token)|private-token|cookie|api-key)\s?:/i.test(word.replace(/^-H\s?/, '')) &&
      (words[index - 1] === '-H' || words[index - 1] === '--header' || word.startsWith('-H')),
  )
  const user = words.some((word) => word === '-u' || word === '--user' || word.startsWith('--http-') || word.startsWith('--password'))
  return (
    (headers || user) &&
    !input.secret &&
    !words.some((word) => /^(?:-d|--data\S*|-F|--form|-T|--upload-file)$/.test(word) || isDropPlace(word))
  )
}

function leaks(word: string): boolean {
  const path = word
    .replace(/^[^=@\s]{0,60}=[@<]/, '')
    .replace(/^[@<]/, '')
    .replace(/;type=.*$/, '')
  return /^(?:secret|private)$/.test(secrecyOf(path) ?? '')
}

function upload(...[command, report]: Parameters<Rule>) {
  const { words, input } = command
  const bodies = [
    ...optionValues(
      command,
      '-d',
      '-F',
      '-T',
      '--data',
      '--data-binary',
      '--data-raw',
      '--data-urlencode',
      '--data-ascii',
      '--form',
      '--upload-file',
      '--post-file',
      '--body-file',
      '--post-data',
      '--json',
      '--body-data',
    ),
    ...words.flatMap((word, index) => (/^-[a-zA-Z]{2,}[dFT]$/.test(word) ? [words[index + 1] ?? ''] : [])),
    ...(command.name === 'curl' || command.name === 'wget' ? [] : words.filter((word) => /@/.test(word))),
  ]
  const files = bodies.filter(
    (body) =>
      /^@|=[@<]/.test(body) ||
      words.some((word, index) => words[index + 1] === body && /^-[a-zA-Z]*T$|upload-file|post-file|body-file/.test(word)) ||
      words.some((word) => word === `--post-file=${body}` || word === `--body-file=${body}` || word === `--upload-file=${body}`),
  )
  const standard = files.some((body) => /^@?-$|[=@]-$|\/dev\/stdin$/.test(body)) || command.name === 'http' || command.name === 'https'
  if (files.some(leaks)) return exfiltrates(report)
  if (input.secret && (standard || bodies.includes('.'))) return exfiltrates(report)
  if (command.reads.some(leaks) && standard) return exfiltrates(report)
  const drop = words.some(isDropPlace)
  if (files.some((body) => secrecyOf(body.replace(/^.*?@/, '')) === 'data')) return exfiltrates(report, 'high')
  if (drop && bodies.length > 0) {
    const personal = words.some((word) => /hooks\.slack\.com|api\.telegram\.org|discord(?:app)?\.com/.test(word))
    exfiltrates(report, personal && files.length === 0 ? 'medium' : 'high')
  } else if (drop && words.some((word) => /\$\(\)|\$\w+/.test(word))) exfiltrates(report, 'high')
}

function stream(...[command, report]: Parameters<Rule>) {
  if (command.input.secret || command.carried.secret || command.reads.some(leaks)) return exfiltrates(report)
  if (command.words.some((word) => /termbin\.com/.test(word))) exfiltrates(report, 'high')
}

function copy(...[command, report]: Parameters<Rule>) {
  const paths = operands(command, ['-P', '-i', '-o', '-F', '-e', '--rsh', '--profile', '--region'])
  const target = paths.at(-1) ?? ''
  const remote = /^[^/\s]{1,200}:(?!\\)|^(?:s3|gs|sftp|ftp|rsync|smb|https?):\/\//.test(target)
  if (remote && (paths.slice(0, -1).some(leaks) || command.input.secret)) return exfiltrates(report)
  if (!remote && command.input.text !== undefined && /\bput\b/.test(command.input.text) && command.input.text.split(/\s+/).some(leaks))
    return exfiltrates(report)
  if (/^(?:croc|wormhole)$/.test(command.name) && paths.some(leaks)) return exfiltrates(report)
  if (remote && command.name !== 'rsync' && paths.slice(0, -1).some((path) => /^(?:\/|~\/?|\/home|\/etc|\/root)\/?$/.test(path)))
    exfiltrates(report, 'high')
}

function lookUp(...[command, report]: Parameters<Rule>) {
  if (command.carried.secret) return exfiltrates(report)
  if (command.wrappers.includes('xargs') && command.words.some((word) => /\{\}\./.test(word))) return exfiltrates(report, 'high')
  if (command.arguments.some((word) => word.scripts.length > 0 && /\$\(\)\.[\w.-]+/.test(word.text))) exfiltrates(report)
  else if (command.words.some((word) => /\$\w+\.[\w-]+\.[\w.-]+/.test(word) && isDropPlace(word))) exfiltrates(report)
  else if (command.words.some((word) => /(?:oast\.\w+|oastify\.com|burpcollaborator\.net|dnslog\.cn|interact\.sh|ceye\.io)$/.test(word)))
    exfiltrates(report, 'high')
}
