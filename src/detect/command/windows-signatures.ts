import type { Category, Severity } from '../../types.ts'

export interface WindowsSignature {
  detector: string
  severity: Severity
  category: Category
  /** All of them stand in the line, in any order: a conjunction of simple expressions stays linear. */
  all: readonly RegExp[]
  unless?: RegExp
}

const row = (severity: Severity, detector: string, ...all: RegExp[]): WindowsSignature => ({
  detector,
  severity,
  category: detector.startsWith('exfiltration') ? 'exfiltration' : 'command',
  all,
})
const critical = (detector: string, ...all: RegExp[]) => row('critical', detector, ...all)
const high = (detector: string, ...all: RegExp[]) => row('high', detector, ...all)
const medium = (detector: string, ...all: RegExp[]) => row('medium', detector, ...all)

const writesRegistry =
  /\breg(?:\.exe)?["']?\s+(?:add|import|copy)\b|\b(?:set|new)-item(?:property)?\b|\bsp\s|regwrite|\bregini\b|\bregedit\b|registry\]?::setvalue|set-registry/i
const runKey =
  /\\(?:currentversion|explorer)\\+(?:policies\\+explorer\\+)?run(?:once|onceex|services(?:once)?)?\b|\\winlogon\b|userinit|\\image file execution options|\\silentprocessexit|appinit_dlls|\\active setup\\|\\explorer\\(?:user )?shell folders|userinitmprlogonscript|\\lsa["' ].{0,80}(?:packages|notification)|\\session manager["' ].{0,40}bootexecute|\\print\\+monitors|appcertdlls|\\netsh\b|\\command processor\b|\\natural language\\|\\w32time\\|\\timeproviders|\\networkprovider|\\screensaver|scrnsave\.exe|\\ctfmon|\\accessibility\\ats|\\telemetrycontroller|\\inprocserver32|\\treatas\b|\\shellserviceobjectdelayload|\\shell extensions|\\error\b.{0,20}hangs|\\aedebug|\\office test\\|\\addins?\b/i

/** Commands of Windows that damage, open up, hide or stay. */
export const windowsSignatures: readonly WindowsSignature[] = [
  // disks, backups, the system
  critical('command-backup-deletion', /\bvssadmin\b/i, /\bdelete\b|resize\s+shadowstorage/i),
  critical('command-backup-deletion', /shadowcopy/i, /\bdelete\b|remove-(?:wmi|cim)(?:object|instance)|\.delete\(/i),
  critical('command-backup-deletion', /\bwbadmin\b/i, /\bdelete\b/i),
  critical(
    'command-backup-deletion',
    /\bbcdedit\b/i,
    /recoveryenabled["' ]+no|ignoreallfailures|\/delete\b|testsigning\s+on|safeboot|nointegritychecks/i,
  ),
  critical('command-backup-deletion', /\bdiskshadow\b|\bdelete-?\s*shadows\b/i, /delete|\/s\b|-s\b/i),
  high(
    'command-backup-deletion',
    /disable-computerrestore|\breagentc\b.*\/disable|systemrestore\b.*(?:disable|-value\s+1)|checkpoint.*-delete|\\del .*\.(?:vhd|bac|bak|wbcat|bkf)\b|\b(?:del|erase)\b.*\*\.(?:vhd|bak|bac|wbcat|bkf|set|win|dsk)\b/i,
  ),
  critical('command-disk-destruction', /\b(?:clear-disk|format-volume|initialize-disk|remove-partition)\b/i),
  critical('command-disk-destruction', /\bdiskpart\b/i, /\/s\b|clean|delete|format|<|\|/i),
  critical('command-disk-destruction', /\\\\\.\\physicaldrive\d|\\\\\.\\[a-z]:(?:\s|$)/i, /copy|dd\b|writ|openwrite|set-content/i),
  critical('command-disk-destruction', /\bcipher(?:\.exe)?\s+\/w:/i),
  high('command-disk-destruction', /\bsdelete(?:64)?(?:\.exe)?["']?\s/i),
  high('command-disk-destruction', /\bfsutil\b/i, /deletejournal|setzerodata|usn\s+delete/i),
  high('command-encrypts', /\b(?:enable-bitlocker|manage-bde)\b/i, /-on\b|-forcerecovery|enable-bitlocker|-protectors/i),
  high(
    'command-encrypts',
    /\bgpg(?:\.exe)?\b|\.encrypt\(|createencryptor|aesmanaged|cryptostream/i,
    /get-childitem|\\users\\|\bfor\b|dir\s|-c\b|--passphrase/i,
  ),
  // the shell that fetches
  critical('command-remote-shell', /\bmshta(?:\.exe)?\b/i, /https?:|javascript:|vbscript:|\babout:/i),
  critical('command-remote-shell', /\bregsvr32\b/i, /\/i:|https?:|scrobj/i),
  critical(
    'command-remote-shell',
    /\brundll32\b/i,
    /javascript:|vbscript:|https?:|\\\\[\w.-]+\\|mshtml|runhtmlapplication|url\.dll|fileprotocolhandler|openurl/i,
  ),
  critical('command-remote-shell', /\bwmic\b/i, /\/format\s*:\s*["']?(?:https?:|\\\\|.+\.xsl)/i),
  critical('command-remote-shell', /\bmsiexec\b/i, /https?:\/\//i),
  critical('command-remote-shell', /\bcscript\b|\bwscript\b/i, /https?:|script:|pubprn|\\\\[\w.-]+\\/i),
  critical('command-remote-shell', /\bcertutil\b/i, /urlcache|verifyctl/i, /https?:\/\//i),
  high('command-download', /\bcertutil\b/i, /urlcache|verifyctl|-ping|-decode|-encode|\/decode|\/encode/i),
  high('command-download', /\bbitsadmin\b/i, /\/transfer|\/addfile|setnotifycmdline|\/create/i),
  high(
    'command-download',
    /start-bitstransfer|\.downloadfile\(|\bdesktopimgdownldr\b|\bfinger(?:\.exe)?\s+\S*@|\bimewdbld\b|\besentutl\b.*https?|\bhh(?:\.exe)?\s+https?|\bcmdl32\b|\bprotocolhandler\b|\bappinstaller\b|\bonedrivestandaloneupdater\b|\bdiantz\b|\bexpand\b.*\\\\/i,
  ),
  high(
    'command-download',
    /\b(?:iwr|invoke-webrequest|irm|invoke-restmethod|wget|curl)(?:\.exe)?\b/i,
    /-o(?:utfile)?\b|-o\s|>/i,
    /\.(?:exe|ps1|bat|vbs|hta|dll|msi|scr|js|zip)\b/i,
    /start-process|\bstart\s|temp|appdata|\\users\\|&/i,
  ),
  // code that runs from where it should not
  high(
    'command-proxy-execution',
    /\b(?:rundll32|regsvr32|regasm|regsvcs|installutil|msbuild|cmstp|odbcconf|msdt|pcalua|forfiles|mavinject|xwizard|ieexec|presentationhost|infdefaultinstall|syncappvpublishingserver|te\.exe|control\.exe|ftp|dnscmd|gpscript|atbroker|scriptrunner|bash|mmc|workfolders|wuauclt|wab|hh|winrm\.vbs|cdb|runscripthelper|stordiag|provlaunch|aspnet_compiler|dfsvc|register-cimprovider|verclsid|dxcap|tttracer|settingsynchost|jsc|vbc|csc|ilasm|microsoft\.workflow\.compiler|update\.exe|squirrel|electron|msedge_proxy|replace|findstr)(?:\.exe)?["']?\s/i,
    /\.(?:dll|ocx|cpl|inf|xml|csproj|hta|sct|xsl|init|tmp|msi|chm|wsf|jse?)\b|\/[ci]\s|-command|comsvcs|advpack|ieadvpack|setupapi|shdocvw|zipfldr|syssetup|dllregisterserver|,\s?#?\w+|injectrunning|-appvscript|\/logicaldrive|;\s?(?:start|&)|\/v[hp]?\b/i,
  ),
  high(
    'command-proxy-execution',
    /invoke-ath|regasm|regsvcs|installutil|\bcmstp\b|\bmavinject\b|\bmsdt\b|\bpcalua\b|\bforfiles\b.{0,200}\/c\b|syncappvpublishing|\bpubprn|manage-bde\.wsf|cl_loadassembly|cl_mutexverifiers|\bwinword\b.*\/l|\bconhost\b.*\S+\.exe/i,
  ),
  high('command-hidden-shell', /\b(?:powershell|pwsh)(?:\.exe)?\b/i, /[-/]e(?:c|nc|nco\w{0,12})?\s+["']?[A-Za-z0-9+/=$]{8,}/i),
  high(
    'command-hidden-shell',
    /frombase64string|\[char\[\]\]|-join|gzipstream|deflatestream/i,
    /\biex\b|invoke-expression|&\s{0,3}\(|\.invoke\(|scriptblock/i,
  ),
  high(
    'command-policy-bypass',
    /set-executionpolicy|-e(?:xecutionpolicy|xec|p)\s+(?:bypass|unrestricted)/i,
    /\bbypass\b|unrestricted/i,
    /-w(?:indowstyle)?\s+h|-enc|-command\s.*http|downloadstring|-noni|localmachine|\s-force|invoke-|iex|\\temp\\/i,
  ),
  high('command-policy-bypass', /powershell(?:\.exe)?["']?\s.*-v(?:ersion)?\s+2/i),
  high(
    'command-policy-bypass',
    /amsiutils|amsiinitfailed|amsiscanbuffer|amsicontext|remove-item\b.*amsi|reflection\.assembly\]::load\b|assembly\]::load\(|virtualalloc|createthread|getdelegateforfunctionpointer|marshal\]::copy|kernel32|ntdll|etweventwrite|\bdinvoke\b/i,
  ),
  // credentials
  critical(
    'command-credential-dump',
    /\blsass(?:\.exe|\.dmp)?\b|minidump|sekurlsa::(?:logon|mini|ticket|ekeys|msv|wdigest|krbtgt)|\blsadump\b|\bcomsvcs(?:\.dll)?\b/i,
    /dump|procdump|rundll32|comsvcs|-ma\b|sekurlsa::|lsadump|write|get-process|task/i,
  ),
  critical(
    'command-credential-dump',
    /\b(?:mimikatz\S*\.exe|invoke-mimikatz|\\mimikatz|mimikatz\b.*(?:logonpasswords|privilege::debug|lsadump|dcsync)|nanodump|dumpert|pypykatz|rubeus|safetykatz|invoke-kerberoast|gsecdump|pwdump\w*|wce|fgdump|sharpdpapi|kekeo|powerdump|invoke-powerdump|invoke-dcsync|procdump\S*.*lsass|out-minidump|dsinternals|get-adrepl\w+|invoke-ninjacopy|lsassy|sharpsecdump|donpapi|hashdump|get-passhashes|createdump|rdrleakdiag|xordump|windump|mimipenguin)\b/i,
  ),
  critical('command-credential-dump', /\breg(?:\.exe)?["']?\s+(?:save|export)\b/i, /\\(?:sam|system|security)\b/i),
  critical(
    'command-credential-dump',
    /\bntdsutil\b|ntds\.dit|\\config\\(?:sam|security|system)\b/i,
    /copy|ifm|create|esentutl|xcopy|vss|ac i|activate|get-content|type\s|expand|print|\/y/i,
  ),
  high('command-credential-dump', /\bvssadmin\b|\bwmic\b|diskshadow|win32_shadowcopy/i, /create/i, /shadow/i),
  high(
    'command-credential-read',
    /\bcmdkey\b.*\/list|\bvaultcmd\b|\bget-storedcredential|credentialmanager|\bfindstr\b.*(?:password|cpassword|passw)|\bcpassword\b|groups\.xml|unattend\.xml|appcmd(?:\.exe)?["']?\s.*(?:\/text|\/@t|list\s+(?:apppool|vdir|site))|\bnetsh\b.*\bwlan\b.*key=clear|\bkey=clear\b|login data|\bcookies\b.*(?:copy|chrome|sqlite)|logins\.json|webbrowserpassview|sharpchrome|webcredentials|passwordvault|get-gpppassword|get-webconfig|\breg\b.*query\b.*(?:password|defaultpassword|putty|snmp|vnc|ssh)|\bget-clipboard\b|\bdir\b.*\.(?:key|pfx|p12|pem)\b|microsoft\\(?:credentials|protect|vault)|\bpassword\b.*select-string|select-string.*\bpassw|\.psafe3|\.kdbx|export-pfxcertificate|consolehost_history/i,
  ),
  high(
    'command-credential-read',
    /\bsetspn\b.*-(?:t|q)\b|kerberoast|asrep|\bklist\b.*(?:get|purge)|invoke-(?:bloodhound|sharphound|passwordspray|domainpasswordspray|inveigh|userhunter|sharefinder|powerview|privesc|allchecks|winpeas)|sharphound|winpeas|\bkerbrute\b|\binveigh\b|\bkdestroy\b|get-domaincontroller\b.*-credential|\badfind\b|\bcertify\b|certipy|powerview|golden\b.*\bkrbtgt|\bkerberos::|\bptt\b|aadinternals|get-keystrokes|getasynckeystate|keylog/i,
  ),
  // staying
  critical('command-persistence-startup', writesRegistry, runKey),
  critical('command-persistence-schedule', /\bschtasks(?:\.exe)?["']?\s/i, /\/create|\/change/i),
  critical(
    'command-persistence-schedule',
    /\b(?:register-scheduledtask|new-scheduledtask(?!action|trigger|principal|settings)|register-scheduledjob|set-scheduledtask|ps_scheduledtask|schedule\.service|invoke-cimmethod\b.*scheduledtask)\b/i,
  ),
  medium('command-persistence-schedule', /new-scheduledtask(?:action|trigger)/i),
  high('command-persistence-schedule', /(?:^|\s)at(?:\.exe)?\s+\d{1,2}:\d{2}/i),
  critical('command-persistence-service', /\bsc(?:\.exe)?["']?\s(?:\\\\\S+\s)?(?:create|config|failure|sdset)\b/i),
  high(
    'command-persistence-service',
    /\bnew-service\b|set-service\b.*(?:binarypathname|-securitydescriptor)|\bsc(?:\.exe)?["']?\s(?:\\\\\S+\s)?(?:start|delete|stop)\b|\\services\\\w+.{0,60}imagepath|imagepath.{0,100}\\services\\|servicedll/i,
  ),
  critical(
    'command-persistence-startup',
    /\\start menu\\programs\\startup|\\startup\\|getfolderpath\(['"]startup|specialfolders\W{1,3}startup|shell:startup/i,
    /copy|move|>|set-content|out-file|createshortcut|new-item|\.save\(|xcopy|echo|expand|cpi?\s/i,
  ),
  high('command-persistence-startup', /\$profile\b|profile\.ps1/i, /add-content|set-content|>>|out-file|copy|new-item/i),
  critical(
    'command-persistence-wmi',
    /__eventfilter|commandlineeventconsumer|activescripteventconsumer|__filtertoconsumerbinding|register-wmievent|set-wmiinstance/i,
  ),
  high(
    'command-persistence-hijack',
    /\bsdbinst\b|\bassoc\s+\.|\bftype\s|\\shell\\+open\\+command|delegateexecute|\bcor_profiler|cor_enable_profiling|\\environment\b.*(?:windir|cor_|path)|\bsetx\b.*(?:path|cor_|windir)|\bsilentcleanup\b|ms-settings|mscfile|sdclt|fodhelper|computerdefaults|eventvwr|\bwsreset\b|\bslui\b|\bakagi|uacme|consentpromptbehavioradmin|enablelua|localaccounttokenfilterpolicy|bypass-?uac|uacbypass/i,
  ),
  high(
    'command-persistence-hijack',
    /(?:sethc|utilman|osk|magnify|narrator|displayswitch|atbroker)\.exe/i,
    /copy|takeown|icacls|debugger|ren\b|move|replace/i,
  ),
  critical(
    'command-account',
    /\bnet1?(?:\.exe)?["']?\s+(?:user|localgroup|group|accounts)\b/i,
    /\/add\b|\/active:yes|\/delete|\/domain.*\/add|\/del\b/i,
  ),
  high('command-account', /\bnet1?(?:\.exe)?["']?\s+user\s+\S+\s+\S+/i),
  high(
    'command-account',
    /\b(?:new-localuser|add-localgroupmember|new-aduser|add-adgroupmember|set-localuser|set-adaccountpassword|remove-localuser|remove-aduser|enable-localuser|new-msoluser|new-azureaduser|new-mguser|new-azroleassignment|add-azureaddirectoryrolemember|add-adprincipalgroupmembership|set-aduser|disable-localuser|rename-localuser|directoryentry\b|createuser|add-msolrolemember|new-azuread\w+credential|new-azadspcredential|enable-adaccount|new-adserviceaccount|new-adcomputer|new-machineaccount)\b/i,
  ),
  // protection and logs
  critical(
    'command-log-tampering',
    /\bwevtutil(?:\.exe)?["']?\s+(?:cl|clear-log)\b|\bclear-eventlog\b|remove-eventlog|limit-eventlog|clearlog\(|cleareventlog/i,
  ),
  high(
    'command-log-tampering',
    /\bwevtutil\b.*\b(?:sl|set-log)\b|\bauditpol\b.*(?:\/clear|\/remove|\/disable|\/set.*(?:disable|failure))|\bclear-history\b|historysavestyle|savenothing|\blogman\b.*\b(?:stop|delete|update)\b|\bdel\b.*\.evtx|remove-item\b.*(?:historysavepath|consolehost_history|winevt|prefetch|\.evtx)|eventlog-|\\eventlog\\|\bfltmc\b.*unload|\\winevt\\|minint|set-psreadlineoption|remove-etwtraceprovider|set-etwtraceprovider|etwenabled|stop-service\b.*eventlog|scriptblocklogging|enabletranscripting|dontenforce|set-adminauditlogconfig|disable-.*auditlog|set-mailboxauditbypassassociation|remove-.*auditlog|-unifiedauditlog/i,
  ),
  high(
    'command-security-disable',
    /\b(?:set|add|remove)-mppreference\b/i,
    /disable|exclusion|\$true|\s1\b|submitsamplesconsent|threatidefault|attacksurfacereduction|allow/i,
  ),
  high(
    'command-security-disable',
    /\bdisableantispyware|disableantivirus|disablerealtimemonitoring|disablebehaviormonitoring|disableioavprotection|disableblockatfirstseen|tamperprotection|spynetreporting|disableonaccessprotection|disablescriptscanning|notification_suppress|\bmpcmdrun\b.*(?:-removedefinitions|-restore|-downloadfile)|msft_mppreference|enablesmartscreen|smartscreenenabled|\bmppreference\b|windows-defender|uninstall-windowsfeature\b.*defender|securityhealthservice|windefend|\bwdfilter\b|sense\b.*\b(?:stop|delete|disabled)|cylance|crowdstrike|sentinelone|csagent|carbonblack|cbdefense|mcafee|sophos|symantec|backstab|sysmon\S*\s+-u|\bsysmondrv\b|umppc|defendercontrol|windowssensor|macompatsvc|edrsilencer/i,
  ),
  high('command-security-disable', /\bnetsh\b/i, /firewall/i, /\boff\b|disable|delete\s+rule|action=allow|enable=yes|allowedprogram/i),
  high(
    'command-security-disable',
    /(?:set|disable|new|remove|enable)-netfirewall(?:profile|rule)/i,
    /false|disable|allow|remove-|new-|enable-/i,
  ),
  high(
    'command-security-disable',
    writesRegistry,
    /disabletaskmgr|disableregistrytools|disablecmd|nocontrolpanel|nodesktop|norun\b|noclose|noviewontheme|hidefileext|\\hidden\b|showsuperhidden|enableescalation|uselogoncredential|runasppl|lmcompatibilitylevel|fdenytsconnections|disablerestrictedadmin|noautoupdate|disablewindowsupdate|windows defender|disablelockworkstation|disablechangepassword|nologoff|shutdownwithoutlogon|nofilemenu|nopropertiesmycomputer|notrayitemsdisplay|nosetactivedesktop|nofind|disableantivirus|enableprefetcher|enabletransport|toastenabled|zonemap|\\zones\\|vbawarnings|accessvbom|\\security\b|\\policies\\|safeboot|allowremote|restrictanonymous|everyoneincludes|lsacfgflags|hypervisorenforced|enablevirtualization|\\fve|firewallpolicy|legalnotice|hideusers|userlist|specialaccounts|\\ntlm|disableudpate|dotnet|etwenabled|enableetw|\\fips|\\rdp-tcp|portnumber|terminal server|\\srum|proxyenable|proxyserver|autoconfigurl|minint|wscript|\\settings\b.*enabled/i,
  ),
  high(
    'command-security-disable',
    /\bsetspn\b\s+-a|disable-windowsoptionalfeature|\bdism\b.*\/disable-feature|set-smbserverconfiguration|enable-psremoting|\bwinrm\b.*(?:quickconfig|set|invoke)|set-item\b.*wsman|unblock-file|:zone\.identifier|\bset-processmitigation\b|bcdedit\b|\bsecedit\b|import-certificate|addstore|\bcertmgr\b.*-add|x509store|set-authenticodesignature|\bregini\b|exclusionpath|stop-service\b.*(?:defend|sense|mbam|spooler|bits|wuauserv|mcafee)|\bnet1?(?:\.exe)?\s+stop\b|\b(?:taskkill|stop-process)\b.*(?:defend|msmpeng|mssense|outlook|sqlservr|sysmon|sophos|mcafee|cylance|falcon|\bav)|wmic\b.*(?:terminate|uninstall|defender|stopservice)/i,
  ),
  high('command-open-permissions', /\b(?:icacls|cacls|takeown|xcacls)\b/i, /\/grant|\/setowner|\/f\b|\/t\b|everyone|\/g\b|\/inheritance/i),
  high('command-open-permissions', /set-acl|addaccessrule|setaccessrule|\.setowner\(|add-domainobjectacl|dsacls/i),
  high(
    'command-hide',
    /\battrib(?:\.exe)?\s+\+[hs]|\.attributes\b.*hidden|(?:type|echo|get-content)\s.*>\s*\S+:\w+\.|:\w+\.(?:exe|txt|ps1|cmd|dll|vbs)\b.*-stream|-stream\s|\bmklink\b|\bsubst\b\s+[a-z]:|fsutil\b.*(?:hardlink|reparse|symlink)|creationtime\s*=|lastwritetime\s*=|lastaccesstime\s*=|\btimestomp\b/i,
  ),
  // moving on
  critical('command-lateral-movement', /\bpsexec(?:64)?(?:\.exe)?\b/i, /-c\b|-s\b|-p\b|-i\b|cmd|powershell/i),
  high(
    'command-lateral-movement',
    /\bpsexec(?:64|\.py)?\b|\bpaexec\b|\bwmiexec|\bsmbexec|\bcrackmapexec|\batexec|\binvoke-(?:wmiexec|smbexec|psexec|thehash)\b|\bevil-winrm/i,
  ),
  high(
    'command-lateral-movement',
    /\bwmic\b.*(?:process\s+call\s+create|\/node:)|invoke-wmimethod\b|win32_process\b.*create|invoke-cimmethod|(?:invoke-command|enter-pssession|new-pssession|icm)\b.*-computername|mmc20\.application|getactiveobject|gettypefrom(?:clsid|progid)|shellbrowserwindow|\bwinrs\b|\btscon\b|\bmstsc\b|\bnet1?(?:\.exe)?\s+use\b.*\\\\|new-psdrive\b.*\\\\|\bcopy\b.*\\\\\S+\\(?:c|admin)\$|new-smbmapping|\bnetsh\b.*portproxy|\bplink\b|\bncat\b|\bsharprdp\b|excel\.application|shellwindows|outlook\.application|createobject\(/i,
  ),
  high(
    'command-process-injection',
    /createremotethread|\binject|openprocess|process hollow|parent-?pid|ppid-?spoof|get-system\b|\bnamedpipe|tokenmanip|\bjuicypotato|printspoofer|\bgodpotato|duplicatetoken|impersonat|start-athprocess|createprocess|queueuserapc|earlybird|settokeninformation|adjusttokenpriv/i,
  ),
  // sending
  critical(
    'exfiltration-command',
    /\b(?:invoke-restmethod|invoke-webrequest|iwr|irm|curl|uploadstring|uploadfile|uploaddata|send-mailmessage|ftp)\b/i,
    /\.ssh|\.aws|\.env\b|id_rsa|password|credential|login data|\$env:\w*(?:key|token|secret)|get-childitem env:|\bcookies\b|gci env:|\bsam\b/i,
    /-body|-infile|-method\s+["']?(?:post|put)|upload|-d\s|--data|-f\s|-t\s|attachments|\?/i,
  ),
  high(
    'exfiltration-command',
    /\b(?:invoke-restmethod|invoke-webrequest|iwr|irm)\b/i,
    /-infile\b|-body\b/i,
    /get-content|readall|tobase64|\[io\.file\]|\\users\\|\\windows\\/i,
  ),
  high(
    'exfiltration-command',
    /uploadfile|uploadstring|uploaddata|send-mailmessage\b.*-attachments|smtpclient|\bconfigsecuritypolicy\b.*https?|networkinformation\.ping\b.*send|\bdatasvcutil\b|ftpwebrequest|\brclone\b.*(?:copy|sync)|\bdnsexfiltrator|invoke-dnsexfil|resolve-dnsname\b.*\$|nslookup\b.*\$|\bping\b.*-l\b.*\$/i,
  ),
  high(
    'command-discovery-collection',
    /\bcompress-archive\b|\bmakecab\b|\brar(?:\.exe)?\s+a\b|\b7z(?:\.exe)?\s+a\b/i,
    /\\users\\|\$env:userprofile|\.docx?|\.pdf|password|\\windows\\/i,
  ),
  high('command-attack-tool', /\b(?:mimikatz|secretsdump|lazagne|invoke-kerberos\w*)\b/i),
  high(
    'command-attack-tool',
    /\b(?:invoke-atomictest|cobaltstrike|meterpreter|powersploit|nishang|invoke-obfuscation|powercat|invoke-shellcode|psattack|sharpup|seatbelt|snaffler|invoke-phant0m|phant0m|covenant|merlin|sliver|ngrok|anydesk|teamviewer|screenconnect|atera\w*|logmein\w*|ammyy\w*|netsupport|rustdesk|meshagent|splashtop|dwagent|ultraviewer|gotoassist|hashcat|netcat|cobalt|psinject)\b/i,
    /\.exe|\.ps1|\.msi|import-module|iex|start|invoke-|-c\b|-e\b|install|\/s\b|-p\b|-m\b/i,
  ),
]
