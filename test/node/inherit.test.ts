import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import threads from 'node:worker_threads'
import { fakeProvider } from 'guard/testing'
import { describe, expect, test } from 'vitest'
import { inherit } from '../../src/node/inherit.ts'
import { email } from '../clients/secrets.ts'

const run = promisify(execFile)
const register = pathToFileURL(join(process.cwd(), 'dist/register.js')).href

/** Runs a program that has a worker thread and a process of its own make the same call. */
async function family(env: Record<string, string>) {
  const provider = await fakeProvider()
  const call = `
    const body = JSON.stringify({ model: 'gpt-5', messages: [{ role: 'user', content: 'write to ${email()}' }] })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
    await (await fetch('${provider.url}/v1/chat/completions', init)).text()`
  const source = `
    import { Worker } from 'node:worker_threads'
    import { execFileSync, spawn } from 'node:child_process'
    import { once } from 'node:events'
    const call = ${JSON.stringify(call)}
    await once(new Worker(new URL('data:text/javascript,' + encodeURIComponent(call))), 'exit')
    await once(new Worker(new URL('data:text/javascript,' + encodeURIComponent(call)), { execArgv: [] }), 'exit')
    await once(spawn(process.execPath, ['--input-type=module', '-e', call], { stdio: 'inherit', cwd: '/' }), 'exit')`
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('GUARD_') && name !== 'NODE_OPTIONS'),
  ) as Record<string, string>
  await run(process.execPath, ['--import', register, '--input-type=module', '-e', source], {
    env: { ...clean, GUARD_MODE: 'enforce', GUARD_EXACT_ENV: 'false', ...env },
  })
  await provider.close()
  return provider.requests.map(({ text }) => (text.includes(email()) ? 'plain' : 'redacted'))
}

describe('worker threads and programs that are started from a guarded one', () => {
  test('are guarded when that is asked for, wherever they are started', async () => {
    expect(await family({ GUARD_INHERIT: 'true' })).toEqual(['redacted', 'redacted', 'redacted'])
  })

  test('are left alone otherwise, but for what Node itself hands on', async () => {
    expect((await family({})).slice(1)).toEqual(['plain', 'plain'])
  })
})

test('what was set for them is taken back, also when there were options before', () => {
  const { Worker } = threads
  const before = process.env['NODE_OPTIONS']
  for (const given of [undefined, '--max-old-space-size=512']) {
    if (given === undefined) delete process.env['NODE_OPTIONS']
    else process.env['NODE_OPTIONS'] = given
    const undo = inherit()
    expect(process.env['NODE_OPTIONS']).toMatch(/--import=file:\/\/\S+\/dist\/register\.js$/)
    expect(threads.Worker).not.toBe(Worker)
    const again = inherit()
    expect(process.env['NODE_OPTIONS']?.match(/--import/g)).toHaveLength(1)
    again()
    undo()
    expect(process.env['NODE_OPTIONS']).toBe(given)
    expect(threads.Worker).toBe(Worker)
  }
  if (before === undefined) delete process.env['NODE_OPTIONS']
  else process.env['NODE_OPTIONS'] = before
})
