import type { Guardrail, GuardrailInput, GuardrailVerdict, Segment } from '../types.ts'

/** Turns a text into the ids that a model was trained with. */
export type Tokenize = (text: string) => readonly number[] | Promise<readonly number[]>

export interface OnnxOptions {
  /** The model's file. */
  path: string
  name?: string
  /** A function (of any tokenizer library), `bytes` for models that read UTF-8 bytes, or `text` for models that take strings. */
  tokenizer: Tokenize | 'bytes' | 'text'
  /** Which of the model's outputs means an attack. Default: the last. */
  attackLabel?: number
  /** Scores from which a text is flagged and blocked. */
  flagAt?: number
  blockAt?: number
  /** How many tokens the model reads at once; longer texts are read in overlapping windows. */
  maxTokens?: number
  timeoutMs?: number
  onError?: 'fail_open' | 'fail_closed'
  /** The runtime, where it is not to be found by name. */
  runtime?: () => Promise<unknown>
}

/**
 * A larger model of the user's choice: any text classifier in ONNX form, run in this process by `onnxruntime-node` or `onnxruntime-web`.
 *
 * @example
 * onnx({ path: 'prompt-guard.onnx', tokenizer: (text) => tokenizer.encode(text).ids, blockAt: 0.9 })
 */
export function onnx(options: OnnxOptions): Guardrail {
  const { name = 'onnx', flagAt = 0.5, blockAt = 0.9, timeoutMs, onError } = options
  let classifier: Promise<Classify> | undefined
  return {
    name,
    mode: 'pre_call',
    timeoutMs,
    onError,
    check: async ({ segments, signal }: GuardrailInput): Promise<GuardrailVerdict> => {
      // A load that failed is tried again by the next call: the file may have come meanwhile.
      const classify = await (classifier ??= load(options).catch((error: unknown) => {
        classifier = undefined
        throw error
      }))
      let highest = 0
      for (const segment of segments.filter(isJudged)) {
        signal.throwIfAborted()
        highest = Math.max(highest, await classify(segment.text, signal))
      }
      const score = Math.round(highest * 1000) / 1000
      if (score < flagAt) return { action: 'allow', score }
      const isBlocked = score >= blockAt
      return {
        action: isBlocked ? 'block' : 'flag',
        category: 'injection',
        severity: isBlocked ? 'high' : 'medium',
        score,
        reason: `${name} scores the text as an attack`,
      }
    },
  }
}

type Classify = (text: string, signal: AbortSignal) => Promise<number>

const isJudged = ({ origin, text }: Segment): boolean => origin !== 'system' && origin !== 'developer' && origin !== 'model' && text !== ''

async function load({ path, tokenizer, attackLabel, maxTokens = 512, runtime = findRuntime }: OnnxOptions): Promise<Classify> {
  const { InferenceSession, Tensor } = toRuntime(await runtime())
  const session = await InferenceSession.create(path)
  const run = async (feeds: Record<string, unknown>): Promise<number> =>
    attackScore(await session.run(feeds), session.outputNames, attackLabel)
  if (tokenizer === 'text') {
    return (text) => run({ [session.inputNames[0] ?? 'text']: new Tensor('string', [text], [1, 1]) })
  }
  const tokenize = tokenizer === 'bytes' ? toBytes : tokenizer
  return async (text, signal) => {
    const ids = await tokenize(text)
    let highest = 0
    for (const window of windows(ids, maxTokens)) {
      signal.throwIfAborted()
      const shape = [1, window.length]
      const feeds = session.inputNames.map((input) => [input, new Tensor('int64', valuesFor(input, window), shape)])
      highest = Math.max(highest, await run(Object.fromEntries(feeds)))
    }
    return highest
  }
}

/** What is used of onnxruntime; both packages have it. */
interface Runtime {
  InferenceSession: { create: (path: string) => Promise<Session> }
  Tensor: new (type: string, data: BigInt64Array | string[], shape: number[]) => unknown
}
interface Session {
  inputNames: readonly string[]
  outputNames: readonly string[]
  run: (feeds: Record<string, unknown>) => Promise<Record<string, { data: ArrayLike<number | bigint> } | undefined>>
}

const PACKAGES = ['onnxruntime-node', 'onnxruntime-web']

async function findRuntime(): Promise<unknown> {
  for (const name of PACKAGES) {
    const found: unknown = await import(name).catch(() => undefined)
    if (found) return found
  }
  throw new Error('The onnx guardrail needs a runtime: install it with `npm install onnxruntime-node` (or `onnxruntime-web`).')
}

function toRuntime(found: unknown): Runtime {
  const runtime = (found as { default?: Runtime }).default?.InferenceSession ? (found as { default: Runtime }).default : (found as Runtime)
  if (typeof runtime?.InferenceSession?.create === 'function') return runtime
  throw new Error('The onnx guardrail got a runtime without InferenceSession.')
}

const toBytes = (text: string): readonly number[] => Array.from(new TextEncoder().encode(text))

// A quarter of each window is read again, so that nothing is cut in two.
function* windows(ids: readonly number[], size: number): Generator<readonly number[]> {
  const step = Math.max(1, size - (size >> 2))
  for (let start = 0; start < ids.length; start += step) {
    yield ids.slice(start, start + size)
    if (start + size >= ids.length) return
  }
}

function valuesFor(input: string, ids: readonly number[]): BigInt64Array {
  if (input.includes('mask')) return new BigInt64Array(ids.length).fill(1n)
  if (input.includes('type')) return new BigInt64Array(ids.length)
  return BigInt64Array.from(ids, BigInt)
}

/** The score of the attack label: a probability as it is, else logits made into one. */
function attackScore(
  results: Record<string, { data: ArrayLike<number | bigint> } | undefined>,
  names: readonly string[],
  label?: number,
): number {
  const name = names.find((one) => /prob|logit|score/i.test(one)) ?? names.at(-1) ?? ''
  const values = Array.from(results[name]?.data ?? [], Number)
  if (values.length === 0) throw new Error('The onnx model gave no scores.')
  const at = label ?? values.length - 1
  const sum = values.reduce((total, value) => total + value, 0)
  const isProbability = values.every((value) => value >= 0 && value <= 1) && (values.length === 1 || Math.abs(sum - 1) < 1e-3)
  if (isProbability) return values[at] ?? 0
  if (values.length === 1) return 1 / (1 + Math.exp(-(values[0] ?? 0)))
  const largest = Math.max(...values)
  const weights = values.map((value) => Math.exp(value - largest))
  return (weights[at] ?? 0) / weights.reduce((total, weight) => total + weight, 0)
}
