import { hasFlag, type Report, type Rule, type Rules } from './model.ts'

const device = /^\/dev\/(?:[shv]d[a-z]|xvd[a-z]|nvme\d|mmcblk\d|r?disk\d|mapper\/|md\d|dm-\d|sda|zd\d)/
const kernelFile =
  /^\/(?:dev\/(?:mem|kmem|port)|proc\/(?:sysrq-trigger|kcore)|boot\/\S+|etc\/(?:passwd|shadow|sudoers|fstab|group|ld\.so\.preload))$/

/** Commands that wipe disks, file systems or the machine. */
export const disks: Rules = {
  dd: ({ words }, report) => {
    const output = words.find((word) => word.startsWith('of='))?.slice(3) ?? ''
    if (device.test(output)) report('command-disk-destruction', 'critical')
    else if (kernelFile.test(output)) report('command-disk-destruction', 'critical')
    else if (words.some((word) => /^if=\/dev\/(?:mem|kmem)/.test(word))) report('command-credential-dump', 'high')
  },
  mkfs: ({ words }, report) => formats(words, report),
  mkswap: ({ words }, report) => formats(words, report),
  mke2fs: ({ words }, report) => formats(words, report),
  newfs: ({ words }, report) => formats(words, report),
  wipefs: (command, report) => {
    if (hasFlag(command, 'af', 'all', 'force')) report('command-disk-destruction', 'critical')
  },
  blkdiscard: destroysDisk,
  sgdisk: (command, report) => {
    if (hasFlag(command, 'Zo', 'zap-all', 'clear', 'zap')) report('command-disk-destruction', 'critical')
  },
  sfdisk: (command, report) => {
    if (hasFlag(command, '', 'delete', 'wipe')) report('command-disk-destruction', 'critical')
  },
  parted: ({ words }, report) => {
    if (words.some((word) => /^(?:rm|mklabel|mktable|mkpart)\b/.test(word)))
      report('command-disk-destruction', words.some((word) => /rm|mklabel|mktable/.test(word)) ? 'critical' : 'high')
  },
  fdisk: ({ input }, report) => {
    if (input.text !== undefined) report('command-disk-destruction', 'critical')
  },
  hdparm: (command, report) => {
    if (hasFlag(command, '', 'security-erase', 'security-erase-enhanced', 'trim-sector-ranges'))
      report('command-disk-destruction', 'critical')
  },
  nvme: ({ words }, report) => {
    if (/^(?:format|sanitize|delete-ns)$/.test(words[0] ?? ''))
      report('command-disk-destruction', words.some((word) => device.test(word)) ? 'critical' : 'high')
  },
  badblocks: (command, report) => {
    if (hasFlag(command, 'w')) report('command-disk-destruction', 'critical')
  },
  cryptsetup: ({ words }, report) => {
    if (/^(?:luksErase|erase|luksFormat)$/.test(words.find((word) => !word.startsWith('-')) ?? ''))
      report('command-disk-destruction', words.includes('luksFormat') ? 'high' : 'critical')
  },
  diskutil: ({ words }, report) => {
    if (/^(?:erase\w+|reformat|zeroDisk|randomDisk|secureErase)$/i.test(words[0] ?? '') || /^apfs delete/i.test(words.join(' ')))
      report('command-disk-destruction', 'critical')
    else if (/^partitionDisk$/i.test(words[0] ?? '')) report('command-disk-destruction', 'high')
  },
  zpool: ({ words }, report) => {
    if (/^(?:destroy|labelclear)$/.test(words[0] ?? '')) report('command-disk-destruction', 'critical')
  },
  zfs: ({ words }, report) => {
    if (words[0] === 'destroy') report('command-disk-destruction', words.includes('-r') || words.includes('-R') ? 'critical' : 'high')
  },
  btrfs: ({ words }, report) => {
    if (words[0] === 'subvolume' && words[1] === 'delete') report('command-disk-destruction', 'high')
  },
  lvremove: destroysDisk,
  vgremove: destroysDisk,
  pvremove: destroysDisk,
  mdadm: (command, report) => {
    if (hasFlag(command, '', 'zero-superblock')) report('command-disk-destruction', 'critical')
  },
  tmutil: ({ words }, report) => {
    if (/^(?:delete\w*|disable)$/.test(words[0] ?? '')) report('command-backup-deletion', words[0] === 'disable' ? 'high' : 'critical')
  },
  shutdown: stops,
  reboot: stops,
  halt: stops,
  poweroff: stops,
  init: ({ words }, report) => {
    if (words[0] === '0' || words[0] === '6') report('command-shutdown', 'medium')
  },
  kill: ({ words }, report) => {
    if (words.at(-1) === '-1' && words.length > 1) report('command-kill-all', 'critical')
  },
  killall5: (_, report) => report('command-kill-all', 'critical'),
}

function formats(words: readonly string[], report: Report) {
  if (words.some((word) => device.test(word))) report('command-disk-destruction', 'critical')
  else if (words.some((word) => word.startsWith('/dev/'))) report('command-disk-destruction', 'critical')
}

function destroysDisk(...[{ words }, report]: Parameters<Rule>) {
  if (words.some((word) => !word.startsWith('-'))) report('command-disk-destruction', 'critical')
}

function stops(...[{ words }, report]: Parameters<Rule>) {
  if (!words.some((word) => /^(?:-c|--help|--show)$/.test(word))) report('command-shutdown', 'medium')
}

/** Redirection onto a disk, or over a file that the system lives on. */
export const writesDisk: Rule = ({ writes, name, words }, report) => {
  const targets = [
    ...writes,
    ...(name === 'tee'
      ? words.filter((word) => !word.startsWith('-')).map((path) => ({ path, append: words.some((word) => /^-a|^--append/.test(word)) }))
      : []),
  ]
  for (const { path, append } of targets) {
    if (device.test(path)) report('command-disk-destruction', 'critical')
    else if (kernelFile.test(path))
      report('command-system-overwrite', append && !/passwd|shadow|sudoers|preload|sysrq/.test(path) ? 'high' : 'critical')
  }
}
