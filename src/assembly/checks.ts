import type { AnswerChecks, Checks } from '../core/checks.ts'
import type { Decide } from '../core/policy.ts'
import { outweighs } from '../core/policy.ts'
import { catalogue } from '../detect/catalogue.ts'
import { checkTool } from '../detect/command/index.ts'
import { compile } from '../detect/compile.ts'
import { disguised } from '../detect/disguise.ts'
import { exactValues } from '../detect/exact.ts'
import { secretEnvironment } from '../detect/secret-environment.ts'
import { isNamedHost, namedHosts } from '../detect/exfiltration/index.ts'
import { injectionClassifier, injectionScore, loadModel } from '../detect/injection/index.ts'
import { leakWatch } from '../detect/leak.ts'
import { confirmPhone } from '../detect/people/phone-confirm.ts'
import type { Settings } from '../options.ts'
import type { Detector, Direction, Platform, Segment } from '../types.ts'

/** Makes, once per process, the function that turns a policy into the checks that it asks for. */
export async function checksFor(
  platform: Pick<Platform, 'env' | 'readEnvironmentFile'>,
  note: (sentence: string) => void,
): Promise<(settings: Settings, decide: Decide) => Checks> {
  const model = await loadModel()
  const classifier = injectionClassifier({ load: () => model })
  await classifier.ready()

  return (settings, decide) => {
    const { detector: exact, notes } = exactValues(exactList(settings, platform))
    for (const sentence of notes) note(sentence)
    const all: readonly Detector[] = [...listOf(settings.examples), classifier, exact, ...settings.detectors]
    const enabled = all.filter(({ name, optional }) => optional !== true || decide.names(name))
    const strength = (direction: Direction) => (detector: Detector) => decide.strongest(detector.name, detector.category, direction)
    const scanners = {
      // Nothing of a request is held back, so all of its detectors run in one pass.
      request: {
        acting: lazily(() => disguised(compile(enabled.filter((one) => strength('request')(one) !== 'allow')))),
        noting: lazily(() => compile([])),
      },
      response: {
        acting: lazily(() => disguised(compile(enabled.filter((one) => outweighs(strength('response')(one), 'flag'))))),
        noting: lazily(() => compile(enabled.filter((one) => strength('response')(one) === 'flag'))),
      },
    }
    return {
      scanner: (direction, tier) => scanners[direction][tier](),
      toolCall: (call) => checkTool(call).map((finding) => ({ label: 'COMMAND', ...finding })),
      answer: (request) => answerChecks(request),
      injection: ({ text, kind, origin, role }, direction) => injectionScore(text, { direction, kind, origin, role }, model),
    }
  }
}

const lists = new Map<boolean, readonly Detector[]>()

/** The same detectors for every guard of the process, so that each is compiled once. */
function listOf(examples: boolean): readonly Detector[] {
  const list = lists.get(examples) ?? catalogue({ examples, confirmPhone })
  lists.set(examples, list)
  return list
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

function exactList(
  { exact }: Settings,
  { env, readEnvironmentFile }: Pick<Platform, 'env' | 'readEnvironmentFile'>,
): { name: string; value: string }[] {
  const listed = exact.values.map((given, index) => (typeof given === 'string' ? { name: `exact.values.${index}`, value: given } : given))
  const files = exact.files.flatMap((path) => secretEnvironment(readEnvironmentFile?.(path) ?? {}))
  return [...listed, ...files, ...(exact.env ? secretEnvironment(env) : [])]
}

/** What an answer is judged against: the hosts that the conversation named, and the instructions that should not come back. */
function answerChecks(request: readonly Segment[]): AnswerChecks {
  let hosts: ReturnType<typeof namedHosts> | undefined
  let leaks: ReturnType<typeof leakWatch> | undefined
  // What a tool or a page names is not named by the conversation: an attacker would name his own host.
  const trusted = request.filter(({ origin }) => origin !== 'tool' && origin !== 'document')
  const named = () => (hosts ??= namedHosts(trusted.map(({ text }) => text)))
  const watch = () =>
    (leaks ??= watchOf(request.filter(({ origin }) => origin === 'system' || origin === 'developer').map(({ text }) => text)))
  return {
    keeps: ({ category, start, end }, text) => category !== 'exfiltration' || !isNamedHost(text.slice(start, end), named()),
    leaks: (text) =>
      watch()(text).map(({ start, end }) => ({
        start,
        end,
        detector: 'system-prompt-leak',
        category: 'leak',
        severity: 'high',
        label: 'LEAK',
      })),
  }
}

/** Conversations repeat their instructions with every turn: the latest are fingerprinted once. */
const watches = new Map<string, ReturnType<typeof leakWatch>>()
const maxWatches = 64

function watchOf(texts: readonly string[]): ReturnType<typeof leakWatch> {
  const key = texts.join('\u0000')
  const watch = watches.get(key) ?? leakWatch(texts)
  watches.delete(key)
  watches.set(key, watch)
  const oldest = watches.keys().next().value
  if (watches.size > maxWatches && oldest !== undefined) watches.delete(oldest)
  return watch
}
