import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'tsup'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { fakeGateway } from '../../src/testing/fake-gateway.ts'
import { listen } from '../../src/testing/listen.ts'

const folder = mkdtempSync(join(tmpdir(), 'guard-lifetime-'))

beforeAll(async () => {
  await build({
    entry: [join(import.meta.dirname, 'fixtures/program.ts')],
    outDir: folder,
    format: 'esm',
    target: 'node20',
    config: false,
    silent: true,
    dts: false,
    outExtension: () => ({ js: '.mjs' }),
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

async function story() {
  const gateway = await fakeGateway()
  onTestFinished(gateway.close)
  const spool = join(mkdtempSync(join(folder, 'state-')), 'spool')
  return {
    gateway,
    spool,
    /** Runs the program to its end. */
    run: (end: string, ids: string[], changes: Record<string, string> = {}) =>
      new Promise<{ code: number | null; output: string }>((resolve) => {
        const env = {
          PATH: process.env['PATH'],
          URL: gateway.url,
          TOKEN: gateway.token,
          GUARD_SPOOL: spool,
          END: end,
          IDS: ids.join(','),
          ...changes,
        }
        const child = spawn(process.execPath, [join(folder, 'program.mjs')], { env, stdio: ['ignore', 'pipe', 'ignore'] })
        let output = ''
        child.stdout.on('data', (chunk: Buffer) => (output += chunk))
        child.on('close', (code) => resolve({ code, output }))
      }),
    ids: () => gateway.events.map(({ requestId }) => requestId).toSorted(),
    files: () => readdirSync(spool).map((name) => join(spool, name)),
  }
}

test('what was observed before a natural end is delivered', async () => {
  const { run, ids } = await story()
  expect(await run('natural', ['a', 'b', 'c'])).toMatchObject({ code: 0 })
  expect(ids()).toEqual(['a', 'b', 'c'])
})

for (const [end, code] of [
  ['exit', 7],
  ['throw', 1],
] as const) {
  test(`what a program that ends by ${end} could not send is sent by the next one`, async () => {
    const { run, ids, files, gateway } = await story()
    expect(await run(end, ['a', 'b'])).toMatchObject({ code })
    expect(ids()).toEqual([])
    for (const path of files()) expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(
      files()
        .map((path) => readFileSync(path, 'utf8'))
        .join(),
    ).not.toContain(gateway.token)
    await run('natural', ['c'])
    expect(ids()).toEqual(['a', 'b', 'c'])
    expect(files()).toEqual([])
  })
}

test('the folder of the spool is for the user alone', async () => {
  const { run, spool } = await story()
  await run('exit', ['a'])
  expect(statSync(spool).mode & 0o777).toBe(0o700)
})

for (const answer of ['hang', 'reset', 503, 401] as const) {
  test(`a program ends although the gateway answers with ${answer}, and its events survive`, async () => {
    const { run, ids, gateway } = await story()
    gateway.respond(answer)
    expect(await run('natural', ['a', 'b'])).toMatchObject({ code: 0 })
    expect(await run('flying', ['c'])).toMatchObject({ code: 7 })
    gateway.respond()
    await run('natural', ['d'])
    expect(ids()).toEqual(['a', 'b', 'c', 'd'])
  })
}

test('a program ends although nobody listens at the address of the gateway', async () => {
  const { run, ids } = await story()
  const { url, close } = await listen(() => {})
  await close()
  expect(await run('natural', ['a'], { URL: url })).toMatchObject({ code: 0 })
  await run('natural', ['b'])
  expect(ids()).toEqual(['a', 'b'])
})

test('events for one gateway are not handed to another', async () => {
  const { run, ids, files } = await story()
  await run('exit', ['a'], { URL: 'http://elsewhere.example' })
  await run('natural', ['b'])
  expect(ids()).toEqual(['b'])
  expect(files()).toHaveLength(1)
})

test('what a process took over is taken over again when it is killed before it has an answer', async () => {
  const { run, ids, files, gateway } = await story()
  await run('exit', ['a'])
  void gateway.waitFor(1).then(() => gateway.respond('hang'))
  await run('killed', ['b'])
  expect(ids()).toEqual(['b'])
  expect(files().map((path) => path.includes('.claimed~'))).toEqual([true])
  gateway.respond()
  await run('natural', ['c'])
  expect(ids()).toEqual(['a', 'b', 'c'])
  expect(files()).toEqual([])
})

test('many programs at once hand out each line once', async () => {
  const { run, ids } = await story()
  await Promise.all(['a', 'b', 'c'].map((id) => run('exit', [id, `${id}2`])))
  await Promise.all(['d', 'e', 'f'].map((id) => run('natural', [id])))
  expect(ids()).toEqual(['a', 'a2', 'b', 'b2', 'c', 'c2', 'd', 'e', 'f'])
})

test('close delivers and lets the program end', async () => {
  const { run, ids } = await story()
  const { code, output } = await run('close', ['a'])
  expect(code).toBe(0)
  expect(JSON.parse(output)).toEqual({ state: 'ok', queued: 0, spooled: 0, sent: 1, dropped: 0 })
  expect(ids()).toEqual(['a'])
})
