import type { Invocation, Report, Rule, Rules } from './model.ts'
import { isShell, runsInput } from './shells.ts'

/** Hosts from which well-known installers come; what is piped from them into a shell is flagged, not refused. */
const installers =
  /^(?:https:\/\/)?(?:sh\.rustup\.rs|get\.docker\.com|get\.(?:pnpm|sdkman|volta|helm|k3s|rvm|haskellstack)\.(?:io|sh)|install\.python-poetry\.org|raw\.github(?:usercontent)?\.com\/(?:nvm-sh|Homebrew|ohmyzsh|helm|pyenv|nodenv|rbenv|robbyrussell|golangci|aquasecurity|anchore|kubernetes-sigs|k3d-io|rancher|creationix|dotnet|denoland|oven-sh|junegunn|rustup|sdkman|tj|misakaio|uutils|docker|starship|zplug|zdharma-continuum|tmux-plugins|hashicorp|nektos|reviewdog|securego|sigstore|goreleaser)\/|bun\.(?:sh|com)\/|deno\.land\/|get\.sdkman\.io|fnm\.vercel\.app|starship\.rs\/|astral\.sh\/|mise\.(?:run|jdx\.dev)|sh\.[\w.-]+\.dev\/?$|cli\.(?:github|doppler)\.com|deb\.nodesource\.com|rpm\.nodesource\.com|packagecloud\.io\/|install\.(?:determinate\.systems|meteor\.com|duckdb\.org)|nixos\.org\/nix\/install|getcomposer\.org|bootstrap\.pypa\.io|code-server\.dev|tailscale\.com\/install|ollama\.com\/install|fly\.io\/install|sentry\.io\/get-cli|codecov\.io\/bash|uploader\.codecov\.io|cli\.codecov\.io|claude\.ai\/install|git\.io\/|github\.com\/(?:nvm-sh|ohmyzsh|Homebrew|dorny|golangci|pnpm|denoland)\/|dl\.google\.com\/|sdk\.cloud\.google\.com|awscli\.amazonaws\.com|aka\.ms\/|apt\.llvm\.org|packages\.microsoft\.com|dot\.net\/|setup\.atuin\.sh|install\.\w+\.com\/?$|get\.pulumi\.com|get-helm|yarnpkg\.com|www\.npmjs\.com\/install|npmjs\.org\/install|toolbelt\.heroku\.com|cli-assets\.heroku\.com|replicate\.github\.io|soliditylang|foundry\.paradigm\.xyz|release\.solana\.com|win\.rustup\.rs|community\.chocolatey\.org|chocolatey\.org|get\.scoop\.sh|opencode\.ai\/install|cursor\.com\/install|vite\.plus|just\.systems|taskfile\.dev|ohmyposh\.dev|grafana\.com|bitnami\.com)/i

/** True when a shell script from this address is a well-known installer. */
export function isKnownInstaller(url: string): boolean {
  return installers.test(url)
}

export const remoteCode: Rules = {
  eval: (command, report) => fetchedCode(command, report),
  source: (command, report) => fetchedCode(command, report),
  '.': (command, report) => fetchedCode(command, report),
  pip: installFrom,
  pip3: installFrom,
  npm: (command, report) => {
    if (
      /^(?:i|install|add)$/.test(command.words[0] ?? '') &&
      command.words.some((word) => /^http:\/\/|^https?:\/\/\d+\.\d+\.\d+\.\d+/.test(word))
    )
      report('command-remote-package', 'high')
  },
  gem: installFrom,
  regsvr32: (command, report) => {
    if (command.words.some((word) => /https?:\/\//i.test(word))) report('command-remote-shell', 'critical')
  },
}

function installFrom(command: Invocation, report: Report) {
  if (
    command.words.some((word) => /^(?:git\+)?http:\/\/|^https?:\/\/\d+\.\d+\.\d+\.\d+/.test(word)) &&
    command.words.includes('install') &&
    !command.words.some((word) => /localhost|127\.0\.0\.1|\/\/(?:10|192\.168)\./.test(word))
  )
    report('command-remote-package', 'high')
}

function fetchedCode({ carried }: Invocation, report: Report) {
  if (carried.download !== undefined) report('command-remote-shell', isKnownInstaller(carried.download) ? 'high' : 'critical')
  else if (carried.decoded) report('command-hidden-shell', 'critical')
}

/** A shell or an interpreter that runs what was fetched, or what was decoded a moment before. */
export const runsDownload: Rule = (command, report) => {
  const { name, arguments: words, input, carried } = command
  const shell = isShell(name)
  if (!shell && !/^(?:python|perl|ruby|node|php|lua|osascript|deno|bun|iex|invoke-expression)[\d.]*$/.test(name)) return
  const program = words.find((word) => !word.text.startsWith('-'))
  if (
    shell ||
    (program?.text === '$()' && program.scripts.length > 0) ||
    /^-[cer]$|^--eval$/.test(words.find((word) => word.text.startsWith('-'))?.text ?? '')
  )
    fetchedCode(command, report)
  if (!runsInput(name, words)) return
  const url = input.download
  if (url !== undefined && input.text === undefined) report('command-remote-shell', isKnownInstaller(url) ? 'high' : 'critical')
  else if (input.decoded && input.text === undefined) report('command-hidden-shell', 'critical')
  else if (carried.download !== undefined) report('command-remote-shell', isKnownInstaller(carried.download) ? 'high' : 'critical')
}
