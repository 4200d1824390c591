import type { Argument } from './expand.ts'

const shells = /^(?:ba|z|da|k|mk|pdk|a|c|tc|fi|r)?sh$|^(?:rbash|oksh|ksh93|elvish|nu|xonsh)$/
const interpreters = /^(?:python|pypy|perl|ruby|node|nodejs|php|lua|deno|bun|osascript|tclsh|wish|irb)[\d.]*$/

/** True for a shell that reads POSIX syntax, or nearly. */
export function isShell(name: string): boolean {
  return shells.test(name)
}

/** The script that a shell is given by `-c`, by `eval`, `su -c`, `trap`, and the like. */
export function shellScript(name: string, words: readonly Argument[]): { text: string; positions: string[] } | undefined {
  if (name === 'eval') return { text: words.map((word) => word.text).join(' '), positions: [] }
  if (name === 'trap' && words[0] && words.length > 1) return { text: words[0].text, positions: [] }
  if (shells.test(name)) return afterOption(words, /^[-+][A-Za-z]*c[A-Za-z]*$|^--command$/)
  if (/^(?:su|runuser|script|vagrant|gnome-terminal|xterm|konsole|sg|newgrp|machinectl|dash-c)$/.test(name))
    return afterOption(words, /^-[A-Za-z]*[ce]$|^--(?:session-)?command$/)
  if (name === 'tmux' || name === 'screen') {
    const last = words.at(-1)
    return words.length > 1 && last && last.text.includes(' ') ? { text: last.text, positions: [] } : undefined
  }
  return undefined
}

function afterOption(words: readonly Argument[], option: RegExp): { text: string; positions: string[] } | undefined {
  for (let index = 0; index < words.length; index++) {
    const text = words[index]?.text ?? ''
    if (text.startsWith('--command=')) return { text: text.slice('--command='.length), positions: [] }
    if (option.test(text)) {
      let next = index + 1
      while (/^[-+][A-Za-z]+$|^--$/.test(words[next]?.text ?? '')) next++
      const script = words[next]
      return script && { text: script.text, positions: words.slice(next + 1).map((word) => word.text) }
    }
    if (text === '-o' || text === '+o' || text === '-O' || text === '--rcfile' || text === '--init-file') index++
    else if (!text.startsWith('-') && !text.startsWith('+') && !/^su$/.test(text)) {
      if (index > 0 || /\//.test(text)) return undefined
    }
  }
  return undefined
}

/** True when a shell or an interpreter takes its program from standard input. */
export function runsInput(name: string, words: readonly Argument[]): boolean {
  if (name === 'at' || name === 'batch') return true
  if (!shells.test(name) && !interpreters.test(name)) return false
  for (let index = 0; index < words.length; index++) {
    const text = words[index]?.text ?? ''
    if (
      text === '-s' ||
      text === '-' ||
      text === '/dev/stdin' ||
      text === '/dev/fd/0' ||
      (shells.test(name) && /^-[a-z]*s[a-z]*$/.test(text))
    )
      return true
    if (/^-[a-zA-Z]*[ce]$|^--(?:eval|print|command)|^-[prmM]$/.test(text)) return false
    if (text === '-o' || text === '+o' || text === '-O') index++
    else if (!text.startsWith('-')) return false
  }
  return true
}

/** Programs in other languages on the command line: `python -c`, `node -e`, `perl -e`, `php -r`, `awk '…'`, `vim -c`. */
export function codeIn(name: string, words: readonly Argument[]): string[] {
  if (interpreters.test(name)) return valuesOf(words, /^-[A-Za-z0-9]*[cerEpn]$|^--(?:eval|print|execute|run)$|^eval$/)
  if (/^[gmn]?awk$|^busybox-awk$/.test(name))
    return words.filter((word) => /system|\|\s*getline|\|\s*"|\/inet\//.test(word.text)).map((word) => word.text)
  if (/^(?:n?vim?|ex|view|emacs|gdb|lldb|ed|rvim|tar|zip|man|less|expect|psql|mysql|sqlite3|rscript|julia)$/.test(name))
    return words
      .map((word) => /^(?::?!|.*?(?:\bshell\b|\\!|:!|system\(|exec=|checkpoint-action=exec=))\s*(.*)$/s.exec(word.text)?.[1] ?? '')
      .filter(Boolean)
      .map((text) => `system("${text.replaceAll('"', '\\"')}")`)
  return []
}

function valuesOf(words: readonly Argument[], option: RegExp): string[] {
  return words.flatMap((word, index) => (option.test(word.text) && words[index + 1] ? [words[index + 1]?.text ?? ''] : []))
}
