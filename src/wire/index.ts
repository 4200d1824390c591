import type { WireFormat } from '../types.ts'
import { anthropicBatches } from './anthropic-batches.ts'
import { anthropicComplete } from './anthropic-complete.ts'
import { anthropicMessages } from './anthropic-messages.ts'
import { bedrockConverse } from './bedrock-converse.ts'
import { bedrockInvoke } from './bedrock-invoke.ts'
import { cohere } from './cohere.ts'
import { generic } from './generic.ts'
import { google } from './google.ts'
import { huggingface } from './huggingface.ts'
import { langserve } from './langserve.ts'
import { mcp } from './mcp.ts'
import { ollama } from './ollama.ts'
import { openaiAssistants } from './openai-assistants.ts'
import { openaiBatch } from './openai-batch.ts'
import { openaiChat } from './openai-chat.ts'
import { openaiCompletions } from './openai-completions.ts'
import { openaiEmbeddings, openaiMedia, openaiModerations } from './openai-plain.ts'
import { openaiResponses } from './openai-responses.ts'
import { replicate } from './replicate.ts'

/** Every wire format, in the order in which they are asked. */
export const wires: readonly WireFormat[] = [
  mcp,
  google,
  bedrockConverse,
  bedrockInvoke,
  anthropicBatches,
  openaiAssistants,
  anthropicMessages,
  anthropicComplete,
  openaiResponses,
  openaiChat,
  openaiCompletions,
  openaiEmbeddings,
  openaiModerations,
  openaiMedia,
  openaiBatch,
  ollama,
  cohere,
  replicate,
  langserve,
  huggingface,
  generic,
]
