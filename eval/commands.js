// Recall on dangerous commands and false blocks on ordinary ones, by set. Data: GUARD_DATA, else ../shared/data beside the project.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ensureModules } from '../scripts/ensure.js'

const BASE = process.env.GUARD_DIST ?? ensureModules()
const data = join(process.env.GUARD_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url)), 'commands')

/** Tactics whose commands do damage, open up or stay; the others mostly look and listen. */
const harmful = /^attack_cmd:(?:impact|persistence|privilege-escalation|credential-access|exfiltration|defense-impairment)/

/** Lines of a table: how many rows of each set are found, and how badly. */
export async function run() {
  const { judgeCommand } = await import(new URL('detect/command/index.js', BASE).href)
  if (!existsSync(data)) return [`no data at ${data}`]
  const lines = ['| set | rows | critical | high | medium or low | nothing |', '| --- | ---: | ---: | ---: | ---: | ---: |']
  const sets = [
    ['nl2bash (benign)', 'nl2bash_cmd', ({ label }) => label === 0],
    ['tldr (benign)', 'tldr_cmd', ({ label }) => label === 0],
    ['npm scripts and CI (benign)', 'npm_scripts_ci', ({ label }) => label === 0],
    ['safety net (benign)', 'cc_safety_net_tests', ({ label }) => label === 0],
    ['safety net (its own policy)', 'cc_safety_net_tests', ({ label }) => label === 1],
    ['Atomic Red Team, harmful tactics', 'atomic_red_team', ({ kind }) => harmful.test(kind)],
    ['Atomic Red Team, other tactics', 'atomic_red_team', ({ kind }) => !harmful.test(kind)],
  ]
  for (const [title, file, wanted] of sets) {
    const counts = { critical: 0, high: 0, lower: 0, nothing: 0 }
    const rows = read(file).filter(wanted)
    for (const { text } of rows) counts[worst(judgeCommand(text))]++
    lines.push(`| ${title} | ${rows.length} | ${counts.critical} | ${counts.high} | ${counts.lower} | ${counts.nothing} |`)
  }
  return lines
}

function read(name) {
  return readFileSync(join(data, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

function worst(matches) {
  for (const severity of ['critical', 'high']) if (matches.some((match) => match.severity === severity)) return severity
  return matches.length > 0 ? 'lower' : 'nothing'
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log((await run()).join('\n'))
