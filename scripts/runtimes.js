// What guard covers on which runtime: the built package under Node 20 to 26, Bun, Deno and two edge runtimes, each in a process of its
// own, against local providers. Fetches what is missing from npm into .cache; prints the table and writes it into README.md.
//   npm run test:runtimes
import { ensureBuilt } from './ensure.js'
import { cellsOf, coverageTable, unexpectedGaps, writeCoverage } from './runtimes/coverage.js'
import { edgeReports } from './runtimes/edge.js'
import { programReport } from './runtimes/program-report.js'
import { providers } from './runtimes/providers.js'
import { fetchRuntimes } from './runtimes/runtimes.js'

ensureBuilt()
const only = process.argv[2]
const runtimes = fetchRuntimes()
const reports = []
for (const runtime of runtimes.programs) {
  if (only !== undefined && !runtime.name.toLowerCase().startsWith(only.toLowerCase())) continue
  reports.push(await withProviders((local) => programReport(runtime, local)))
}
if (only === undefined || only.toLowerCase() === 'edge') reports.push(...(await edgeReports(runtimes, withProviders)))

const table = coverageTable(reports)
console.log(table)
for (const { name, problems } of reports) for (const problem of problems) console.error(`${name}: ${problem}`)
if (only === undefined) writeCoverage(table)
const unexpected = unexpectedGaps(reports)
for (const gap of unexpected) console.error(`not covered any more: ${gap}`)
process.exit(unexpected.length === 0 ? 0 : 1)

async function withProviders(run) {
  const local = await providers()
  try {
    const { name, answers, observations = [], problems = [] } = await run(local)
    return { name, problems, cells: cellsOf({ answers, observations, received: local.received }) }
  } finally {
    await local.close()
  }
}
