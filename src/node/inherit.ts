import { createRequire, syncBuiltinESMExports } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { WorkerOptions } from 'node:worker_threads'
import { patch } from '../entry/patch.ts'

/**
 * Hands guard on to worker threads and to Node programs started from here: through `NODE_OPTIONS` for processes, and through the
 * arguments of `Worker`, which does not look at it. Returns the way back.
 */
export function inherit(): () => void {
  const register = pathToFileURL(createRequire(import.meta.url).resolve('guard/register')).href
  const restores = [appendOption(`--import=${register}`), wrapWorker(register)]
  return () => {
    for (const restore of restores.toReversed()) restore()
  }
}

function appendOption(option: string): () => void {
  const before = process.env['NODE_OPTIONS']
  if (before?.split(' ').includes(option)) return () => {}
  process.env['NODE_OPTIONS'] = before ? `${before} ${option}` : option
  return () => {
    const left = (process.env['NODE_OPTIONS'] ?? '').split(' ').filter((part) => part !== option)
    if (before === undefined && left.join('') === '') delete process.env['NODE_OPTIONS']
    else process.env['NODE_OPTIONS'] = left.join(' ')
  }
}

function wrapWorker(register: string): () => void {
  const undo = patch(process.getBuiltinModule('node:worker_threads'), 'Worker', (worker) => {
    return new Proxy(worker, {
      construct: (target, [file, options]: [unknown, WorkerOptions | undefined], newTarget) =>
        Reflect.construct(target, [file, withImport(options, register)], newTarget) as object,
    })
  })
  syncBuiltinESMExports()
  return () => {
    undo()
    syncBuiltinESMExports()
  }
}

function withImport(options: WorkerOptions = {}, register: string): WorkerOptions {
  const execArgv = options.execArgv ?? process.execArgv
  return execArgv.some((argument) => argument.includes(register)) ? options : { ...options, execArgv: [...execArgv, '--import', register] }
}
