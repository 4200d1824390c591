import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './ensure.js'

// tsup writes the code, one entry per public subpath; tsc writes the declarations beside it.
run('npx', ['tsup', '--silent'])
run('npx', ['tsc', '-p', 'tsconfig.build.json'])
chmodSync(join(root, 'dist/cli/index.js'), 0o755)

const { z } = await import('zod')
const { fileSchema } = await import('../dist/schema.js')
const schema = z.toJSONSchema(fileSchema, { unrepresentable: 'any', io: 'input' })
writeFileSync(join(root, 'guard.schema.json'), `${JSON.stringify({ ...schema, title: 'guard.config.json' }, null, 2)}\n`)
writeFileSync(join(root, 'dist/.built'), '')
