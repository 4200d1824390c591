import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

function layers(files?: Record<string, string>): { status: number | null; problems: string[] } {
  const folder = files && mkdtempSync(join(tmpdir(), 'guard-layers-'))
  for (const [name, text] of Object.entries(files ?? {})) {
    mkdirSync(dirname(join(folder ?? '', name)), { recursive: true })
    writeFileSync(join(folder ?? '', name), text)
  }
  const { status, stderr } = spawnSync(process.execPath, ['scripts/layers.js', ...(folder ? [folder] : [])], { encoding: 'utf8' })
  return { status, problems: stderr.split('\n').filter(Boolean) }
}

test('every import of the package goes in an allowed direction', () => {
  expect(layers()).toEqual({ status: 0, problems: [] })
})

test.each([
  ['core knows no provider', 'core/judge.ts', `import { google } from '../wire/google.ts'`],
  ['core knows no detector', 'core/judge.ts', `import {\n  a,\n  b,\n} from '../detect/pattern.ts'`],
  ['core takes the type of an engine, not the engine', 'core/judge.ts', `import { compile } from '../detect/scanner.ts'`],
  ['a text function knows nothing but types', 'text/spans.ts', `export { guard } from '../guard.ts'`],
  ['loading later is importing', 'core/judge.ts', `const later = () => import('../sinks/file.ts')`],
  ['only the Node layer names modules of Node', 'core/judge.ts', `import type { Agent } from 'node:http'`],
  ['undici is never loaded', 'node/undici.ts', `import { Agent } from 'undici'`],
])('%s', (_title, file, text) => {
  const { status, problems } = layers({ [file]: text })
  expect(status).toBe(1)
  expect(problems).toEqual([expect.stringContaining(`src/${file} imports`)])
})

test('types of undici and of the engine are not imports', () => {
  const { status } = layers({
    'node/undici.ts': `import type { Agent } from 'undici'`,
    'core/judge.ts': `import type { Scanner } from '../detect/scanner.ts'`,
  })
  expect(status).toBe(0)
})
