import type { Report } from './model.ts'
import { reachOf, secrecyOf } from './paths.ts'

const shellCalls =
  /(?:os\.(?:system|popen|exec\w{1,4}|spawn\w{1,4})|subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|commands\.getoutput|child_process['"]?\)?\.\w{4,12}|\bexec(?:Sync|File|FileSync)?|\bspawn(?:Sync)?|\bsystem|\bshell_exec|\bpassthru|\bpopen|\bproc_open|Runtime\.getRuntime\(\)\.exec|ProcessBuilder|\bqx|Deno\.(?:run|Command)|Bun\.\$|\$`|Bun\.spawn(?:Sync)?|IO\.popen|Kernel\.\w{4,6}|Open3\.\w{4,12}|do shell script|pty\.spawn|execlp?|execvp?e?)\s{0,5}[({["'`]\s{0,5}(?:\[|\{\s{0,5}cmd:)?\s{0,5}/g
const stringLiteral = /^[rfbu]?("""|'''|["'`])((?:\\.|(?!\1)[^\\]){0,2000})\1/s

/** Judges a program in another language: the shell commands it starts, the files it deletes, the sockets it opens. */
export function judgeCode(code: string, report: Report, shell: (text: string) => void): void {
  if (code.length > 200_000) return
  for (const match of code.matchAll(shellCalls)) {
    const at = match.index + match[0].length
    const before = code[at - 1] ?? ''
    const text = stringsAt(code, /["'`]/.test(before) ? at - 1 : at)
    if (text !== '') shell(text)
  }
  for (const [, backquoted] of code.matchAll(/(?:^|[^\w)\]}])`([^`\n]{1,500})`/g))
    if (backquoted && !backquoted.includes('${')) shell(backquoted)
  if (/^\s*(?:sudo\s+)?(?:rm\s+-|curl\s|wget\s|git\s+push|dd\s+if=)/.test(code)) shell(code)
  deletes(code, report)
  connects(code, report)
  runsHidden(code, report)
  sends(code, report)
  if (/\b(?:os|process|posix)\.set(?:e?uid|resuid)\(\s?0/.test(code) && /exec|spawn|system/.test(code)) report('command-setuid', 'critical')
}

/** The string at a place, or a list of strings as the words of one command. */
function stringsAt(code: string, at: number): string {
  const words: string[] = []
  let index = at
  while (words.length < 40) {
    const found = stringLiteral.exec(code.slice(index, index + 2100))
    if (!found) break
    words.push((found[2] ?? '').replace(/\\(["'`\\])/g, '$1').replace(/\\n/g, '\n'))
    index += found[0].length
    const comma = /^\s{0,10},\s{0,10}\[?\s{0,5}/.exec(code.slice(index, index + 30))
    if (!comma) break
    index += comma[0].length
  }
  if (words.length <= 1) return words[0] ?? ''
  return words
    .map((word, position) => (position > 0 && /[\s'"|;&$]/.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : word))
    .join(' ')
}

const deletions =
  /(?:shutil\.rmtree|os\.(?:removedirs|remove|unlink|rmdir)|fs(?:\.promises|Promises)?\.(?:rm|rmSync|rmdir|rmdirSync|unlink|unlinkSync)|\b(?:rmSync|rmdirSync|unlinkSync|rimraf(?:\.sync)?)|fsp?\.(?:rm|remove|removeSync|emptyDirSync)|FileUtils\.(?:rm_rf|rm_r|remove_dir|remove_entry)|Dir\.delete|File\.delete|rmtree|remove_tree|File::Path::\w+|unlink|Deno\.remove(?:Sync)?|std::fs::remove_dir_all|os\.RemoveAll|pathlib\.Path)\s{0,3}\(?\s{0,3}(?:os\.path\.expanduser\(|Path\(|glob\.glob\(|glob\s?\(?|Dir\.glob\()?\s{0,3}[rfbu]?["'`]([^"'`\n]{1,300})["'`]/g

function deletes(code: string, report: Report) {
  for (const match of code.matchAll(deletions)) {
    if (match[0].startsWith('pathlib') && !/\.(?:unlink|rmdir)\(/.test(code)) continue
    const reach = reachOf(match[1] ?? '')
    if (reach === 'everything') report('command-destructive-delete', 'critical')
    else if (reach === 'outside') report('command-destructive-delete', 'high')
  }
  if (
    /(?:shutil\.rmtree|rmSync|FileUtils\.rm_rf|os\.RemoveAll)\s{0,3}\(?\s{0,3}(?:os\.path\.expanduser\(["']~["']\)|Path\.home\(\)|os\.homedir\(\)|homedir\(\)|process\.env\.HOME|Dir\.home|os\.environ\[["']HOME["']\]|require\(["']os["']\)\.homedir\(\)|pathlib\.Path\.home\(\))\s{0,3}[,)]/.test(
      code,
    )
  )
    report('command-destructive-delete', 'critical')
  if (
    /\b(?:os|fs)\w{0,10}\.(?:open|write\w{0,9}|createWriteStream)\w{0,6}\(\s{0,3}["']\/dev\/(?:sd|nvme|hd|vd|disk)|open\(\s{0,3}["']\/dev\/(?:sd|nvme|hd|vd|disk)\w{1,10}["']\s{0,3},\s{0,3}["'][rwab+]{0,3}[wa+]/.test(
      code,
    )
  )
    report('command-disk-destruction', 'critical')
}

function connects(code: string, report: Report) {
  const socket =
    /\bsocket\b|IO::Socket|TCPSocket|fsockopen|stream_socket_client|require\(["'](?:node:)?(?:net|tls)["']\)|net\.(?:connect|createConnection|Socket)|new net\.Socket|Net\.Sockets|\/inet\/tcp|luasocket|require\(["']socket["']\)|net\.Dial|TcpStream/i.test(
      code,
    )
  if (!socket) return
  const process =
    /pty\.spawn|dup2|subprocess|os\.(?:system|popen|exec)|\bexec\w{0,4}\s{0,3}[({"'`]|spawn\w{0,4}\(|\/bin\/(?:ba|z|da|k)?sh|cmd\.exe|proc_open|shell_exec|system\(|STDIN\s{0,3},|\|& ?getline|popen\(/i.test(
      code,
    )
  if (process) report('command-reverse-shell', 'critical')
}

function runsHidden(code: string, report: Report) {
  if (
    /\b(?:exec|eval|Function|compile|vm\.runIn\w{4,20}|marshal\.loads|pickle\.loads)\s{0,3}\(\s{0,3}(?:zlib\.decompress\(|compile\(|codecs\.decode\(|\(?\s{0,3})?(?:__import__\(["']\w{1,20}["']\)|base64|atob|\.b64decode|Buffer\.from|bytes\.fromhex|codecs|zlib|urllib|requests|new Buffer|gzinflate|base64_decode|str_rot13|unescape|Base64)/.test(
      code,
    ) ||
    /eval\s{0,3}\(\s{0,3}(?:gzinflate|base64_decode|str_rot13|unpack)/.test(code)
  )
    report('command-hidden-code', 'critical')
  else if (
    /\b(?:exec|eval|Function)\s{0,3}\(.{0,80}(?:urlopen|requests\.get|\bfetch\(|file_get_contents\(\s{0,3}["']https?:|https?\.get)/s.test(
      code,
    )
  )
    report('command-remote-shell', 'critical')
}

function sends(code: string, report: Report) {
  const network =
    /requests\.(?:post|put|get|request)|urllib|urlopen|httpx|aiohttp|http\.client|smtplib|ftplib|\bfetch\s{0,3}\(|axios|https?\.request|Net::HTTP|LWP|curl_exec|socket|XMLHttpRequest|got\.post|WebClient|Invoke-(?:WebRequest|RestMethod)/i.test(
      code,
    )
  const paths = Array.from(code.matchAll(/["'`]([^"'`\n]{2,200})["'`]/g), (match) => match[1] ?? '').slice(0, 500)
  const secrets = paths.filter((path) => !/^https?:/.test(path) && secrecyOf(path) === 'secret' && /[/\\.]/.test(path))
  const environment =
    /(?:json\.dumps|str|dict|JSON\.stringify|urlencode)\s{0,3}\(\s{0,3}(?:dict\()?\s{0,3}(?:os\.environ|process\.env)\s{0,3}[,)]|(?:data|json|body|params)\s{0,3}[=:]\s{0,3}(?:dict\()?(?:os\.environ|process\.env)\b(?!\s{0,3}[.[])/.test(
      code,
    )
  if (network && (secrets.length > 0 || environment)) report('exfiltration-command', 'critical', 'exfiltration')
  else if (secrets.length > 0 && /\bopen\s{0,3}\(|read(?:File|_text|Sync)?|File\.read|file_get_contents|slurp/i.test(code))
    report('command-credential-read', 'high')
  for (const path of paths)
    if (/^https?:\/\/(?:169\.254\.|metadata\.google|100\.100\.100\.200)/.test(path))
      return report('command-metadata-address', /credential|token|user-data/.test(path) ? 'critical' : 'high')
}
