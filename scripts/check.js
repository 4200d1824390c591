import { ensureBuilt, run } from './ensure.js'

ensureBuilt()
run('npx', ['oxlint', '--deny-warnings'])
run('npx', ['oxfmt', '--check'])
run('npx', ['tsc', '--noEmit'])
run('node', ['scripts/layers.js'])
run('npx', ['knip'])
run('npx', ['publint', '--strict'])
run('npx', ['attw', '--pack', '.', '--profile', 'esm-only', '--quiet'])
console.log('All checks passed.')
