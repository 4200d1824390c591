import { hasFlag, operands, type Rule, type Rules } from './model.ts'

const disable = 'command-security-disable'
const tamper = 'command-log-tampering'
const logFile =
  /^\/(?:private\/)?var\/(?:log|audit|adm)(?:\/|$)|^\/run\/(?:utmp|log)|\/(?:wtmp|btmp|utmp|lastlog)$|(?:^|\/)\.(?:bash|zsh|sh|ash|python|mysql|psql|node_repl)_history$|^\$(?:HISTFILE)$|\/Library\/Logs\/|ConsoleHost_history\.txt$/

/** Firewalls, mandatory access control, monitoring and logs that are switched off or emptied. */
export const protection: Rules = {
  setenforce: ({ words }, report) => {
    if (/^(?:0|permissive)$/i.test(words[0] ?? '')) report(disable, 'high')
  },
  iptables: firewall,
  ip6tables: firewall,
  nft: ({ words }, report) => {
    if (words[0] === 'flush' || words[0] === 'delete') report(disable, 'high')
  },
  ufw: ({ words }, report) => {
    const verb = words.includes('--dry-run') ? '' : words.find((word) => !word.startsWith('-'))
    if (verb === 'disable' || verb === 'reset') report(disable, 'high')
    else if (words.join(' ').includes('default allow')) report(disable, 'high')
    else if (words.includes('logging') && words.includes('off')) report(tamper, 'high')
  },
  'firewall-cmd': (command, report) => {
    if (hasFlag(command, '', 'panic-off', 'remove-service', 'set-default-zone', 'set-log-denied')) report(disable, 'high')
  },
  pfctl: (command, report) => {
    if (hasFlag(command, 'dF')) report(disable, 'high')
  },
  auditctl: (command, report) => {
    const line = command.words.join(' ')
    if (/-e ?0\b|-D\b|-d\b/.test(line)) report(disable, 'high')
  },
  'aa-disable': (_, report) => report(disable, 'high'),
  'aa-teardown': (_, report) => report(disable, 'high'),
  apparmor_parser: (command, report) => {
    if (hasFlag(command, 'R')) report(disable, 'high')
  },
  csrutil: ({ words }, report) => {
    if (words[0] === 'disable') report(disable, 'critical')
  },
  spctl: (command, report) => {
    if (hasFlag(command, '', 'master-disable', 'global-disable', 'add')) report(disable, 'high')
  },
  xattr: (command, report) => {
    if (hasFlag(command, 'dc') && (command.words.includes('com.apple.quarantine') || hasFlag(command, 'c'))) report(disable, 'high')
  },
  sysctl: ({ words }, report) => {
    if (
      words.some((word) =>
        /kernel\.randomize_va_space=[01]|kernel\.yama\.ptrace_scope=0|kernel\.kptr_restrict=0|kernel\.dmesg_restrict=0|fs\.suid_dumpable=[12]|kernel\.core_pattern=|kernel\.unprivileged_bpf_disabled=0/.test(
          word,
        ),
      )
    )
      report(disable, 'high')
  },
  rmmod: (_, report) => report(disable, 'medium'),
  modprobe: (command, report) => {
    if (hasFlag(command, 'r', 'remove')) report(disable, 'medium')
  },
  mdatp: ({ words }, report) => {
    if (/disable|off|exclusion add/i.test(words.join(' '))) report(disable, 'high')
  },
  falconctl: ({ words }, report) => {
    if (/uninstall|unload|stop/.test(words.join(' '))) report(disable, 'high')
  },
  esxcli: ({ words }, report) => {
    const line = words.join(' ')
    if (/vm process kill/.test(line)) report('command-infrastructure-destruction', 'high')
    else if (
      /firewall set.*(?:--enabled|-e)[ =]false|acceptance set.*CommunitySupported|syslog|settings.*(?:lockdown|host-acceptance)/i.test(line)
    )
      report(disable, 'high')
  },
  'vim-cmd': ({ words }, report) => {
    if (/vmsvc\/(?:power\.off|destroy|snapshot\.removeall)/.test(words.join(' '))) report('command-infrastructure-destruction', 'high')
    else if (/hostsvc\/enable_ssh/.test(words.join(' '))) report(disable, 'high')
  },
  history: (command, report) => {
    if (hasFlag(command, 'c')) report(tamper, 'high')
  },
  unset: ({ words }, report) => {
    if (words.some((word) => /^HIST(?:FILE|SIZE)$/.test(word))) report(tamper, 'high')
  },
  export: history,
  declare: history,
  set: ({ words }, report) => {
    if (words.join(' ') === '+o history') report(tamper, 'high')
  },
  journalctl: (command, report) => {
    if (
      command.words.some((word) => /^--vacuum-(?:time|size|files)=(?:1s|1|0|1K|1M)$/.test(word)) ||
      (hasFlag(command, '', 'flush') && hasFlag(command, '', 'rotate'))
    )
      report(tamper, 'high')
  },
  logrotate: (command, report) => {
    if (hasFlag(command, 'f', 'force')) report(tamper, 'low')
  },
  utmpdump: (command, report) => {
    if (hasFlag(command, 'r')) report(tamper, 'high')
  },
  log: ({ words }, report) => {
    if (words[0] === 'erase') report(tamper, 'critical')
  },
  touch: (command, report) => {
    if (
      command.words.some((word) => /^-[a-z]*[rtd]|^--(?:date|reference)/.test(word)) &&
      operands(command, ['-r', '-t', '-d']).some((path) => /^\/(?:etc|bin|usr|sbin|var\/log|lib)\//.test(path))
    )
      report('command-timestamp-change', 'medium')
  },
  chattr: ({ words }, report) => {
    if (
      words.some((word) => /^[+-][a-zA-Z]*[ia]/.test(word)) &&
      words.some((word) => /^\/(?:etc|bin|usr|var|root|home)\b|passwd|shadow|authorized_keys/.test(word))
    )
      report(disable, 'high')
  },
  rm: emptiesLogs,
  srm: emptiesLogs,
  shred: emptiesLogs,
  truncate: emptiesLogs,
  unlink: emptiesLogs,
  ln: (command, report) => {
    const paths = operands(command)
    if (paths[0] === '/dev/null' && paths.slice(1).some((path) => logFile.test(path))) report(tamper, 'high')
  },
  cp: (command, report) => {
    const paths = operands(command)
    if (paths[0] === '/dev/null' && logFile.test(paths.at(-1) ?? '')) report(tamper, 'high')
  },
  pkill: killsProtection,
  killall: killsProtection,
}

function firewall(...[command, report]: Parameters<Rule>) {
  const line = command.words.join(' ')
  if (
    /(?:^| )(?:-F|--flush|-X)\b|-P (?:INPUT|FORWARD|OUTPUT) ACCEPT|(?:^| )-D\b|-I INPUT\b.*-j ACCEPT(?!.*(?:--dport|-s\b|-i lo))/.test(line)
  )
    report(disable, 'high')
}

function history(...[{ words }, report]: Parameters<Rule>) {
  if (
    words.some((word) =>
      /^HISTFILE=(?:\/dev\/null)?$|^HIST(?:FILE)?SIZE=0$|^HISTCONTROL=ignore(?:space|both)$|^HISTIGNORE=['"]?\*/.test(word),
    )
  )
    report(tamper, words.some((word) => word.startsWith('HISTCONTROL')) ? 'medium' : 'high')
}

function emptiesLogs(...[command, report]: Parameters<Rule>) {
  const paths = operands(command, ['-s', '--size', '-n'])
  if (
    paths.some(
      (path) =>
        /^\/var\/(?:log|audit)\/?\*?$/.test(path) ||
        /\/(?:wtmp|btmp|utmp|lastlog|auth\.log|secure|audit\.log|syslog|messages|system\.log)\*?$/.test(path),
    )
  )
    report(tamper, 'critical')
  else if (paths.some((path) => logFile.test(path))) report(tamper, 'high')
}

function killsProtection(...[{ words }, report]: Parameters<Rule>) {
  if (
    words.some((word) =>
      /^(?:auditd|rsyslogd|syslogd|falcon-sensor|falcond|osqueryd|clamd|wazuh\S*|ossec\S*|mdatp|sysmon|aliyun\S*|AliYunDun)$/i.test(word),
    )
  )
    report(disable, 'high')
}

/** Logs that are emptied by redirection, and switches of the kernel's protection. */
export const writesProtection: Rule = ({ writes, name, words, input }, report) => {
  const targets = [
    ...writes,
    ...(name === 'tee'
      ? words.filter((word) => !word.startsWith('-')).map((path) => ({ path, append: words.some((word) => /^-a|^--append/.test(word)) }))
      : []),
  ]
  for (const { path, append } of targets) {
    if (
      logFile.test(path) &&
      !append &&
      /\/(?:wtmp|btmp|utmp|lastlog|auth\.log|secure|audit\.log|syslog|messages|system\.log)$|_history$|HISTFILE/.test(path)
    )
      report(tamper, 'high')
    else if (
      /^\/(?:sys\/fs\/selinux\/enforce|selinux\/enforce|etc\/selinux\/config|etc\/(?:r?syslog(?:-ng)?|rsyslog)\S*\.conf|etc\/audit\/\S+|etc\/ufw\/\S+|proc\/sys\/kernel\/(?:randomize_va_space|yama\/ptrace_scope|core_pattern|modprobe))/.test(
        path,
      )
    )
      report(disable, 'high')
  }
  if (
    /^g?sed$/.test(name) &&
    words.some((word) => /^-[a-zA-Z]*i/.test(word)) &&
    words.some((word) =>
      /^\/etc\/(?:selinux\/config|audit\/\S+|rsyslog\S*|pam\.d\/\S+|ssh\/sshd_config|ufw\/\S+|security\/\S+|login\.defs)$/.test(word),
    )
  )
    report(disable, 'high')
  if (words.length === 0 && input.text === undefined && writes.some(({ path, append }) => !append && logFile.test(path)))
    report(tamper, 'high')
}
