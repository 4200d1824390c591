import type { AnswerChecks, Checks } from '../core/checks.ts'
import type { Decide } from '../core/policy.ts'
import { outweighs } from '../core/policy.ts'
import { catalogue } from '../detect/catalogue.ts'
import { checkTool } from '../detect/command/index.ts'
import { compile } from '../detect/compile.ts'
import { disguised } from './pending.ts'
import { exactValues, secretEnvironment } from './pending.ts'
import { isNamedHost, namedHosts } from '../detect/exfiltration/index.ts'
import { injectionClassifier, injectionScore, loadModel } from '../detect/injection/index.ts'
import { leakWatch } from '../detect/leak.ts'
import { confirmPhone } from '../detect/people/phone-confirm.ts'
import type { Settings } from '../options.ts'
import type { Detector, Direction, Platform, Segment, TextContext } from '../types.ts'

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
    const all: readonly Detector[] = [...catalogue({ examples: settings.examples, confirmPhone }), classifier, exact, ...settings.detectors]
    const enabled = all.filter(({ name, optional }) => optional !== true || decide.names(name))
    const tiers = {
      request: tiersOf(enabled, 'request', decide),
      response: tiersOf(enabled, 'response', decide),
    }
    return {
      scanner: (direction, tier) => tiers[direction][tier],
      toolCall: (call) => checkTool(call).map((finding) => ({ label: 'COMMAND', ...finding })),
      answer: (request) => answerChecks(request),
      injection: ({ text, kind, origin, role }, direction) => injectionScore(text, { direction, kind, origin, role }, model),
    }
  }
}

function tiersOf(detectors: readonly Detector[], direction: Direction, decide: Decide) {
  const strength = ({ name, category }: Detector) => decide.strongest(name, category, direction)
  return {
    acting: disguised(compile(detectors.filter((detector) => outweighs(strength(detector), 'flag')))),
    noting: compile(detectors.filter((detector) => strength(detector) === 'flag')),
  }
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
  const named = () => (hosts ??= namedHosts(request.map(({ text }) => text)))
  const watch = () =>
    (leaks ??= leakWatch(request.filter(({ origin }) => origin === 'system' || origin === 'developer').map(({ text }) => text)))
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
