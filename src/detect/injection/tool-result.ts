import { rules } from './rule.ts'
import type { Rule } from './rule.ts'

/** Texts that pretend to be the end of a tool's result, or another tool's call or result. */
export const toolResult: readonly Rule[] = rules(
  'injection-tool-result',
  [
    [
      'answer|result|status|task|output|response',
      ' ?[:=]? ?(?:the )?(?:task|goal|request|job)? ?(?:is |has been |successfully ){0,3}(?:completed?|done|finished|accomplished)[.!]?[\\s\\\\n]{1,6}(?:now|new|next|ignore|please|please,|you|instead|then|your|from|as|do|disregard|additionally|urgent|important)(?![a-z])',
      0.4,
      0.84,
    ],
    [
      'function_results|function_result|function_calls|function_call|tool_result|tool_results|tool_response|tool_output|tool_call|tool_calls|invoke|antml',
      '(?<=</?[a-z_:]{0,40})(?=[>:\\s])',
      0.5,
      0.76,
    ],
    [
      'end|start|begin',
      ' of (?:the )?(?:tool|function|api|search|retrieved|web|page|document|file|email|external) ?(?:result|output|response|content|data|context|message|body|text)?s?(?=[\\s\\])=*-]{0,4}(?:\\n|$|now|new|system|user))',
      0.35,
      0.45,
    ],
    [
      'document|data|context|email|search_results|external_content|content|webpage|results|file_content|information',
      '(?<=</(?:document|data|context|email|search_results|external_content|content|webpage|results|file_content|information))>\\s{0,6}(?:now|new|ignore|please|you|system|user|instead|then|important|human|assistant|the user|from now|do)(?![a-z])',
      0.5,
      0.84,
    ],
    [
      'information|important',
      '(?<=<(?:information|important))>\\s{0,6}(?:this|an?|important|please|you|before|attention|i|when|do|the|if|ignore|hi|hey|hello|todo|note)(?![a-z])',
      0.4,
      0.86,
    ],
    ['observation|action|thought', ' ?: [^\\n]{0,200}\\n\\s*(?:action|thought|observation|final answer|action input) ?:', 0.35, 0.55],
  ],
  { literal: true },
)
