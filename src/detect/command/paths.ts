/** How far the damage reaches when everything under a path is gone. */
export type Reach = 'everything' | 'outside' | 'project' | 'disposable'

const systemRoots =
  /^\/(?:bin|boot|dev|etc|lib|lib32|lib64|libx32|proc|root|run|sbin|sys|usr|System|Library|Applications|private\/(?:etc|var)|Volumes)(?:\/|$)/
const wholeDirectories =
  /^\/(?:home|Users|opt|srv|mnt|media|var|data|host|snap|nix|cores)(?:\/\*?)?$|^\/(?:home|Users|mnt|media|var|host|Volumes)\/[^/]+(?:\/\*?)?$|^\/var\/(?:lib|log|www|db|backups?|mail|spool)(?:\/[^/]*)?$|^\/(?:home|Users)\/[^/]+\/\.(?:ssh|gnupg|aws|kube|config)(?:\/|$)/
const replaceable =
  /^\/(?:usr\/local|opt|etc\/(?:apt|yum\.repos\.d|nginx|apache2)|lib\/modules|run|usr\/share|usr\/lib|usr\/src|private\/var\/(?:folders|tmp)|Library\/Caches|Applications|Volumes)\/[^*]/
const homeTreasure =
  /^~[\w.-]*\/(?:\.ssh|\.gnupg|\.aws|\.kube|\.config|\.local|Documents|Desktop|Pictures|Library|Downloads|Music|Movies|Videos|Dropbox)(?:\/\*?)?$/
const homeDisposable =
  /^~\/(?:\.cache|\.npm|\.yarn|\.pnpm-store|\.gradle|\.m2|\.cargo\/registry|\.Trash|\.local\/share\/Trash|Library\/(?:Caches|Developer\/Xcode\/DerivedData)|\.local\/state|tmp)(?:\/|$)/
const temporary =
  /^(?:\/tmp|\/var\/tmp|\/private\/tmp|\/var\/folders|\/dev\/shm|\/var\/cache|\/var\/lib\/apt\/lists|\/usr\/share\/(?:doc|man|locale)|\$(?:TMPDIR|TMP|TEMP|RUNNER_TEMP|tmp\w*|tempdir|temp_dir|TMP_DIR|workdir|GITHUB_WORKSPACE))(?:\/|$)/i
const buildFolder =
  /(?:^|\/)(?:\*\*?\/)?(?:dist|build|out|output|target|node_modules|bower_components|\.next|\.nuxt|\.svelte-kit|\.output|\.turbo|\.cache|\.parcel-cache|\.vite|\.vercel|\.angular|\.expo|coverage|\.nyc_output|__pycache__|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.tox|\.eggs|\.?venv|\.gradle|\.terraform|bin|obj|lib|esm|cjs|types|tmp|temp|logs?|vendor|site|_site|public|storybook-static|generated|\.docusaurus|cmake-build-\w+|DerivedData|Pods|package-lock\.json|yarn\.lock|[^/]+\.(?:log|tmp|pyc|o|tsbuildinfo|egg-info|tgz|map))(?:\/\*{0,2})?$/

/** Folds `.`, `..` and doubled slashes; `~` and `$HOME` are the home directory. */
export function normalPath(path: string, directory?: string): string {
  let whole = path.replace(/^(?:\$HOME|\$\{HOME\}|\$PWD(?=$))(?=\/|$)/, '~').replace(/^file:\/\//, '')
  if (directory !== undefined && !/^[~/$]/.test(whole) && !/^[A-Za-z]:/.test(whole)) whole = `${directory.replace(/\/$/, '')}/${whole}`
  const rooted = whole.startsWith('/')
  const kept: string[] = []
  for (const piece of whole.split('/')) {
    if (piece === '' || piece === '.') continue
    if (piece === '..' && (rooted || (kept.length > 0 && kept.at(-1) !== '..' && kept[0] !== '~'))) kept.pop()
    else kept.push(piece)
  }
  return (rooted ? '/' : '') + kept.join('/') || (rooted ? '/' : '.')
}

/** How far deleting, overwriting or opening a path reaches. */
export function reachOf(written: string, directory?: string): Reach {
  const path = normalPath(written, directory)
  if (temporary.test(path)) return 'disposable'
  if (/^\/\*{0,2}$|^\/\.?\*$|^\/[*?[]|^~[\w.-]*(?:\/(?:\*{1,2}|\.\*|\.\[.*|\.\?\?.*))?$|^\/\{/.test(path)) return 'everything'
  if (/^\$(?:\w+)\/?\*?$/.test(written) && /^\$(?:HOME|ROOT|SYSTEMROOT|USERPROFILE)\b/i.test(written)) return 'everything'
  if (systemRoots.test(path)) return replaceable.test(path) ? 'outside' : 'everything'
  if (wholeDirectories.test(path) || homeTreasure.test(path)) return 'everything'
  if (homeDisposable.test(path) || buildFolder.test(path)) return 'disposable'
  if (/^(?:\.\.\/){2,}\*?$|^\.\.\/\.\.$/.test(path) || /^(?:\.\.\/?){3,}/.test(path)) return 'everything'
  if (/^[/~]/.test(path) || /^\.\.(?:\/|$)/.test(path) || path === '.' || path === '*' || /(?:^|\/)\.git(?:\/\*?)?$/.test(path))
    return 'outside'
  if (/^[A-Za-z]:[\\/]?/.test(path)) return windowsReach(path)
  if (/^\$\w+\/\*{1,2}$/.test(path)) return 'outside'
  return 'project'
}

/** The same for Windows paths, also with `%VAR%` and `$env:VAR`. */
export function windowsReach(path: string): Reach {
  const plain = path.replace(/["'`]/g, '').replaceAll('/', '\\').toLowerCase()
  if (/\\(?:temp|tmp)(?:\\|$)|^(?:%te?mp%|\$env:te?mp)/.test(plain)) return 'disposable'
  if (
    /^(?:[a-z]:|%systemdrive%|\$env:systemdrive)\\?(?:\*(?:\.\*)?)?$|^[a-z]:\\(?:windows|users|program files(?: \(x86\))?|programdata|documents and settings)(?:\\\*?(?:\.\*)?)?$/.test(
      plain,
    )
  )
    return 'everything'
  if (
    /^[a-z]:\\windows\\|^(?:%(?:systemroot|windir|userprofile|homepath|programfiles|appdata|localappdata|programdata)%|\$env:(?:systemroot|windir|userprofile|homepath|programfiles|appdata|localappdata|programdata)|\$home|~)(?:\\\*?|$)(?:\*|$)/.test(
      plain,
    )
  )
    return 'everything'
  if (
    /^[a-z]:\\users\\[^\\]+(?:\\(?:desktop|documents|pictures|appdata|\.ssh|\*))?\\?\*?$|^(?:%userprofile%|\$env:userprofile|~|\$home)\\(?:desktop|documents|pictures|\.ssh)/.test(
      plain,
    )
  )
    return 'everything'
  if (/^(?:[a-z]:\\|[%~]|\$env:|\$home)/.test(plain)) return 'outside'
  return buildFolder.test(plain.replaceAll('\\', '/')) ? 'disposable' : 'project'
}

const sample =
  /(?:\.env\.(?:[\w-]+\.)?(?:example|sample|template|dist|defaults?|schema|test|testing|ci|tpl|d\.ts)|\.pub|\.example|\.sample|\.template)$/i
const secretFiles: readonly RegExp[] = [
  /(?:^|[/\\])\.ssh(?:[/\\](?!.*\.pub$|known_hosts|config|authorized_keys)|[/\\]?\*?$)/i,
  /(?:^|[/\\])id_(?:rsa|dsa|ecdsa|ed25519)(?:_\w+)?$/i,
  /(?:^|[/\\])\.(?:aws|azure|oci|aliyun)(?:[/\\](?:credentials|accessTokens\.json|msal_token_cache\S*|azureProfile\.json|\*)|[/\\]?$)/i,
  /(?:^|[/\\])\.gnupg(?:[/\\]|$)|(?:^|[/\\])\.(?:kube[/\\]config|docker[/\\]config\.json|netrc|pgpass|my\.cnf|pypirc|git-credentials|vault-token|htpasswd|boto|s3cfg|cargo[/\\]credentials\S*|terraform\.d[/\\]credentials\S*|config[/\\](?:gcloud|gh[/\\]hosts|hub|op|rclone)\S*|gem[/\\]credentials|fly[/\\]config\.yml|npmrc|password-store|anthropic|openai)(?:[/\\]|$)/i,
  /(?:^|[/\\])_netrc$/i,
  /(?:^|[/\\])\.env(?:\.\w[\w-]*|rc)?$/i,
  /^\/etc\/(?:g?shadow-?|sudoers(?:\.d\S*)?|krb5\.keytab|master\.passwd|security\/passwd|kubernetes\/(?:admin\.conf|pki\S*)|ssh\/ssh_host_\w+_key|ssl\/private\S*|rancher\S*)$/,
  /^\/private\/(?:etc\/master\.passwd|var\/db\/dslocal\S*)|^\/var\/db\/dslocal/,
  /^\/proc\/(?:self|\d+|\$+\w*|\*)\/environ$/,
  /\/var\/run\/secrets\/|\/run\/secrets\//,
  /(?:^|[/\\])(?:Login Data|Cookies(?:\.binarycookies)?|logins\.json|key[34]\.db|cookies\.sqlite|Web Data|Local State)$/i,
  /\.(?:keychain(?:-db)?|kdbx?|ovpn|p12|pfx|jks|keystore|ppk|agekey)$/i,
  /(?:^|[/\\])Keychains(?:[/\\]|$)/,
  /(?:^|[/\\])(?:wallet\.dat|\.bitcoin|\.ethereum|\.electrum|keystore)(?:[/\\]|$)/i,
  /(?:^|[/\\._-])(?:private[._-]?key|priv[._-]?key|secret[._-]?key|server\.key|client\.key|tls\.key|service[_-]?account\S{0,40}\.json|client_secret\S{0,80}\.json|application_default_credentials\.json|credentials\.(?:json|xml|ya?ml|csv)|secrets?\.(?:json|ya?ml|toml|env|txt))(?:\.pem|\.txt)?$/i,
  /(?:^|[/\\])(?:ntds\.dit|unattend\.xml|sysprep\.(?:inf|xml))$|\\config\\(?:sam|security|system)(?:$|\b)|\\repair\\sam/i,
]
const privateFiles =
  /(?:^|[/\\])\.(?:bash|zsh|sh|mysql|psql|python|node_repl|rediscli|ash)_history$|(?:^|[/\\])\.(?:npmrc|yarnrc(?:\.yml)?)$|\.(?:pem|key)$|^\/etc\/passwd$|ConsoleHost_history\.txt$/i
const dataFiles = /\.(?:sqlite3?|db|dump|sql(?:\.gz)?|bak)$/i

/** Whether a file holds keys or credentials (`secret`), something that should not leave (`private`), or a database (`data`). */
export function secrecyOf(path: string): 'secret' | 'private' | 'data' | undefined {
  const plain = path.replace(/^["'@<]+|["']+$/g, '').replace(/^file:\/\//, '')
  if (plain === '' || plain.length > 1000 || /\s{2}|^https?:/.test(plain) || sample.test(plain)) return undefined
  if (secretFiles.some((file) => file.test(plain))) return 'secret'
  if (privateFiles.test(plain)) return 'private'
  return dataFiles.test(plain) ? 'data' : undefined
}
