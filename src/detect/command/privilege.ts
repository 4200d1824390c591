import { hasFlag, operands, optionValues, type Rules } from './model.ts'
import { normalPath } from './paths.ts'

/** Rights that are widened, and accounts that are made. */
export const escalation: Rules = {
  chmod: (command, report) => {
    const [mode = '', ...paths] = operands(command)
    const recursive = hasFlag(command, 'R', 'recursive')
    const named = paths.map((path) => normalPath(path, command.directory))
    const open = /^0?[0-7]?[0-7]?[67][67]$|^0?777$|^[0-7]?777$|^(?:a|o|ugo|u?g?o|all)?[+=]r?w/.test(mode)
    if (/^[ugoa]*[+=][rwxXt]*s|^[0-7]?[4-7][0-7]{3}$/.test(mode) && !/^[ug]?o?-|^[gt]\+s$|^g[+=]/.test(mode)) {
      if (/^0?[2][0-7]{3}$/.test(mode)) report('command-setuid', 'medium')
      else
        report(
          'command-setuid',
          command.arguments.some((word) => word.unknown) ||
            (named.every((path) => !/^[/~]/.test(path)) &&
              !named.some((path) => /(?:^|\/)(?:(?:ba|z|da|k)?sh|python\d?|perl|find|vim|nmap|cp|nano|less)$/.test(path)) &&
              command.wrappers.length === 0)
            ? 'high'
            : 'critical',
        )
    } else if (open && named.some((path) => /^\/(?:\*|etc\b.*|bin|usr|sbin|lib|var|boot|root|home|dev)?(?:\/\*)?$|^~$/.test(path)))
      report('command-open-permissions', recursive || named.some((path) => path.startsWith('/etc/')) ? 'critical' : 'high')
    else if (recursive && named.some((path) => /^\/(?:\*|etc|bin|usr|sbin|lib|var|boot|root|home|dev)?(?:\/\*)?$|^~$/.test(path)))
      report('command-open-permissions', 'critical')
    else if (/^0?777$/.test(mode) || /^a\+rwx$/.test(mode)) report('command-open-permissions', recursive ? 'medium' : 'low')
    else if (named.some((path) => /^\/etc\/(?:shadow|passwd|sudoers)|\.ssh\/id_/.test(path)) && /[67]$|^(?:o|a)?\+[rw]/.test(mode))
      report('command-open-permissions', 'critical')
  },
  chown: (command, report) => {
    const paths = operands(command)
      .slice(1)
      .map((path) => normalPath(path, command.directory))
    if (
      hasFlag(command, 'R', 'recursive') &&
      paths.some((path) => /^\/(?:\*|etc|bin|usr|sbin|lib|lib64|boot|dev|root|sys|proc|var|home)?(?:\/\*)?$/.test(path))
    )
      report('command-open-permissions', 'critical')
    else if (paths.some((path) => /^\/etc\/(?:shadow|passwd|sudoers)/.test(path))) report('command-open-permissions', 'critical')
  },
  install: (command, report) => {
    if (optionValues(command, '-m', '--mode').some((mode) => /^[4-7][0-7]{3}$|\+[rwx]*s/.test(mode))) report('command-setuid', 'critical')
  },
  setcap: ({ words }, report) => {
    if (
      words.some((word) =>
        /cap_(?:setuid|setgid|sys_admin|dac_override|dac_read_search|sys_ptrace|sys_module|chown|fowner)|=ep|all/.test(word),
      ) &&
      !words.some((word) => /cap_net_(?:bind_service|raw|admin)/.test(word))
    )
      report('command-setuid', 'critical')
    else report('command-setuid', 'medium')
  },
  setfacl: (command, report) => {
    if (command.words.some((word) => /^\/etc\/|^\/$|^\/root/.test(word))) report('command-open-permissions', 'high')
  },
  visudo: (command, report) => {
    if (command.wrappers.length > 0 && command.input.text !== undefined) report('command-sudoers', 'critical')
  },
  dseditgroup: (command, report) => {
    if (/\badmin\b/.test(command.words.join(' ')) && command.words.includes('-a')) report('command-privilege-grant', 'high')
  },
  insmod: (_, report) => report('command-kernel-module', 'high'),
  unshare: (command, report) => {
    if (hasFlag(command, '', 'map-root-user') && hasFlag(command, 'm', 'mount')) report('command-container-escape', 'medium')
  },
  nsenter: ({ words }, report) => {
    if (
      words.some((word, index) => (word === '-t' || word === '--target') && words[index + 1] === '1') ||
      words.includes('-t1') ||
      words.includes('--target=1')
    )
      report('command-container-escape', 'critical')
  },
  mount: ({ words }, report) => {
    if (words.some((word) => /\/proc\/1\/root|^\/dev\/[sv]d[a-z]\d?$/.test(word)) && words.some((word) => /^\/(?:mnt\/)?host/.test(word)))
      report('command-container-escape', 'high')
    if (words.some((word) => /hidepid/.test(word))) report('command-hide', 'medium')
  },
}

export const accounts: Rules = {
  useradd: (command, report) => {
    const line = command.words.join(' ')
    if (/(?:-\w*o\w* ?(?:-u|--uid)|(?:-u|--uid)[ =]?)0\b|-o\b.*-u ?0\b/.test(line)) report('command-account', 'critical')
    else report('command-account', /\b(?:sudo|wheel|root|admin)\b/.test(line) ? 'high' : 'medium')
  },
  adduser: (command, report) =>
    report('command-account', command.words.some((word) => /^(?:sudo|wheel|admin|root)$/.test(word)) ? 'high' : 'medium'),
  usermod: (command, report) => {
    const line = command.words.join(' ')
    if (/(?:-u|--uid)[ =]?0\b/.test(line)) report('command-account', 'critical')
    else if (/\b(?:sudo|wheel|admin|root|docker|lxd|shadow|disk)\b/.test(line) && /-\w*G|--groups/.test(line))
      report('command-account', /docker/.test(line) ? 'medium' : 'high')
  },
  gpasswd: (command, report) => {
    if (command.words.some((word) => /^(?:sudo|wheel|admin|root|shadow)$/.test(word)) && hasFlag(command, 'a', 'add'))
      report('command-account', 'high')
  },
  userdel: (command, report) => report('command-account', hasFlag(command, 'r', 'remove') ? 'high' : 'medium'),
  deluser: (command, report) => report('command-account', 'medium'),
  passwd: (command, report) => {
    if (hasFlag(command, 'du', 'delete', 'unlock')) report('command-account', command.words.includes('root') ? 'critical' : 'high')
    else if (command.input.text !== undefined || command.words.includes('--stdin')) report('command-account', 'high')
  },
  chpasswd: (command, report) => report('command-account', /^root:/m.test(command.input.text ?? '') ? 'critical' : 'high'),
  pw: (command, report) => {
    if (/^(?:user(?:add|mod)|useradd|usermod)$/.test(command.words[0] ?? '')) report('command-account', 'high')
  },
  dscl: (command, report) => {
    if (command.words.some((word) => /^-?(?:create|append|passwd|delete|change)$/.test(word)))
      report('command-account', /admin|UniqueID 0|\/Groups\//.test(command.words.join(' ')) ? 'high' : 'high')
  },
  sysadminctl: (command, report) => {
    if (command.words.some((word) => /^-(?:addUser|resetPasswordFor|deleteUser)$/.test(word))) report('command-account', 'high')
  },
}
