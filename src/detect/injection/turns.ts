import { rules } from './rule.ts'
import type { Rule } from './rule.ts'

const ORDER =
  "(?:you|your|ignore|from now|new|please|do not|don't|forget|disregard|the (?:assistant|user|ai|model)|as an|stop|override|important|all (?:previous|prior)|now|respond|reply|answer|send|execute|print|reveal|always|never|instruction|sure|updated?|attention|urgent|output|this is)"

/** Texts that play another speaker: template tokens, invented turns, messages in the system's name. */
export const turns: readonly Rule[] = [
  ...rules(
    'injection-fake-turn',
    [
      [
        'im_start|im_end|im_sep|eot_id|start_header_id|end_header_id|begin_of_text|endoftext|endofprompt|start_of_turn|end_of_turn|eom_id',
        '(?=\\|?>)',
        0.62,
        0.88,
      ],
      ['system|user|assistant|developer|tool|end|human', '(?<=<\\|(?:system|user|assistant|developer|tool|end|human))\\|>', 0.62, 0.88],
      ['inst', '(?<=\\[/?inst)\\]', 0.6, 0.86],
      ['sys', '(?<=<</?sys)>>', 0.62, 0.88],
      [
        'system|system_prompt|systemprompt|user_query|user_input|user_message|untrusted',
        '(?<=</(?:system|system_prompt|systemprompt|user_query|user_input|user_message|untrusted))>',
        0.6,
        0.78,
      ],
      [
        'system|system_prompt|sys|systemprompt|system_message|system_instruction|admin',
        `(?<=<(?:system|system_prompt|sys|systemprompt|system_message|system_instruction|admin))>\\s*${ORDER}`,
        0.72,
        0.9,
      ],
      [
        'system|assistant|human|user',
        '(?<=\\n\\s{0,4}(?:system|assistant|human|user)) ?:(?= ?[^\\n]{1,400}\\n\\s*(?:human|user|assistant|system) ?:)',
        0.4,
        0.6,
      ],
      ['system', '"? ?, ?\\\\?"content\\\\?" ?:', 0.55, 0.8],
    ],
    { literal: true },
  ),
  ...rules('injection-fake-turn', [
    [
      'system|assistant|human|admin|administrator|developer',
      `(?: (?:message|note|prompt|override|instructions?|update|alert|notice|command|directive|request)){0,2}\\s?[\\]>)*#]{0,3}\\s?:[\\s*#\\]]{0,4}${ORDER}(?![a-z])`,
      0.62,
      0.88,
    ],
    [
      'system|admin|administrator|developer|root',
      '(?: (?:message|note|override|instructions?|alert|notice|command|directive))?[\\])*#]{1,3} ?[\\s:]{0,3}(?:you|ignore|from now|new|please|do not|forget|disregard|override|send|execute|reveal)(?![a-z])',
      0.6,
      0.88,
    ],
    [
      'instruction|instructions|prompt',
      '(?<=#{2,4}\\s?(?:(?:system|new|updated|user|hidden|secret)\\s)?(?:instruction|instructions|prompt))\\s?:?\\s?\\n',
      0.3,
      0.5,
    ],
    [
      'system',
      ' (?:note|message|notice|instruction|alert|directive) (?:to|for) (?:the |all |any )?(?:agent|assistant|ai|model|llm)s?(?![a-z])',
      0.45,
      0.84,
    ],
    [
      'system|admin|administrator',
      ' (?:instruction|directive|command|override|prompt|notice|message|alert|update|note) ?[:!-]',
      0.45,
      0.68,
    ],
  ]),
]
