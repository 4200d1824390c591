import { hasFlag, operands, type Report, type Rule, type Rules } from './model.ts'
import { normalPath, type Reach, reachOf, secrecyOf } from './paths.ts'

const severities = { everything: 'critical', outside: 'high', project: 'medium', disposable: 'low' } as const
const order: readonly Reach[] = ['disposable', 'project', 'outside', 'everything']

/** Deleting files and directories: how far it reaches decides. */
export const deletion: Rules = {
  rm: remove,
  grm: remove,
  srm: remove,
  rimraf: remove,
  del: remove,
  trash: remove,
  unlink: remove,
  rmdir: (command, report) => {
    if (hasFlag(command, 'p')) judge(widest(operands(command), command.directory), report, false)
  },
  shred: (command, report) => overwrite(operands(command, ['-n', '-s', '--iterations']), command.directory, report),
  wipe: (command, report) => overwrite(operands(command), command.directory, report),
  truncate: (command, report) => overwrite(operands(command, ['-s', '--size', '-r']), command.directory, report),
  find: (command, report) => {
    if (deletesItself(command.words)) {
      const narrowed = command.words.some((word) =>
        /^-(?:i?name|i?path|i?regex|[acm]time|[acm]min|size|empty|user|group|newer\w*|inum|perm|samefile|nouser|links)$/.test(word),
      )
      const roots = rootsOf(command.words)
      judge(
        widest(roots, command.directory),
        report,
        narrowed && !command.words.some((word, index) => /^-i?name$/.test(command.words[index - 1] ?? '') && word === '*'),
      )
    }
  },
  fd: (command, report) => {
    if (hasFlag(command, 'xX', 'exec', 'exec-batch') && command.words.includes('rm')) report('command-destructive-delete', 'medium')
  },
  rsync: (command, report) => {
    if (command.words.some((word) => word.startsWith('--delete'))) {
      const target = operands(command).at(-1) ?? ''
      if (!target.includes(':') && reachOf(target, command.directory) === 'everything') report('command-destructive-delete', 'critical')
      else report('command-destructive-delete', 'low')
    }
  },
  mv: (command, report) => {
    const paths = operands(command, ['-t', '-S'])
    const target = paths.at(-1) ?? ''
    const sources = paths.slice(0, -1)
    if (target === '/dev/null' && sources.length > 0) judge(widest(sources, command.directory), report, false)
    else if (
      sources.some((path) =>
        /^(?:\/|\/\*|~|~\/\*?|\/(?:etc|usr|bin|lib|boot|home|var)(?:\/\*)?)$/.test(normalPath(path, command.directory)),
      )
    )
      report('command-destructive-delete', 'critical')
  },
  cp: (command, report) => {
    const paths = operands(command, ['-t', '-S'])
    if (paths[0] === '/dev/null' && reachOf(paths.at(-1) ?? '', command.directory) === 'everything')
      report('command-destructive-overwrite', 'critical')
  },
}

function remove(...[command, report]: Parameters<Rule>) {
  const recursive = hasFlag(command, 'rR', 'recursive') || command.name === 'rimraf' || command.wrappers.includes('find')
  const paths = operands(command)
  if (command.wrappers.includes('xargs') && paths.length === 0) {
    if (recursive) report('command-destructive-delete', 'high')
    return
  }
  if (command.words.includes('--no-preserve-root')) report('command-destructive-delete', 'critical')
  const reach = widest(paths, command.directory)
  if (recursive) return judge(reach, report, false)
  if (
    paths.some((path) =>
      /^\/(?:\*|etc\/(?:passwd|shadow|fstab|sudoers|group|hosts|ssh\/)|boot\/|bin\/|sbin\/|usr\/(?:s?bin|lib)\/|lib(?:64)?\/)|^~?\/\*$|^~\/\.ssh\/(?!known_hosts)/.test(
        normalPath(path, command.directory),
      ),
    )
  )
    report('command-destructive-delete', 'critical')
  else if (paths.some((path) => /^\/(?:var\/log\/|etc\/|var\/lib\/|dev\/)/.test(normalPath(path, command.directory))))
    report('command-destructive-delete', 'high')
  else if (paths.some((path) => secrecyOf(path) === 'secret')) report('command-destructive-delete', 'high')
}

function overwrite(paths: readonly string[], directory: string | undefined, report: Report) {
  if (paths.some((path) => /^\/dev\/(?:sd|hd|nvme|vd|xvd|mmcblk|disk|mapper|md|loop\d)/.test(path)))
    return report('command-disk-destruction', 'critical')
  const reach = widest(paths, directory)
  if (paths.length > 0) report('command-destructive-overwrite', reach === 'everything' ? 'critical' : reach === 'outside' ? 'high' : 'low')
}

function judge(reach: Reach | undefined, report: Report, narrowed: boolean) {
  if (!reach) return
  const severity = severities[reach]
  report('command-destructive-delete', narrowed && severity === 'critical' ? 'high' : narrowed ? 'low' : severity)
}

function widest(paths: readonly string[], directory: string | undefined): Reach | undefined {
  let worst: Reach | undefined
  for (const path of paths) {
    const reach = reachOf(path, directory)
    if (!worst || order.indexOf(reach) > order.indexOf(worst)) worst = reach
  }
  return worst
}

/** `-delete` as an action of `find`, not as a word of `-exec` or a pattern. */
function deletesItself(words: readonly string[]): boolean {
  let running = false
  for (const [index, word] of words.entries()) {
    if (running) running = word !== ';' && word !== '+'
    else if (/^-(?:exec|execdir|ok|okdir)$/.test(word)) running = true
    else if (word === '-delete' && !/^-(?:i?name|i?path)$/.test(words[index - 1] ?? '')) return true
  }
  return false
}

/** The directories that `find` starts from. */
export function rootsOf(words: readonly string[]): string[] {
  const roots: string[] = []
  for (const word of words) {
    if (/^-[HLPDO]/.test(word)) continue
    if (/^[-(!]/.test(word)) break
    roots.push(word)
  }
  return roots.length > 0 ? roots : ['.']
}
