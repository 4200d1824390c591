import type { AnswerChecks, Checks } from '../core/checks.ts'
import type { Decide } from '../core/policy.ts'
import { outweighs } from '../core/policy.ts'
import { catalogue } from '../detect/catalogue.ts'
import { checkTool } from '../detect/command/index.ts'
import { compile } from '../detect/compile.ts'
import { injectionClassifier, loadModel, scoreInjection } from '../detect/injection/index.ts'
import { confirmPhone } from '../detect/people/phone-confirm.ts'
import type { Settings } from '../options.ts'
import type { Detector, Direction, Platform, Segment, TextContext } from '../types.ts'

/** Makes, once per process, the function that turns a policy into the checks that it asks for. */
export async function checksFor(platform: Pick<Platform, 'env' | 'readEnvironmentFile'>, note: (sentence: string) => void): Promise<(settings: Settings, decide: Decide) => Checks> {
  const classifier = injectionClassifier({ load: loadModel })
  await classifier.ready()

  return (settings, decide) => {
    const all: readonly Detector[] = [...catalogue({ examples: settings.examples, confirmPhone }), classifier, ...settings.detectors]
    const enabled = all.filter(({ name, optional }) => optional !== true || decide.names(name))
    const tiers = {
      request: tiersOf(enabled, 'request', decide),
      response: tiersOf(enabled, 'response', decide),
    }
    return {
      scanner: (direction, tier) => tiers[direction][tier],
      toolCall: (call) => checkTool(call).map((finding) => ({ label: 'COMMAND', ...finding })),
      answer: (request) => answerChecks(request),
      injection: (segment, direction) => (decide.strongest('injection', 'injection', direction) === 'allow' ? 0 : injectionScore(segment, direction)),
    }
  }

  function injectionScore({ text, kind, origin, role }: Segment, direction: Direction): number {
    const context: TextContext = { direction, kind, origin, role }
    return scoreInjection(text, context).score
  }
}

function tiersOf(detectors: readonly Detector[], direction: Direction, decide: Decide) {
  const strength = ({ name, category }: Detector) => decide.strongest(name, category, direction)
  return {
    acting: compile(detectors.filter((detector) => outweighs(strength(detector), 'flag'))),
    noting: compile(detectors.filter((detector) => strength(detector) === 'flag')),
  }
}

function answerChecks(_request: readonly Segment[]): AnswerChecks { return { keeps: () => true, leaks: () => [] } }
