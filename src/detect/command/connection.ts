import { hasFlag, type Invocation, type Report, type Rule, type Rules } from './model.ts'
import { isShell } from './shells.ts'

const shellPath = /(?:^|[\s/:'",])(?:\/(?:usr\/)?bin\/)?(?:ba|z|da|k|c|tc|fi)?sh(?:[\s'",]|$)|cmd(?:\.exe)?|powershell/i

/** Shells that are handed to somebody on the network. */
export const connection: Rules = {
  nc: netcat,
  ncat: netcat,
  netcat,
  'nc.traditional': netcat,
  'nc.openbsd': netcat,
  pwncat: netcat,
  rustcat: netcat,
  socat: (command, report) => {
    const line = command.words.join(' ')
    if (/\b(?:exec|system|shell)\s{0,3}:/i.test(line) && /\b(?:tcp|udp|ssl|openssl|sctp|vsock)\w{0,12}(?:-listen|-l)?\s{0,3}:/i.test(line))
      report('command-reverse-shell', 'critical')
    else if (/\bfile:.{0,100}(?:tty|stdin)/i.test(line) && /listen/i.test(line)) report('command-reverse-shell', 'high')
  },
  telnet: (command, report) => {
    if (command.input.shell) report('command-reverse-shell', 'critical')
  },
  openssl: (command, report) => {
    if (command.words[0] === 's_client' && command.input.shell) report('command-reverse-shell', 'critical')
  },
  msfvenom: (_, report) => report('command-reverse-shell', 'critical'),
  msfconsole: (_, report) => report('command-attack-tool', 'high'),
  ztcp: ({ words }, report) => {
    if (words.some((word) => /^\d/.test(word))) report('command-reverse-shell', words.includes('-l') ? 'high' : 'critical')
  },
  xterm: (command, report) => {
    if (command.words.some((word, index) => word === '-display' && /\d+\.\d+\.\d+\.\d+:\d/.test(command.words[index + 1] ?? '')))
      report('command-reverse-shell', 'critical')
  },
  ssh: (command, report) => {
    const line = command.words.join(' ')
    if (/(?:^| )-\w*R\s?\S*:\d/.test(line)) report('command-tunnel', 'high')
    if (/ProxyCommand=.*(?:;|\|\s*sh|nc .*-e)/i.test(line)) report('command-reverse-shell', 'critical')
  },
  ngrok: (command, report) => tunnel(command, report),
  cloudflared: (command, report) => {
    if (command.words.includes('--url')) tunnel(command, report)
  },
  chisel: (command, report) => {
    if (command.words.includes('client')) report('command-tunnel', 'high')
  },
}

function tunnel({ words }: Invocation, report: Report) {
  if (/\btcp\b.*\b22\b|ssh:/.test(words.join(' '))) report('command-tunnel', 'high')
}

function netcat(...[command, report]: Parameters<Rule>) {
  const { words } = command
  const line = words.join(' ')
  if (command.input.shell) return report('command-reverse-shell', 'critical')
  if (hasFlag(command, 'ec', 'exec', 'sh-exec', 'lua-exec') && words.some((word) => shellPath.test(word)))
    return report('command-reverse-shell', 'critical')
  if (words.some((word) => /^-[a-zA-Z]*[ec]$|^--(?:sh-)?exec/.test(word)) && words.length > 2)
    return report('command-reverse-shell', 'critical')
  if (/\|\s*(?:\/bin\/)?(?:ba)?sh\b/.test(line)) report('command-reverse-shell', 'critical')
}

/** `/dev/tcp` and pipes that join a shell to a socket, whichever program opens them. */
export const openConnection: Rule = (command, report) => {
  const sockets = [...command.writes.map(({ path }) => path), ...command.reads].filter((path) => /^\/dev\/(?:tcp|udp)\//.test(path))
  if (sockets.length > 0) {
    if (isShell(command.name) || command.name === 'exec' || command.name === '') report('command-reverse-shell', 'critical')
    else if (command.input.secret || command.carried.secret) report('exfiltration-command', 'critical', 'exfiltration')
    else report('command-raw-socket', 'high')
  }
  if (
    isShell(command.name) &&
    command.words.some((word) => /^-[a-z]*i/.test(word)) &&
    (command.input.download === '' || command.input.text === undefined) &&
    command.input.download !== undefined
  )
    report('command-reverse-shell', 'critical')
}
