import { bin, ensureBuilt, run } from './ensure.js'

ensureBuilt()
run(bin('oxlint'), ['--deny-warnings'])
run(bin('oxfmt'), ['--check'])
run(bin('tsc'), ['--noEmit'])
run('node', ['scripts/layers.js'])
run(bin('knip'), [])
run(bin('publint'), ['--strict'])
run(bin('attw'), ['--pack', '.', '--profile', 'esm-only', '--quiet'])
console.log('All checks passed.')
