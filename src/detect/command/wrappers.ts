import { parseShell } from '../../text/shell.ts'
import { type Argument, type Environment, expand } from './expand.ts'

interface Wrapper {
  /** Options whose next word belongs to them. */
  valued?: string
  /** Words between the options and the command (a host, a duration, a container). */
  skip?: number
  /** `NAME=value` words may stand before the command. */
  assigns?: boolean
  /** The words are joined and read by a shell on the other side. */
  joined?: boolean
  /** A word that must come first: `docker exec`. */
  verbs?: readonly string[]
  /** The command stands after `--` only. */
  dashes?: boolean
}

/** Programs that start another program from their arguments. */
const wrappers: Record<string, Wrapper> = {
  sudo: { valued: '-u -g -h -p -C -D -R -T -r -t -U --user --group --host --prompt --chdir --chroot', assigns: true },
  doas: { valued: '-u -C' },
  pkexec: { valued: '--user' },
  gosu: { skip: 1 },
  'su-exec': { skip: 1 },
  runas: {},
  gsudo: {},
  env: { valued: '-u -C -P -S --unset --chdir --split-string', assigns: true },
  command: {},
  builtin: {},
  exec: { valued: '-a' },
  nohup: {},
  time: { valued: '-f -o --format --output' },
  nice: { valued: '-n --adjustment' },
  ionice: { valued: '-c -n -p' },
  setsid: {},
  setarch: { skip: 1 },
  stdbuf: { valued: '-i -o -e' },
  unbuffer: {},
  timeout: { valued: '-s -k --signal --kill-after', skip: 1 },
  gtimeout: { valued: '-s -k', skip: 1 },
  chroot: { valued: '--userspec --groups', skip: 1 },
  unshare: { valued: '--map-user' },
  nsenter: { valued: '-t -S -G --target' },
  taskset: { valued: '-c', skip: 1 },
  chrt: { skip: 1 },
  busybox: {},
  toybox: {},
  strace: { valued: '-e -o -p -s -P' },
  ltrace: { valued: '-e -o' },
  catchsegv: {},
  flock: { valued: '-w -E --timeout', skip: 1 },
  'systemd-run': { valued: '-u -p -t --unit --property --on-active --on-calendar -M' },
  'systemd-inhibit': {},
  'dbus-run-session': {},
  'xvfb-run': { valued: '-s -n --server-args' },
  proxychains: { valued: '-f' },
  proxychains4: { valued: '-f' },
  torsocks: {},
  torify: {},
  firejail: {},
  faketime: { skip: 1 },
  caffeinate: { valued: '-t -w' },
  arch: {},
  rlwrap: {},
  winpty: {},
  wsl: { valued: '-d -u --distribution --user' },
  watch: { valued: '-n --interval', joined: true },
  entr: {},
  ssh: { valued: '-p -i -l -o -F -L -R -D -J -b -c -e -m -W -w -S -E -B -I -O -Q', skip: 1, joined: true },
  sshpass: { valued: '-p -f -d' },
  mosh: { skip: 1 },
  npx: { valued: '-p --package' },
  bunx: {},
  'cross-env': { assigns: true },
  dotenv: { valued: '-e -f' },
  docker: {
    valued: '-e -u -w -v -p --env --user --workdir --volume --name --network --entrypoint --env-file --mount --publish -h --memory -m',
    verbs: ['exec', 'run'],
    skip: 1,
  },
  podman: { valued: '-e -u -w -v -p --env --user --workdir --volume --name --network --entrypoint', verbs: ['exec', 'run'], skip: 1 },
  'docker-compose': { valued: '-e -u -w', verbs: ['exec', 'run'], skip: 1 },
  kubectl: { valued: '-n -c --namespace --container', verbs: ['exec', 'run', 'debug'], dashes: true },
  oc: { verbs: ['exec', 'rsh'], dashes: true },
  vagrant: { verbs: ['ssh'], valued: '-c', dashes: true },
  poetry: { verbs: ['run'] },
  uv: { verbs: ['run'] },
  pipenv: { verbs: ['run'] },
  conda: { verbs: ['run'], valued: '-n' },
  bundle: { verbs: ['exec'] },
  pnpm: { verbs: ['exec', 'dlx'] },
  yarn: { verbs: ['exec', 'dlx'] },
  npm: { verbs: ['exec'] },
}

export interface Unwrapped {
  rest: Argument[]
  /** The rest is a line that a shell reads. */
  script?: string | undefined
  assignments: string[]
}

/** What a wrapper would start, or `undefined` when the program is not a wrapper, or starts nothing. */
export function unwrap(name: string, words: readonly Argument[], environment: Environment): Unwrapped | undefined {
  const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined
  if (!wrapper) return undefined
  const valued = new Set(wrapper.valued?.split(' ') ?? [])
  const assignments: string[] = []
  let index = 0
  let skip = wrapper.skip ?? 0
  let verb = wrapper.verbs === undefined
  for (; index < words.length; index++) {
    const text = words[index]?.text ?? ''
    if (name === 'env' && (text === '-S' || text.startsWith('--split-string') || /^-[iv0]*S/.test(text))) {
      const line =
        text.startsWith('--') && text.includes('=')
          ? text.slice(text.indexOf('=') + 1)
          : text.replace(/^-[iv0]*S/, '') || words[++index]?.text || ''
      const inner = line.startsWith('--') ? (words[++index]?.text ?? '') : line
      const split = parseShell(inner)[0]?.[0]
      const before = split?.type === 'simple' ? split.words.flatMap((word) => expand(word, environment)) : []
      return { rest: [...before, ...words.slice(index + 1)], assignments }
    }
    if (text === '--') {
      if (!verb) return undefined
      if (skip > 0 && !wrapper.dashes) continue
      index++
      break
    }
    if (wrapper.assigns && /^[^-=/\s][^=/\s]{0,100}=|^=/.test(text) && verb) {
      assignments.push(text)
      continue
    }
    if (text.startsWith('-') && text !== '-') {
      if (valued.has(text)) index++
      continue
    }
    if (text === '-' && name === 'env') continue
    if (!verb) {
      const next = words[index + 1]?.text
      if (text === 'compose' && next) continue
      if (!wrapper.verbs?.includes(text)) return undefined
      verb = true
      continue
    }
    if (wrapper.dashes) {
      if (words.slice(index).some((word) => word.text === '--')) continue
      if (skip++ > 0) break
      continue
    }
    if (skip > 0) {
      skip--
      continue
    }
    break
  }
  const rest = words.slice(index)
  if (rest.length === 0) return undefined
  return { rest, script: wrapper.joined ? rest.map((word) => word.text).join(' ') : undefined, assignments }
}

/** What `find -exec … ;` starts, once per such clause. */
export function findActions(words: readonly Argument[]): Argument[][] {
  const actions: Argument[][] = []
  for (let index = 0; index < words.length; index++) {
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(words[index]?.text ?? '')) continue
    const start = ++index
    while (index < words.length && words[index]?.text !== ';' && words[index]?.text !== '+') index++
    actions.push(words.slice(start, index))
  }
  return actions
}

/** What `xargs` or `parallel` starts, with the words that it takes from its input put in. */
export function spread(name: string, words: readonly Argument[], input: string | undefined): Argument[] {
  let replace = name === 'parallel' ? '{}' : undefined
  const valued =
    /^(?:-[aEeLlnPsdSjNRC]|--(?:arg-file|max-args|max-procs|max-lines|delimiter|jobs|results|sshlogin|colsep|joblog|tmpdir|halt|delay|timeout))$/
  let index = 0
  for (; index < words.length; index++) {
    const text = words[index]?.text ?? ''
    if (text === '-I' || text === '-J' || text === '-R') replace = words[++index]?.text
    else if (/^-[IJ]./.test(text)) replace = text.slice(2)
    else if (text.startsWith('-i')) replace = text.slice(2) || '{}'
    else if (text.startsWith('--replace')) replace = text.slice('--replace='.length) || '{}'
    else if (valued.test(text)) index++
    else if (!text.startsWith('-')) break
  }
  const given = words.slice(index)
  const marker = given.findIndex((word) => /^:::{1,2}\+?$/.test(word.text))
  const command = marker === -1 ? given : given.slice(0, marker)
  const values =
    marker === -1
      ? input?.trim()
        ? input.trim().split(/\s+/).slice(0, 200)
        : []
      : given
          .slice(marker + 1)
          .map((word) => word.text)
          .filter((word) => !word.startsWith(':::'))
  const lines = marker === -1 ? (input?.trim() ?? '') : values.join(' ')
  const span = { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0, unknown: false, scripts: [] }
  const toArgument = (text: string): Argument => ({ text, ...span })
  if (values.length === 0) return command
  if (command.length === 0) return name === 'parallel' ? ['sh', '-c', values.join('\n')].map(toArgument) : []
  const slot = replace ?? '{}'
  if (replace !== undefined && command.some((word) => word.text.includes(slot) || /\{\d\}/.test(word.text)))
    return command.flatMap((word) => {
      const holds = word.text.includes(slot)
      if (word.text === slot && !command.some((other) => other.text === '-c')) return values.map(toArgument)
      return { ...word, text: (holds ? word.text.replaceAll(slot, lines) : word.text).replace(/\{\d\}/g, lines) }
    })
  const quoted = command.some((word) => /^-\w*c$/.test(word.text)) && command.length <= 2
  return [...command, ...(quoted ? [lines] : values).map(toArgument)]
}
