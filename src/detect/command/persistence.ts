import { hasFlag, operands, type Report, type Rule, type Rules } from './model.ts'

const activeText =
  /https?:\/\/|\/dev\/tcp|\bnc\b|\bncat\b|base64|\bcurl\b|\bwget\b|bash -i|python\d? -c|perl -e|\bsocat\b|mkfifo|(?:^|[\s"'])\/(?:tmp|dev\/shm|var\/tmp)\/|\/\.[a-z][\w-]*\/|NOPASSWD|\bchmod u?\+s\b/

interface Place {
  path: RegExp
  detector: string
  /** `critical` wherever it is written; `high` unless what is written reaches out. */
  severity: 'critical' | 'high'
}

/** Files that run by themselves, or let somebody in, once something is written into them. */
const places: readonly Place[] = [
  { path: /(?:^|\/)\.ssh\/authorized_keys2?$|administrators_authorized_keys$/, detector: 'command-persistence-ssh', severity: 'critical' },
  { path: /^\/etc\/sudoers(?:\.d\/\S*)?$|^\/private\/etc\/sudoers/, detector: 'command-sudoers', severity: 'critical' },
  { path: /^\/etc\/(?:passwd|shadow|group|gshadow)$/, detector: 'command-account', severity: 'critical' },
  {
    path: /^\/etc\/(?:cron\S*|anacrontab|at\.allow|periodic\S*)$|^\/var\/(?:spool\/cron|cron)\S*|^\/usr\/lib\/cron\S*/,
    detector: 'command-persistence-schedule',
    severity: 'high',
  },
  { path: /^\/etc\/ld\.so\.(?:preload|conf(?:\.d\/\S*)?)$/, detector: 'command-persistence-library', severity: 'critical' },
  { path: /^\/etc\/pam\.d\/|\/pam_\w+\.so$/, detector: 'command-persistence-login', severity: 'critical' },
  {
    path: /^\/(?:etc|usr\/lib|lib|usr\/local\/lib|run)\/systemd\/\S+\.(?:service|timer|socket|path)$|\/systemd\/user\/\S+\.(?:service|timer)$|^\/etc\/(?:init\.d|rc\d?\.d|rc\.local|init)(?:\/\S*)?$|^\/etc\/(?:rc\.common|emond\.d\/\S*)$/,
    detector: 'command-persistence-service',
    severity: 'high',
  },
  {
    path: /\/Library\/Launch(?:Agents|Daemons)\/|\/Library\/StartupItems\/|\/\.config\/autostart\/|^\/etc\/xdg\/autostart\//,
    detector: 'command-persistence-service',
    severity: 'high',
  },
  {
    path: /(?:^|\/)\.(?:bashrc|bash_profile|bash_login|bash_logout|profile|zshrc|zprofile|zshenv|zlogin|zlogout|kshrc|cshrc|tcshrc|shrc|login|xprofile|xinitrc|xsession|inputrc|vimrc|config\/fish\/config\.fish)$|^\/etc\/(?:profile(?:\.d\/\S*)?|bash\.bashrc|bashrc|zshrc|zprofile|csh\.\w+|environment|zsh\/\S+|skel\/\S+|shrc)$/,
    detector: 'command-persistence-profile',
    severity: 'high',
  },
  {
    path: /^\/etc\/(?:udev\/rules\.d|modules-load\.d|modprobe\.d|update-motd\.d|apt\/apt\.conf\.d|NetworkManager\/dispatcher\.d|dhcp\/\S*hooks\S*|logrotate\.d|yum\/pluginconf\.d|ssh\/sshrc|X11\/\S*|polkit-1\/\S*|xdg\/\S*)\/?/,
    detector: 'command-persistence-service',
    severity: 'high',
  },
  {
    path: /(?:^|\/)\.git\/hooks\/[\w-]+$|\/(?:sitecustomize|usercustomize)\.py$|site-packages\/\S+\.pth$/,
    detector: 'command-persistence-hook',
    severity: 'high',
  },
  {
    path: /\\Start Menu\\Programs\\Startup\\|\\System32\\Tasks\\|\\drivers\\etc\\hosts$|Microsoft\.PowerShell_profile\.ps1$|\\profile\.ps1$/i,
    detector: 'command-persistence-startup',
    severity: 'high',
  },
  {
    path: /^\/etc\/(?:hosts|resolv\.conf|nsswitch\.conf|hosts\.(?:allow|deny)|ssh\/sshd_config\S*)$/,
    detector: 'command-system-config',
    severity: 'high',
  },
]

/** The rule that a written path breaks, and how badly, given what is written where that is known. */
export function persistencePlace(path: string, text?: string): { detector: string; severity: 'critical' | 'high' } | undefined {
  const plain = path.replace(/^["']|["']$/g, '')
  const place = places.find((each) => each.path.test(plain))
  if (!place) return undefined
  const reachesOut = text !== undefined && activeText.test(text)
  return {
    detector: place.detector,
    severity: place.severity === 'critical' || (reachesOut && !/^command-system-config$/.test(place.detector)) ? 'critical' : 'high',
  }
}

/** Whatever writes into such a file: redirection, `tee`, `cp`, `mv`, `install`, `ln`, `sed -i`, `dd of=`. */
export const writesPersistence: Rule = (command, report) => {
  const { name, words, writes, input, carried } = command
  const text = [...words, input.text ?? input.partial ?? ''].join(' ')
  const targets = writes.filter(({ path }) => path !== '/dev/null').map(({ path }) => path)
  if (name === 'tee') targets.push(...operands(command))
  else if (/^(?:cp|mv|install|ln|rsync|ditto|copy|move|copy-item)$/.test(name))
    targets.push(...operands(command, ['-m', '-o', '-g']).slice(-1))
  else if (/^(?:g?sed|perl|ed|ex|awk)$/.test(name) && words.some((word) => /^-[a-zA-Z]*i|^--in-place/.test(word)))
    targets.push(...operands(command).slice(-1))
  else if (name === 'dd') targets.push(...words.filter((word) => word.startsWith('of=')).map((word) => word.slice(3)))
  else if (/^(?:curl|wget)$/.test(name))
    targets.push(...words.filter((word, index) => /^-\w*[oO]$|^--output(?:-document)?$/.test(words[index - 1] ?? '')))
  for (const path of targets) {
    const found = persistencePlace(path, text)
    if (!found) continue
    const ownKey =
      found.detector === 'command-persistence-ssh' &&
      command.input.text === undefined &&
      command.wrappers.length === 0 &&
      !/ssh-(?:rsa|ed25519|dss)|ecdsa-/.test(text) &&
      carried.download === undefined
    const fetched = /^(?:curl|wget)$/.test(name) || input.download !== undefined || carried.download !== undefined
    report(found.detector, ownKey && !fetched ? 'high' : fetched ? 'critical' : found.severity)
  }
}

/** Schedulers and service managers. */
export const persistence: Rules = {
  crontab: (command, report) => {
    if (hasFlag(command, 'r')) return report('command-persistence-schedule', 'high')
    if (hasFlag(command, 'l', 'help')) return
    const text = command.input.text ?? command.input.partial ?? ''
    if (command.input.download !== undefined || activeText.test(text)) report('command-persistence-schedule', 'critical')
    else if (command.words.includes('-') || text !== '' || operands(command, ['-u']).length > 0)
      report('command-persistence-schedule', 'high')
  },
  at: (command, report) => scheduled(command.input.text ?? '', report),
  batch: (command, report) => scheduled(command.input.text ?? '', report),
  launchctl: ({ words }, report) => {
    if (/^(?:load|bootstrap|submit)$/.test(words[0] ?? '')) report('command-persistence-service', 'high')
    else if (
      /^(?:unload|bootout|disable|remove|stop)$/.test(words[0] ?? '') &&
      /carbonblack|littlesnitch|opendns|falcon|jamf|crowdstrike|sentinel|defender|mdatp|osquery|santa|xprotect|syslogd|cylance|eset|auditd/i.test(
        words.join(' '),
      )
    )
      report('command-security-disable', 'high')
  },
  systemctl: ({ words }, report) => {
    if (
      words.some((word) => /^(?:link)$/.test(word)) ||
      (words.includes('enable') && words.some((word) => /^\/(?:tmp|dev\/shm|var\/tmp)\//.test(word)))
    )
      report('command-persistence-service', 'high')
  },
  osascript: (command, report) => {
    const line = command.words.join(' ')
    if (/login item/i.test(line)) report('command-persistence-startup', 'high')
    if (/with hidden answer|display dialog .{0,200}password/i.test(line)) report('command-credential-prompt', 'critical')
  },
  defaults: ({ words }, report) => {
    if (
      words[0] === 'write' &&
      /LoginHook|LogoutHook|com\.apple\.loginwindow|AutoLaunchedApplicationDictionary|LSQuarantine|com\.apple\.alf/.test(words.join(' '))
    )
      report('command-persistence-startup', 'high')
  },
}

function scheduled(text: string, report: Report) {
  if (activeText.test(text)) report('command-persistence-schedule', 'critical')
  else if (text !== '') report('command-persistence-schedule', 'medium')
}
