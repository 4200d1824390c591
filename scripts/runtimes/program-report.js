import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../ensure.js'

const file = (path) => join(root, path)

/** Runs the program of test/runtimes in a runtime, with guard preloaded, and reads what it says. */
export async function programReport({ name, command, start }, { http, http2 }) {
  const preload = [file('test/runtimes/capture.js'), file('dist/register.js')].map((path) =>
    name === 'Bun' ? path : pathToFileURL(path).href,
  )
  const { code, stdout, stderr } = await run(command, start(preload, file('test/runtimes/program.js')), { HTTP: http, HTTP2: http2 })
  const told = stdout.split('\n@@')[1]
  if (told === undefined) return { name, answers: {}, problems: [`ended with ${code} and said nothing. ${stderr.slice(-2_000)}`] }
  const { answers, observations, layers } = JSON.parse(told)
  const problems = Object.entries(answers).flatMap(([client, kinds]) =>
    Object.entries(kinds).flatMap(([kind, answer]) => (answer.error === undefined ? [] : [`${client}, ${kind}: ${answer.error}`])),
  )
  return { name, answers, observations, layers, problems }
}

function run(command, args, env) {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(?:GUARD_|NODE_OPTIONS$|BUN_OPTIONS$)/.test(key)))
  const child = spawn(command, args, {
    cwd: root,
    env: { ...clean, ...env, GUARD_MODE: 'enforce', AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1' },
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) child[name].on('data', (chunk) => (output[name] += chunk))
  const timer = setTimeout(() => child.kill('SIGKILL'), 180_000)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, ...output })
    })
  })
}
