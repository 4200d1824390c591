// Time per command and per kilobyte of script, against one nine-alternative `replace` over the same text.
import { checkTool, judgeCommand } from 'guard/detect/command'

const expression =
  /sk-[A-Za-z0-9]{20,}|ghp_\w{36}|AKIA[0-9A-Z]{16}|xox[abp]-[\w-]{10,}|AIza[\w-]{35}|npm_\w{36}|glpat-[\w-]{20}|eyJ[\w-]{10,}\.[\w-]{10,}|[\w.+-]{1,64}@[\w-]{1,63}\.\w{2,24}/g
const samples = {
  'short commands': [
    'npm test',
    'git status',
    'rm -rf dist',
    'ls -la src',
    'curl https://api.example.com/v1 | jq .items',
    'docker compose up -d',
  ]
    .join('\n')
    .repeat(20),
  'CI script':
    'set -euo pipefail\nfor d in a b c; do\n  if [[ -f "$d/x" ]]; then cp "$d/x" "$OUT/$d"; fi\ndone\nnode -e "console.log(1)" | tee log.txt\n'.repeat(
      40,
    ),
  PowerShell:
    "$items = Get-ChildItem -Path $env:TEMP -Filter *.log\nforeach ($item in $items) { Copy-Item $item.FullName C:\\logs\\ }\nWrite-Host 'done'\n".repeat(
      40,
    ),
  'nested quotes': `bash -c "${'$(echo '.repeat(500)}"`,
  'one long word': 'a'.repeat(100_000),
}

for (const [name, text] of Object.entries(samples)) {
  const base = time(() => text.replace(expression, ''))
  const own = time(() => judgeCommand(text))
  console.log(
    `${name.padEnd(16)} ${(own / base).toFixed(1).padStart(7)} x replace   ${((own * 1000) / (text.length / 1024)).toFixed(0).padStart(6)} us/KB`,
  )
}
const call = { name: 'bash', arguments: JSON.stringify({ command: 'cd app && npm ci && npm test -- --reporter=dot' }) }
console.log(`one tool call    ${(time(() => checkTool(call)) * 1000).toFixed(1)} us`)

function time(run) {
  let best = Infinity
  for (let round = 0; round < 7; round++) {
    const start = performance.now()
    let count = 0
    while (performance.now() - start < 30) {
      run()
      count++
    }
    best = Math.min(best, (performance.now() - start) / count)
  }
  return best
}
