import { defineConfig } from 'tsup'

/** One entry per public subpath. `schema` and `assembly` are loaded on demand, so they are files of their own too. */
export default defineConfig({
  entry: [
    'src/index.ts',
    'src/register.ts',
    'src/schema.ts',
    'src/node/index.ts',
    'src/testing/index.ts',
    'src/cli/index.ts',
    'src/wire/*.ts',
    'src/detect/*.ts',
    'src/detect/*/index.ts',
    'src/guardrails/*.ts',
    'src/sinks/*.ts',
  ],
  format: 'esm',
  target: 'node20',
  platform: 'neutral',
  outDir: 'dist',
  splitting: true,
  clean: true,
  dts: false,
})
