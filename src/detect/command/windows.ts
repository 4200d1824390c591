import { parseWindowsShell } from '../../text/windows-shell.ts'
import { decodeBase64, decodePowerShell } from './decode.ts'
import { isKnownInstaller } from './download.ts'
import type { CommandMatch } from './model.ts'
import { windowsReach } from './paths.ts'
import { windowsSignatures } from './windows-signatures.ts'

const hint =
  /[A-Za-z]:[\\/]|\\\\|%\w{1,40}%|\$env:|\.(?:exe|dll|ps1|bat|vbs|hta|msi)\b|\bhk(?:lm|cu|ey_)|\b(?:get|set|new|remove|add|invoke|start|stop|clear|copy|import|export|disable|enable|register|unregister|out|format|write|restart|install|uninstall|mount|send|connect|initialize|dismount|reset|convertto|backup|limit|suspend|unblock|grant|update|initialize)-[a-z]{3,}|\b(?:iex|iwr|irm|powershell|pwsh|wmic|schtasks|vssadmin|bcdedit|wbadmin|wevtutil|netsh|regsvr32|rundll32|mshta|certutil|bitsadmin|cipher|diskpart|diskshadow|fsutil|takeown|icacls|cacls|nltest|ntdsutil|runas|cmdkey|vaultcmd|deltree|cscript|wscript|msbuild|installutil|sdelete|procdump|mimikatz|rubeus|psexec|fltmc|auditpol|w32tm|sdbinst|esentutl|odbcconf|forfiles|pcalua|ftype|dsquery|setspn|klist|adfind|sekurlsa|dism|logman|manage-bde|secedit|gpupdate|taskkill|mklink|netcat|ngrok)\b|(?:^|[\n&|;(])[ \t]{0,20}(?:reg|sc|net|net1|at|del|erase|rd|rmdir|rm|ri|format|attrib|assoc|set|setx|subst|copy|ping|nslookup|shutdown|type|echo|cmd|start|call|for|if)\s{1,5}(?:\/|\\|"|%|\*|[a-z]:|user|localgroup|group|share|use|stop|start|add|delete|save|query|export|create|config|failure|\.|[+-]r?[hs]\b)/i
const data =
  /^(?:echo|write-(?:host|output|verbose|information|warning|debug|error)|git|gh|grep|rg|findstr|find|select-string|sls|rem|title|printf|cat|type|less|man|apropos|which|where|sed|awk|npm|yarn|pnpm|node|code|vim|nano|help|get-help|tldr|tar|ls|docker|kubectl|\[|\[\[|jq|xargs|ssh|scp|curl|if\[)$/
const runs = /\|\s*(?:iex|invoke-expression|cmd|powershell|pwsh)\b|>\s*["']?[^|>]{0,200}(?:startup|\.lnk|\.ps1|\.bat|\.vbs|hosts)\b/i

/** Judges PowerShell and cmd: every pipeline of the script against the signatures, and what it decodes in its turn. */
export function judgeWindows(
  text: string,
  add: (match: CommandMatch) => void,
  nested: (text: string, span: { start: number; end: number }) => void,
): void {
  if (!hint.test(text)) return
  if (/net\.sockets\.tcpclient/i.test(text) && /getstream\(/i.test(text) && /\b(?:iex|invoke-expression|cmd|powershell)\b/i.test(text))
    add({ detector: 'command-reverse-shell', severity: 'critical', category: 'command', start: 0, end: text.length })
  for (const { name, line, start, end } of parseWindowsShell(text)) {
    const report = (detector: string, severity: CommandMatch['severity'], category: CommandMatch['category'] = 'command') =>
      add({ detector, severity, category, start, end })
    if (data.test(name) && !runs.test(line)) continue
    for (const { detector, severity, category, all, unless } of windowsSignatures)
      if (all.every((expression) => expression.test(line)) && !unless?.test(line)) report(detector, severity, category)
    deletes(name, line, report)
    remoteCode(line, report)
    for (const inner of decoded(line)) nested(inner, { start, end })
  }
}

type Report = (detector: string, severity: CommandMatch['severity'], category?: CommandMatch['category']) => void
const severities = { everything: 'critical', outside: 'high', project: 'medium', disposable: 'low' } as const

function deletes(name: string, line: string, report: Report) {
  const command =
    /(?:^|[\s|&({;"'/\\])(remove-item|ri|rm|rmdir|rd|del|erase|deltree|format|clear-content|remove-itemproperty)(?:\.(?:exe|com))?(?=\s)/i.exec(
      line,
    )
  if (!command) return
  const verb = (command[1] ?? '').toLowerCase()
  const listed = /\b(?:get-childitem|gci|dir|ls)\b([^|]{1,500})\|/i.exec(line.slice(0, command.index + 1))?.[1] ?? ''
  const rest = `${line.slice(command.index + command[0].length, command.index + 1500)} ${listed}`
  if (verb === 'format') {
    if (/^\s+[a-z]:(?:\s|$)/i.test(rest) && name === 'format') report('command-disk-destruction', 'critical')
    return
  }
  const recursive = /\s-r(?:ec(?:urse)?)?\b|\s\/s\b|\s-rf\b|\s-fr\b/i.test(rest) || verb === 'deltree'
  const paths = Array.from(
    rest.matchAll(/"([^"]{1,300})"|'([^']{1,300})'|([^\s,"'|;)}]{1,300})/g),
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  ).filter((path) => /^(?:[A-Za-z]:|\\\\|%|\$(?:env:|home)|~|\/[^a-z]|\*)/i.test(path) && !/^\/[a-z]$/i.test(path))
  let worst: CommandMatch['severity'] | undefined
  for (const path of paths) {
    const reach = windowsReach(path.replace(/[)}].*$/, ''))
    if (recursive || /[\\/]\*(?:\.\*)?$/.test(path) || /^[a-z]:\\windows\\system32\\[^\\]+$/i.test(path)) {
      const severity = severities[reach]
      if (severity === 'critical' || worst === undefined || (severity === 'high' && worst !== 'critical')) worst = severity
    }
  }
  if (worst) report('command-destructive-delete', worst)
}

function remoteCode(line: string, report: Report) {
  const executes =
    /\b(?:iex|invoke-expression)\b|\|\s*(?:iex|invoke-expression|powershell|pwsh|cmd)\b|\[scriptblock\]::create|\.invokescript|&\s{0,2}\(|\.\s{0,2}\(\s{0,2}\[scriptblock/i.test(
      line,
    )
  const fetches =
    /downloadstring|downloaddata|downloadfile|\b(?:iwr|irm|curl|wget|invoke-webrequest|invoke-restmethod)\b|net\.webclient|webrequest\]?::create|msxml2\.|winhttp|start-bitstransfer|openread\(/i.test(
      line,
    )
  if (executes && fetches) {
    const url = /https?:\/\/[^\s'")]{1,500}|\b(?:iwr|irm)\s{1,3}([a-z][\w.-]{1,100}\.[a-z]{2,10}\S{0,200})/i
      .exec(line)
      ?.slice(0, 2)
      .findLast(Boolean)
    report('command-remote-shell', url !== undefined && isKnownInstaller(url) ? 'high' : 'critical')
  } else if (
    executes &&
    /frombase64string|gzipstream|deflatestream|\[convert\]|-bxor|\.replace\(.{0,60}\.replace\(|\[char\[\]\]/i.test(line)
  )
    report('command-hidden-shell', 'critical')
  if (/net\.sockets\.(?:tcpclient|udpclient|tcplistener)|tcpclient\(/i.test(line))
    report('command-reverse-shell', /getstream|iex|invoke-expression|streamreader|cmd|read\(/i.test(line) ? 'critical' : 'high')
}

function decoded(line: string): string[] {
  const found: string[] = []
  const encoded = /[-/]e(?:c|nc|nco\w{0,12})?\s+["']?([A-Za-z0-9+/=]{16,})/i.exec(line)?.[1]
  if (encoded && /powershell|pwsh/i.test(line)) found.push(decodePowerShell(encoded) ?? '')
  for (const [, text] of line.matchAll(/frombase64string\(\s{0,3}["']([A-Za-z0-9+/=]{8,})["']/gi)) {
    const wide = decodePowerShell(text ?? '')
    const narrow = decodeBase64(text ?? '')
    if (wide && /^[\x09-\x7e]{2,}/.test(wide)) found.push(wide)
    else if (narrow && /^[\x09-\x7e]{2,}/.test(narrow)) found.push(narrow)
  }
  const inner =
    /(?:^|[\s&("])(?:cmd(?:\.exe)?\s{1,5}(?:\/[a-z]\S{0,5}\s{1,5}){0,4}\/[ck]|(?:powershell|pwsh)(?:\.exe)?\b.{0,200}?\s-c(?:ommand)?)\s{0,5}(.{2,3000})$/i.exec(
      line,
    )?.[1]
  if (inner) found.push(/^(["'])(.*)\1$/s.exec(inner)?.[2] ?? inner)
  return found.filter(Boolean)
}
