import { hasFlag, type Invocation, type Report, type Rules } from './model.ts'

/** Git commands that lose work or rewrite what others have. */
export const git: Rules = {
  git: (command, report) => {
    const [verb = '', ...words] = subcommand(command.words)
    const rest = { ...command, words }
    if (
      command.words.some((word) =>
        /(?:core\.sshCommand|core\.fsmonitor|core\.pager|core\.editor|core\.hooksPath|alias\.\w+|protocol\.ext\.allow|credential\.helper|diff\.external)=.*(?:!|;|\||\bsh\b|\bnc\b|curl|always)/.test(
          word,
        ),
      )
    )
      report('command-git-hook', 'high')
    if (words.some((word) => word.startsWith('ext::') || /^--(?:upload-pack|receive-pack)=.*[;|&$`\s]/.test(word)))
      report('command-git-hook', 'critical')
    switch (verb) {
      case 'push':
        return push(rest, report)
      case 'reset':
        if (hasFlag(rest, '', 'hard', 'merge', 'keep')) report('command-git-discard', 'medium')
        return
      case 'clean':
        if (hasFlag(rest, 'f', 'force')) report('command-git-discard', 'medium')
        return
      case 'checkout':
        if (forced(rest) || words.includes('--') || words.includes('.')) report('command-git-discard', 'medium')
        else if (words.filter((word) => !word.startsWith('-')).length > 1 && !hasFlag(rest, 'bBt', 'orphan', 'track', 'detach'))
          report('command-git-discard', 'low')
        return
      case 'switch':
        if (forced(rest)) report('command-git-discard', 'medium')
        return
      case 'restore':
        if (!hasFlag(rest, 'S', 'staged', 'help') || hasFlag(rest, 'W', 'worktree')) report('command-git-discard', 'medium')
        return
      case 'branch':
        if (hasFlag(rest, 'D') || (hasFlag(rest, 'd', 'delete') && hasFlag(rest, 'f', 'force'))) report('command-git-discard', 'medium')
        return
      case 'stash':
        if (/^(?:drop|clear)$/.test(words[0] ?? '')) report('command-git-discard', 'medium')
        return
      case 'worktree':
        if (words[0] === 'remove' && hasFlag(rest, 'f', 'force')) report('command-git-discard', 'medium')
        return
      case 'filter-branch':
      case 'filter-repo':
        return report('command-git-history', 'high')
      case 'reflog':
        if (words[0] === 'expire' || words[0] === 'delete') report('command-git-history', 'high')
        return
      case 'gc':
        if (words.some((word) => /^--prune=(?:now|all)/.test(word))) report('command-git-history', 'medium')
        return
      case 'update-ref':
        if (hasFlag(rest, 'd')) report('command-git-history', 'high')
        return
      case 'tag':
        if (hasFlag(rest, 'd', 'delete')) report('command-git-discard', 'low')
        return
      case 'remote':
        if (/^(?:rm|remove|set-url)$/.test(words[0] ?? '')) report('command-git-remote', 'low')
        return
      case 'config':
        if (
          words.some((word) =>
            /^(?:core\.hookspath|core\.sshcommand|core\.fsmonitor|credential\.helper|http\.sslverify|core\.pager|core\.editor)$/i.test(
              word,
            ),
          ) &&
          words.some((word) => /[;|&$`]|\b(?:ba)?sh\b|curl|\/tmp\/|^false$/.test(word))
        )
          report('command-git-hook', 'high')
        return
      default:
    }
  },
  bfg: (_, report) => report('command-git-history', 'high'),
  'git-filter-repo': (_, report) => report('command-git-history', 'high'),
  gh: (command, report) => {
    const line = command.words.join(' ')
    if (/^repo delete\b/.test(line)) report('command-repository-delete', 'critical')
    else if (
      /^api\b.*(?:-X|--method)[ =]?DELETE\b.*\brepos\/[\w.$-]+\/[\w.$-]+\/?(?: |$)/i.test(line) ||
      /^api\b.*\brepos\/[\w.$-]+\/[\w.$-]+\/?\s.*(?:-X|--method)[ =]?DELETE/i.test(line)
    )
      report('command-repository-delete', 'critical')
    else if (
      /^(?:release|secret|variable|workflow|run|issue|label|ssh-key|gpg-key) delete\b/.test(line) ||
      /^repo (?:archive|edit\b.*--visibility[ =]public)/.test(line)
    )
      report('command-repository-delete', 'high')
  },
  glab: (command, report) => {
    if (/^(?:repo|project) delete\b/.test(command.words.join(' '))) report('command-repository-delete', 'critical')
  },
}

/** `-f`, alone or in a cluster; what follows `-b` or `-c` in its cluster is a branch's name. */
function forced(command: Invocation): boolean {
  const words = command.words.map((word) => word.replace(/^(-[a-z]{0,3}?)[bBcC].*$/, '$1'))
  return hasFlag({ words }, 'f', 'force', 'discard-changes')
}

function push(command: Invocation, report: Report) {
  const { words } = command
  const lease = words.some((word) => word.startsWith('--force-with-lease') || word === '--force-if-includes')
  if (hasFlag(command, 'n', 'dry-run')) return
  if (lease) return report('command-force-push', 'medium')
  const branches = words.filter((word) => !word.startsWith('-')).slice(1)
  const newBranch =
    hasFlag(command, 'u', 'set-upstream') &&
    branches.length > 0 &&
    !branches.some((branch) => /(?:^|[:/])(?:main|master|prod\w*|release\w*|develop|trunk|HEAD)$/.test(branch))
  if (newBranch && hasFlag(command, 'f', 'force')) return report('command-force-push', 'high')
  if (hasFlag(command, 'f', 'force', 'mirror') || words.some((word) => /^\+[\w./@{}$-]+/.test(word)))
    return report('command-force-push', 'critical')
  const protectedBranch = words.some((word) => /^:?(?:refs\/heads\/)?(?:main|master|production|prod|release|develop|trunk)$/.test(word))
  if (hasFlag(command, 'd', 'delete', 'prune') || words.some((word) => /^:[\w./-]+$/.test(word)))
    report('command-remote-branch-delete', protectedBranch ? 'critical' : 'medium')
}

const valued = new Set(['-C', '-c', '--git-dir', '--work-tree', '--namespace', '--config-env', '--exec-path', '--super-prefix'])

/** The subcommand and its words, past Git's own options. */
export function subcommand(words: readonly string[]): string[] {
  let index = 0
  while (index < words.length && (words[index] ?? '').startsWith('-')) index += valued.has(words[index] ?? '') ? 2 : 1
  const [verb = '', ...rest] = words.slice(index)
  return [verb.toLowerCase(), ...rest]
}
