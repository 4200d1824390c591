import { bin, ensureBuilt, run } from './ensure.js'

ensureBuilt()
run(bin('vitest'), ['run', ...process.argv.slice(2)])
