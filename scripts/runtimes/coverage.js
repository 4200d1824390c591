import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../ensure.js'
import { email, token } from '../../test/runtimes/texts.js'

/**
 * What holds for each client: `yes` when its request was changed, its answer was changed, the forbidden call was refused and sent
 * nothing, and each call is one observation.
 */
export function cellsOf({ answers, observations, received }) {
  return Object.fromEntries(Object.entries(answers).map(([client, kinds]) => [client, cellOf(client, kinds)]))

  function cellOf(client, { missing, change, block }) {
    if (missing !== undefined) return '–'
    const sent = (kind) => received[`${encodeURIComponent(client)}/${kind}`] ?? []
    const observed = (kind) => observations.filter(({ path }) => path.startsWith(`/${encodeURIComponent(client)}/${kind}/`)).length
    if (observed('change') + observed('block') === 0) return 'not seen'
    const holds = {
      'request changed': sent('change').length > 0 && sent('change').every((text) => text.includes('[EMAIL_') && !text.includes(email)),
      blocked: block.status === 403 && sent('block').join('') === '',
      'answer changed': change.status === 200 && change.text !== '' && !change.text.includes(token),
      'seen once': observed('change') === 1 && observed('block') === 1,
    }
    const lacking = Object.entries(holds).flatMap(([fact, holds]) => (holds ? [] : [fact]))
    return lacking.length === 0 ? 'yes' : `not ${lacking.join(', ')}`
  }
}

/** The table: a row for each client, a column for each runtime. */
export function coverageTable(reports) {
  const clients = [...new Set(reports.flatMap(({ cells }) => Object.keys(cells)))]
  const row = (cells) => `| ${cells.join(' | ')} |`
  return [
    row(['', ...reports.map(({ name }) => name)]),
    row(['---', ...reports.map(() => '---')]),
    ...clients.map((client) => row([client, ...reports.map(({ cells }) => cells[client] ?? '–')])),
  ].join('\n')
}

/** Gaps that are known and told in the README; on Node there are none. */
const knownGaps = {
  Bun: ['fetch, taken before guard', 'undici 6', 'undici 7', 'undici 8', 'node-fetch', 'WebSocket', 'ws'],
  Deno: ['fetch, taken before guard', 'WebSocket'],
}

/** Cells that are neither covered, nor absent on their runtime, nor a known gap: each is a step back. */
export function unexpectedGaps(reports) {
  return reports.flatMap(({ name, cells }) =>
    Object.entries(cells)
      .filter(([client, cell]) => cell !== 'yes' && cell !== '–' && !knownGaps[name]?.includes(client))
      .map(([client, cell]) => `${client} on ${name} (${cell})`),
  )
}

/** Puts the table between its marks in README.md, where there are any. */
export function writeCoverage(table) {
  const path = join(root, 'README.md')
  if (!existsSync(path)) return
  const text = readFileSync(path, 'utf8')
  const marked = /(<!-- coverage:begin -->\n)[\s\S]*?(<!-- coverage:end -->)/
  if (marked.test(text))
    writeFileSync(
      path,
      text.replace(marked, (_, begin, end) => `${begin}${table}\n${end}`),
    )
}
