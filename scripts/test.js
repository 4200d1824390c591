import { ensureBuilt, run } from './ensure.js'

ensureBuilt()
run('npx', ['vitest', 'run', ...process.argv.slice(2)])
