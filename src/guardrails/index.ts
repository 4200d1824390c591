import { GuardConfigError } from '../errors.ts'
import type { Guardrail } from '../types.ts'
import { onnx } from './onnx.ts'
import { toolDescriptions } from './tool-descriptions.ts'
import { toolPolicy } from './tool-policy.ts'

/** Guardrails that a configuration names by `provider`; each makes one from the rest of its entry. */
export const guardrails: Readonly<Record<string, (options: Record<string, unknown>) => Guardrail>> = {
  'tool-policy': (options) => toolPolicy(options),
  'tool-descriptions': (options) => toolDescriptions(options),
  onnx: (options) => {
    if (typeof options['path'] !== 'string') throw new GuardConfigError('guardrails.onnx.path', 'expected the path of a model file')
    return onnx(options as unknown as Parameters<typeof onnx>[0])
  },
}
